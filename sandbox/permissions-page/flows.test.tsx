import { beforeEach, expect, test } from "vitest";
import { type Browser, createBrowser, createPageUnderTest, goesTo, type PageUnderTest } from "./testing.js";

const back = "http://localhost:3000/callback";
const account = {
  name: "Bakery Blum",
  user_name: "Anna Blum",
  email: "anna@blum.example",
  password: "long enough",
};
const payment = { plan: "premium", card: "test-4242", terms: "accepted" };

let under: PageUnderTest;
let browser: Browser;

beforeEach(() => {
  under = createPageUnderTest();
  browser = createBrowser(under);
});

const number = (digits: string) => ({ phone_number: digits, display_name: "Blum", waba: "" });
const location = (response: Response) => response.headers.get("Location");
const text = async (url: string) => (await browser.get(url)).text();
/** In the order in which they were added. */
const channelIds = (partnerId: string) =>
  under.hub.clients
    .list(partnerId, {})
    .rows.flatMap((client) => under.hub.channels.ofClient(partnerId, client.id).map(({ id }) => id));
const clientId = (partnerId: string) => under.hub.clients.list(partnerId, {}).rows[0]?.id;
const redirects = () => under.journal.read({ kinds: ["redirect"] });

/** A new client of the Direct Payment hub, on its permission screen with two numbers. */
async function toPermission(query = `redirect_url=${back}`): Promise<string> {
  const visit = await browser.open(`/dashboard/app/DirectPA?${query}`);
  await browser.post(`${visit}/sign-up`, account);
  await browser.post(`${visit}/payment`, payment);
  await browser.post(`${visit}/numbers`, number("+49 151 00000042"));
  await browser.post(`${visit}/numbers`, number("+49 151 00000043"));
  await browser.post(`${visit}/numbers/done`);
  return visit;
}

test.each(["/dashboard/app/DirectPA", "/dashboard/app/DirectPA/permissions", "/onboarding/DirectPA"])(
  "%s opens a visit, with and without a query",
  async (path) => {
    under.hub.partners.change("DirectPA", { redirectUrl: back });
    for (const url of [path, `${path}/`, `${path}?state=s&flow=unknown`]) {
      const response = await browser.get(url);
      expect(response.status).toBe(303);
      expect(location(response)).toMatch(/^\/onboarding\/DirectPA\/visits\/[\w-]+$/);
      expect(await text(location(response) ?? "")).toContain('data-testid="sign-up-form"');
    }
  },
);

test("a new client of a Partner Payment hub signs up, adds two numbers and returns with both", async () => {
  const visit = await browser.open(`/dashboard/app/PrePayPA/permissions?redirect_url=${back}&state=a b`);
  expect(location(await browser.post(`${visit}/sign-up`, account))).toBe(visit);
  const numbersScreen = await text(visit);
  expect(numbersScreen).toContain('data-testid="phone-number"');
  expect(numbersScreen).toContain("shared with Bold Desk from the start");
  expect(numbersScreen).not.toContain('data-testid="numbers-done"');

  await browser.post(`${visit}/numbers`, number("4915100000042"));
  await browser.post(`${visit}/numbers`, { ...number("4915100000043"), waba: "new" });
  expect(await text(visit)).toContain('data-testid="numbers-done"');
  const [first, second] = channelIds("PrePayPA");
  expect(await text(visit)).toContain(`data-testid="number-${second}"`);

  expect(await browser.finish(`${visit}/numbers/done`)).toBe(
    `${back}?client=${clientId("PrePayPA")}&channels=[${first},${second}]&state=a%20b`,
  );
});

test("a new client of a Direct Payment hub pays, adds two numbers, and shares one", async () => {
  const visit = await browser.open(`/onboarding/DirectPA?redirect_url=${back}&plan_selection=premium`);
  await browser.post(`${visit}/sign-up`, account);
  const paymentScreen = await text(visit);
  expect(paymentScreen).toMatch(/data-testid="plan-premium"[^>]*checked/);
  expect(paymentScreen).toContain("Invented prices");
  await browser.post(`${visit}/payment`, payment);
  await browser.post(`${visit}/numbers`, number("+49 151 00000042"));
  await browser.post(`${visit}/numbers`, number("+49 151 00000043"));
  expect(location(await browser.post(`${visit}/numbers/done`))).toBe(visit);

  const [first = "", second = ""] = channelIds("DirectPA");
  const permissionScreen = await text(visit);
  for (const id of [first, second]) {
    expect(permissionScreen).toMatch(new RegExp(`data-testid="permit-${id}"[^>]*checked`));
  }
  expect(await browser.finish(`${visit}/permission`, { permit: second })).toBe(
    `${back}?client=${clientId("DirectPA")}&channels=[${second}]`,
  );
  expect(under.hub.channels.get("DirectPA", first).permitted).toBe(false);
});

