import { beforeEach, expect, test } from "vitest";
import { type Browser, createBrowser, createPageUnderTest, type PageUnderTest } from "../testing.js";

const back = "http://localhost:3000/callback";
const account = {
  name: "Bakery Blum",
  user_name: "Anna Blum",
  email: "anna@blum.example",
  password: "long enough",
};

let under: PageUnderTest;
let browser: Browser;
let visit: string;

beforeEach(async () => {
  under = createPageUnderTest();
  browser = createBrowser(under);
  visit = await browser.open(`/onboarding/PrePayPA?redirect_url=${back}&number=4915100000042`);
  await browser.post(`${visit}/sign-up`, account);
});

const location = (response: Response) => response.headers.get("Location");
const text = async (path: string) => (await browser.get(visit + path)).text();
const business = {
  business: "new",
  business_name: "Blum",
  waba: "new",
  waba_name: "Blum",
  display_name: "Blum",
};
const shownCode = (page: string) => /data-testid="meta-code-shown">(\d{6})</.exec(page)?.[1] ?? "none";
const channels = () => under.hub.channels.list("PrePayPA", {}).rows;

/** Goes through the window's pages to its last one; gives the code. */
async function toCode(): Promise<string> {
  await browser.post(`${visit}/meta`, business);
  await browser.post(`${visit}/meta/number`, { phone_number: "0151 00000042", country: "DE" });
  return shownCode(await text("/meta/code"));
}

test("the numbers screen opens the embedded signup in a window of the visit's own", async () => {
  const id = visit.split("/").at(-1);
  expect(await text("")).toMatch(
    new RegExp(`<form method="get" action="${visit}/meta" target="meta-${id}" data-testid="meta-form"`),
  );
});

test("a Direct Payment client that has not paid is led back from the window", async () => {
  const unpaid = await browser.open(`/onboarding/DirectPA?redirect_url=${back}`);
  await browser.post(`${unpaid}/sign-up`, account);
  expect(location(await browser.get(`${unpaid}/meta`))).toBe(`${unpaid}/meta/finished`);
  expect(await (await browser.get(`${unpaid}/meta/finished`)).text()).toContain(`data-finished="${unpaid}"`);
});

test("business, number, code: the window's pages lead to a new number", async () => {
  const first = await text("/meta");
  expect(first).toContain("Simulated: this is no page of Meta");
  expect(first).toMatch(/value="Bakery Blum" data-testid="meta-display-name"/);
  expect(location(await browser.post(`${visit}/meta`, business))).toBe(`${visit}/meta/number`);
  expect(await text("/meta/number")).toMatch(/value="\+4915100000042" data-testid="meta-phone-number"/);

  const number = { phone_number: "0151 00000042", country: "DE", verification: "voice" };
  expect(location(await browser.post(`${visit}/meta/number`, number))).toBe(`${visit}/meta/code`);
  const third = await text("/meta/code");
  expect(third).toContain("What the call said");
  const done = await browser.post(`${visit}/meta/code`, { code: shownCode(third) });
  expect(location(done)).toBe(`${visit}/meta/finished`);
  expect(await text("/meta/finished")).toMatch(/data-testid="meta-finished"/);
  expect(channels()).toMatchObject([{ phoneNumber: "4915100000042", verificationMethod: "voice" }]);
  expect(await text("")).toContain(`data-testid="number-${channels()[0]?.id}"`);
});

test("the next number may use the portfolio and the account of the first", async () => {
  const code = await toCode();
  await browser.post(`${visit}/meta/code`, { code });
  const [first] = channels();
  const page = await text("/meta");
  expect(page).toContain(`<option value="${first?.waba.fbBusinessId}" selected="">Blum (`);
  expect(page).toContain(`<option value="${first?.waba.id}" selected="">Blum (`);
});

test("a wrong code is refused beside its field, and another one can be sent", async () => {
  const code = await toCode();
  const wrong = await browser.post(`${visit}/meta/code`, { code: "12" });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toMatch(/id="code-error" data-testid="error"/);
  expect(location(await browser.post(`${visit}/meta/code/again`))).toBe(`${visit}/meta/code`);
  expect(shownCode(await text("/meta/code"))).not.toBe(code);
  expect((await browser.post(`${visit}/meta/code`, { code })).status).toBe(422);
  expect(channels()).toEqual([]);
});

test.each([
  ["/meta", { display_name: "" }, "display_name-error"],
  ["/meta", { business_name: "" }, "business_name-error"],
  ["/meta/number", { phone_number: "call me" }, "phone_number-error"],
])("POST %s with %o is refused, and what was typed stays", async (path, wrong, id) => {
  await browser.post(`${visit}/meta`, business);
  const fields = { ...business, phone_number: "0151 00000042", country: "PT", ...wrong };
  const response = await browser.post(visit + path, fields);
  expect(response.status).toBe(422);
  const page = await response.text();
  expect(page).toContain(id);
  if (path === "/meta/number") expect(page).toMatch(/<option value="PT" selected="">Portugal \(\+351\)/);
});

test("a page that the client has not come to yet leads to the one before", async () => {
  expect(location(await browser.get(`${visit}/meta/code`))).toBe(`${visit}/meta`);
  await browser.post(`${visit}/meta`, business);
  expect(location(await browser.get(`${visit}/meta/code`))).toBe(`${visit}/meta/number`);
  expect(location(await browser.post(`${visit}/meta/code`, { code: "123456" }))).toBe(`${visit}/meta/number`);
});

test("a second click on any form, or a form of an earlier page, does no harm", async () => {
  const code = await toCode();
  expect(await toCode()).toBe(code);
  for (const _click of [1, 2]) {
    expect(location(await browser.post(`${visit}/meta/code`, { code }))).toBe(`${visit}/meta/finished`);
  }
  const late = await browser.post(`${visit}/meta/number`, { phone_number: "+49 151 00000043" });
  expect(location(late)).toBe(`${visit}/meta/finished`);
  expect(channels()).toHaveLength(1);
});

test("the window of a visit that is over says so, and adds nothing", async () => {
  const code = await toCode();
  await browser.post(`${visit}/cancel`);
  const late = await browser.post(`${visit}/meta/code`, { code });
  expect(location(late)).toBe(`${visit}/meta/finished`);
  expect(await text("/meta/finished")).toContain("Nothing to do here");
  expect(location(await browser.get(`${visit}/meta`))).toBe(`${visit}/meta/finished`);
  expect(channels()).toEqual([]);
});

test("where no number can be added, the screen says why and opens no window", async () => {
  under.hub.partners.change("PrePayPA", { settings: { blocks_new_numbers: true } });
  const screen = await text("");
  expect(screen).toMatch(/data-testid="numbers-blocked">The partner PrePayPA takes no new numbers/);
  expect(screen).not.toContain("open-meta");
  expect((await browser.post(`${visit}/meta`, business)).status).toBe(422);
});

test.each([
  ["en", "Germany (+49)", "Type the code"],
  ["de", "Deutschland (+49)", "Code eingeben"],
  ["pt", "Alemanha (+49)", "Digite o código"],
])("the window's pages are in %s", async (lang, country, title) => {
  visit = await browser.open(`/onboarding/PrePayPA?redirect_url=${back}&lang=${lang}`);
  await browser.post(`${visit}/meta`, business);
  expect(await text("/meta/number")).toContain(country);
  await toCode();
  expect(await text("/meta/code")).toContain(`<h1>${title}</h1>`);
});