test("a client that comes back grants one number and takes another back", async () => {
  const first = await toPermission();
  const [one = "", two = ""] = channelIds("DirectPA");
  await browser.post(`${first}/permission`, { permit: one });

  const second = await browser.open(`/onboarding/DirectPA?redirect_url=${back}&state=again`);
  const screen = await text(second);
  expect(screen).toContain("Not Bakery Blum?");
  expect(screen).toMatch(new RegExp(`data-testid="permit-${one}"[^>]*checked`));
  expect(screen).not.toMatch(new RegExp(`data-testid="permit-${two}"[^>]*checked`));
  expect(await browser.finish(`${second}/permission`, { permit: [two] })).toBe(
    `${back}?client=${clientId("DirectPA")}&channels=[${two}]&revoked=[${one}]&state=again`,
  );
});

test("a client that unticks everything returns with nothing permitted", async () => {
  const first = await toPermission();
  const [one = "", two = ""] = channelIds("DirectPA");
  await browser.post(`${first}/permission`, { permit: [one, two] });
  const second = await browser.open(`/onboarding/DirectPA?redirect_url=${back}`);
  expect(await browser.finish(`${second}/permission`)).toContain(`channels=[]&revoked=[${one},${two}]`);
});

test("the number that the partner asks for is ticked and first, and the others stay as they are", async () => {
  await browser.post(`${await toPermission()}/permission`);
  const [one = "", two = ""] = channelIds("DirectPA");
  const asking = `/onboarding/DirectPA?number="4915100000043"&redirect_url=${back}`;
  const screen = await text(await browser.open(asking));
  expect(screen).toContain("asks for this number: +49 1510 0000043");
  expect(screen.match(/permit-\w+CH/g)).toEqual([`permit-${two}`, `permit-${one}`]);
  expect(screen).toMatch(new RegExp(`data-testid="permit-${two}"[^>]*checked`));
  expect(screen).not.toMatch(new RegExp(`data-testid="permit-${one}"[^>]*checked`));
  expect(screen.match(/data-testid="requested"/g)).toHaveLength(1);
  under.hub.partners.change("DirectPA", { settings: { requested_number: "only" } });
  expect((await text(await browser.open(asking))).match(/permit-\w+CH/g)).toEqual([`permit-${two}`]);
});

test("a request for a number that the client does not add leaves its new numbers ticked", async () => {
  const screen = await text(await toPermission(`redirect_url=${back}&number=4915100000099`));
  expect(screen).toContain("which is none of your numbers yet");
  expect(screen.match(/permit-\w+CH"[^>]*checked/g)).toHaveLength(2);
});

test("a number that the client lacks is filled into the field", async () => {
  const visit = await browser.open(`/onboarding/PrePayPA?number=4915100000042&redirect_url=${back}`);
  await browser.post(`${visit}/sign-up`, account);
  expect(await text(visit)).toMatch(/value="\+4915100000042"[^>]*data-testid="phone-number"/);
  await browser.post(`${visit}/numbers`, number("4915100000042"));
  expect(await text(visit)).not.toContain('value="+4915100000042"');
});

test("the redirect keeps the query and the fragment of its URL", async () => {
  const own = encodeURIComponent(`${back}?platform=ü#/done`);
  const visit = await browser.open(`/onboarding/PrePayPA?redirect_url=${own}`);
  await browser.post(`${visit}/sign-up`, account);
  await browser.post(`${visit}/numbers`, number("4915100000042"));
  expect(await browser.finish(`${visit}/numbers/done`)).toBe(
    `${back}?platform=ü&client=${clientId("PrePayPA")}&channels=[${channelIds("PrePayPA")}]#/done`,
  );
});

test("a step sent twice is done once", async () => {
  const visit = await browser.open(`/onboarding/PrePayPA?redirect_url=${back}`);
  const twice = async (path: string, fields?: Record<string, string>) => {
    const first = await browser.post(`${visit}/${path}`, fields);
    const second = await browser.post(`${visit}/${path}`, fields);
    expect([second.status, location(second)]).toEqual([303, location(first)]);
  };
  await twice("sign-up", account);
  await twice("numbers", number("4915100000042"));
  await twice("numbers/done");
  expect(under.hub.clients.list("PrePayPA", {}).total).toBe(1);
  expect(channelIds("PrePayPA")).toHaveLength(1);
  expect(redirects()).toHaveLength(1);
});

test("going back after the end shows that it is done, with the way back, and goes nowhere by itself", async () => {
  const visit = await toPermission();
  const result = (await browser.finish(`${visit}/permission`)) ?? "none";
  const screen = await text(visit);
  expect(screen).toContain("You are done");
  expect(screen).toContain(`href="${result.replaceAll("&", "&amp;")}"`);
  expect(goesTo(screen)).toBeNull();
});

test("the page that leads back to the partner is for the browser that has just finished", async () => {
  const visit = await toPermission();
  expect(location(await browser.get(`${visit}/returning`))).toBe(visit);
  const finished = await browser.post(`${visit}/permission`);
  expect(location(finished)).toBe(`${visit}/returning`);
  expect(finished.headers.get("Set-Cookie")).toMatch(/^hub_returning=yes; Max-Age=60; Path=.*\/returning;/);
  const screen = await text(`${visit}/returning`);
  expect(screen).toContain("Taking you back to Acme Chat");
  expect(screen).toContain('data-testid="back-to-partner"');
  // A bookmark, an hour later, in a browser that knows nothing any more.
  expect(location(await createBrowser(under).get(`${visit}/returning`))).toBe(visit);
});

test("the address of a form, reloaded, leads to the visit", async () => {
  const visit = await browser.open(`/onboarding/PrePayPA?redirect_url=${back}`);
  expect(location(await browser.get(`${visit}/numbers/done`))).toBe(visit);
});

test("cancelling sends nothing to the partner and closes the window", async () => {
  const visit = await toPermission();
  expect(location(await browser.post(`${visit}/cancel`))).toBe(visit);
  const screen = await text(visit);
  expect(screen).toContain("You can close this window");
  expect(screen).toContain("close-window.js");
  expect(screen).not.toContain(back);
  // A form that was still open somewhere changes nothing any more.
  expect(location(await browser.post(`${visit}/permission`, { permit: channelIds("DirectPA") }))).toBe(visit);
  expect(redirects()).toEqual([]);
  expect(under.hub.channels.list("DirectPA", {}).rows.some(({ permitted }) => permitted)).toBe(false);
});

test("next=login shows the log-in form, and from there the way to sign up", async () => {
  const visit = await browser.open(`/onboarding/DirectPA?next=login&redirect_url=${back}`);
  expect(await text(visit)).toContain('data-testid="log-in-form"');
  await browser.post(`${visit}/use-sign-up`);
  expect(await text(visit)).toContain('data-testid="sign-up-form"');
  await browser.post(`${visit}/use-log-in`);
  expect(await text(visit)).toContain('data-testid="log-in-form"');
});

test("a client logs in from a new browser and is known from then on", async () => {
  await browser.post(`${await toPermission()}/permission`);
  const other = createBrowser(under);
  const visit = await other.open(`/onboarding/DirectPA?next=login&redirect_url=${back}`);
  await other.post(`${visit}/log-in`, account);
  expect(await (await other.get(visit)).text()).toContain('data-testid="confirm"');
  const again = await other.open(`/onboarding/DirectPA?next=login&redirect_url=${back}`);
  expect(await (await other.get(again)).text()).toContain('data-testid="use-another-account"');
});

test("another account can be used in the same browser", async () => {
  await browser.post(`${await toPermission()}/permission`);
  const visit = await browser.open(`/onboarding/DirectPA?redirect_url=${back}`);
  await browser.post(`${visit}/log-out`);
  await browser.post(`${visit}/log-out`);
  const said = under.journal.read({ kinds: ["visit"] }).map(({ summary }) => summary);
  expect(said.filter((summary) => summary.includes("leaves its account"))).toHaveLength(1);
  expect(await text(visit)).toContain('data-testid="sign-up-form"');
  expect(await text(await browser.open(`/onboarding/DirectPA?redirect_url=${back}`))).toContain(
    "sign-up-form",
  );
});

test("a session at one partner is none at another", async () => {
  await toPermission();
  expect(await text(await browser.open(`/onboarding/PrePayPA?redirect_url=${back}`))).toContain(
    "sign-up-form",
  );
});
