import type { BrowserContext, Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { control, type Receiver, testReceiver, testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { closedByItself } from "./support/client-in-popup.ts";
import { connectLink, testDesk } from "./support/desk.ts";
import { looksWell, narrowContext } from "./support/looks.ts";

const newContext = useBrowser();

interface Stage {
  sandbox: Sandbox;
  partner: Receiver;
  /** Opens the permissions page with a plan on the address. */
  play(page: Page, plan: object | string, partnerId?: string): Promise<void>;
}

async function stage(): Promise<Stage> {
  const sandbox = await testSandbox();
  const partner = await testReceiver();
  return {
    sandbox,
    partner,
    async play(page, plan, partnerId = "DirectPA") {
      const query = new URLSearchParams({
        redirect_url: `${partner.url}/connected`,
        state: "mine",
        sandbox_autopilot: typeof plan === "string" ? plan : JSON.stringify(plan),
      });
      await page.goto(`${sandbox.url}/dashboard/app/${partnerId}/permissions?${query}`);
    },
  };
}

const isBack = (url: URL) => url.pathname === "/connected";

/** The numbers of a partner's first client, and whether they are permitted. */
const permitted = (sandbox: Sandbox, partnerId: string): Record<string, boolean> => {
  const client = sandbox.hub.clients.list(partnerId, {}).rows[0];
  const channels = client ? sandbox.hub.channels.ofClient(partnerId, client.id) : [];
  return Object.fromEntries(channels.map(({ phoneNumber, permitted }) => [phoneNumber, permitted]));
};

const notes = (sandbox: Sandbox): string[] =>
  sandbox.journal
    .read({ kinds: ["visit"] })
    .map(({ summary }) => summary)
    .filter((summary) => summary.includes("autopilot"));

test("a link plays a whole Direct Payment visit by itself, and hands nothing of itself on", async () => {
  const { sandbox, partner, play } = await stage();
  const page = await (await newContext()).newPage();
  await play(page, "instant");
  await page.waitForURL(isBack);
  const url = new URL(page.url());
  expect([...url.searchParams.keys()]).toEqual(["client", "channels", "state"]);
  expect(url.searchParams.get("channels")).toMatch(/^\[\w{6}CH\]$/);
  expect(Object.values(permitted(sandbox, "DirectPA"))).toEqual([true]);
  expect(partner.received.filter(({ path }) => path.startsWith("/connected"))).toHaveLength(1);
  expect(notes(sandbox)).toEqual(["the autopilot plays the client, instantly"]);
});

test("a plan in JSON says who, which numbers, and which of them are permitted", async () => {
  const { sandbox, play } = await stage();
  const page = await (await newContext()).newPage();
  await play(page, {
    account: {
      name: "Linden Books",
      user_name: "Ada Lind",
      email: "ada@linden.example",
      password: "hush hush",
    },
    plan: "premium",
    numbers: [
      { phone_number: "+49 151 00000042", display_name: "Linden Shop" },
      { phone_number: "+49 151 00000043", verification: "voice" },
    ],
    permit: ["+4915100000043"],
  });
  await page.waitForURL(isBack);
  expect(permitted(sandbox, "DirectPA")).toEqual({ "4915100000042": false, "4915100000043": true });
  const client = sandbox.hub.clients.logIn("DirectPA", "ada@linden.example", "hush hush");
  expect(client).toMatchObject({ name: "Linden Books", userName: "Ada Lind", plan: "premium" });
  const names = sandbox.hub.channels.ofClient("DirectPA", client.id).map(({ phoneName }) => phoneName);
  expect(names.sort()).toEqual(["Linden Books", "Linden Shop"]);
  expect(decodeURIComponent(JSON.stringify(sandbox.journal.read({ limit: 10_000 })))).not.toMatch(
    /hush.hush/,
  );
});

/** The popup of the reference client, which may have closed by itself before anybody looks. */
async function popupOf(page: Page, partnerId: string): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent("popup"), connectLink(page, partnerId).click()]);
  return popup;
}

test("an armed autopilot plays the popup that an app opens as ever, once, and for an existing client later", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  const connect = () => popupOf(page, "DirectPA");
  const armed = { partner: "DirectPA", times: 1 };
  expect((await control(sandbox, "POST", "/autopilot", armed)).status).toBe(201);
  await closedByItself(await connect());
  const [number = ""] = Object.keys(permitted(sandbox, "DirectPA"));
  await page.getByText("Permission is there.").waitFor();

  // Its one time is used up: the next popup waits for a person.
  const next = await connect();
  await next.getByTestId("confirm").waitFor();
  await next.close();
  await control(sandbox, "POST", "/autopilot", { partner: "DirectPA", account: "existing", permit: "none" });
  await page.context().clearCookies({ name: /^hub_client/ });
  await closedByItself(await connect());
  expect(permitted(sandbox, "DirectPA")).toEqual({ [number]: false });
});

test("Partner Payment is played to the end as well, with two made-up numbers", async () => {
  const { sandbox, play } = await stage();
  const page = await (await newContext()).newPage();
  await play(page, { numbers: 2 }, "PrePayPA");
  await page.waitForURL(isBack);
  expect(Object.values(permitted(sandbox, "PrePayPA"))).toEqual([true, true]);
});

test("a plan that ends with cancel goes as far as the last step and cancels there", async () => {
  const { sandbox, partner, play } = await stage();
  const page = await (await newContext()).newPage();
  await play(page, { end: "cancel" });
  await page.getByTestId("cancelled").waitFor();
  expect(Object.values(permitted(sandbox, "DirectPA"))).toEqual([false]);
  expect(partner.received).toEqual([]);
});

test("a plan that ends with close closes the popup, and the hub hears nothing", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  await control(sandbox, "POST", "/autopilot", { partner: "PrePayPA", end: "close" });
  await closedByItself(await popupOf(page, "PrePayPA"));
  expect(sandbox.journal.read({ kinds: ["redirect"] })).toEqual([]);
  expect(sandbox.journal.read({ kinds: ["visit"] }).at(-1)?.summary).toContain("adds +49151");
});

test("a refused form stops the autopilot: the error stays on the screen, and the journal has it", async () => {
  const { sandbox, play } = await stage();
  const page = await (await newContext()).newPage();
  await play(page, { account: { email: "owner@gmail.com" } });
  await page.getByTestId("error").filter({ hasText: "free-mail" }).waitFor();
  await page.getByTestId("autopilot").filter({ hasText: "Autopilot off" }).waitFor();
  expect(notes(sandbox)).toEqual([
    "the autopilot plays the client, instantly",
    expect.stringMatching(/^the autopilot stops: "owner@gmail.com" is an address of a free-mail service/),
  ]);
  await page.goto(page.url().replace(/\/sign-up$/, ""));
  await page.getByTestId("autopilot").filter({ hasText: "Autopilot off" }).waitFor();
  expect(await page.getByTestId("email").inputValue()).toBe("");
});

test("a plan that does not fit stops the autopilot, and the badge says why", async () => {
  const { sandbox, play } = await stage();
  const page = await narrowPage();
  await play(page, { account: "existing" });
  const reason = "no client of DirectPA has the password sandbox-client";
  await page.getByTestId("autopilot").filter({ hasText: reason }).waitFor();
  await looksWell(page, "stopped autopilot");
  expect(notes(sandbox).at(-1)).toContain(
    `the autopilot stops: The plan wants an existing account, but ${reason}`,
  );
});

test("a value that is no plan is an error screen that names it and says what to write", async () => {
  const { play } = await stage();
  const page = await narrowPage();
  await play(page, '{"pace":"instant","speed":9}');
  const text = await page.getByTestId("error-page").innerText();
  expect(text).toContain('sandbox_autopilot has the unknown key "speed"');
  expect(text).toContain("Write instant or person, or a plan in JSON");
  await looksWell(page, "bad autopilot");
});

const narrowPage = async () => (await narrowContext(newContext)).newPage();

/** From its next page on, a person's pace takes a tenth of the time in this browser. */
async function hurry(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { setTimeout: wait } = window;
    Object.assign(window, { setTimeout: (work: () => void, ms = 0) => wait(work, ms / 10) });
    const { animate } = Element.prototype;
    Element.prototype.animate = function faster(...parameters) {
      const animation = animate.apply(this, parameters);
      animation.playbackRate = 10;
      return animation;
    };
    // What a person would see, kept for the test.
    const seen = new Set<string>();
    document.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.dataset.testid !== "email") return;
      seen.add(target.value);
      sessionStorage.setItem("seen", [...seen].join(" "));
    });
  });
}

async function hurriedPage(context: BrowserContext): Promise<Page> {
  await hurry(context);
  return context.newPage();
}

test("a person's pace types letter by letter, with a pointer that can be watched", async () => {
  const { play } = await stage();
  const page = await hurriedPage(await newContext());
  await play(page, { pace: "person", account: { email: "ab@c.example" } });
  await page.locator(".autopilot-pointer").waitFor();
  await page
    .getByTestId("autopilot")
    .filter({ hasText: /^Autopilot$/ })
    .waitFor();
  await page.getByTestId("payment-form").waitFor();
  const seen = await page.evaluate("sessionStorage.getItem('seen')");
  expect(seen).toContain("a ab ab@ ab@c ab@c. ab@c.e");
  await page.waitForURL(isBack);
});

test("who asked for less motion sees no pointer, and the visit is played all the same", async () => {
  const { play } = await stage();
  const page = await hurriedPage(await newContext({ reducedMotion: "reduce" }));
  await play(page, "person", "PrePayPA");
  await page.getByTestId("autopilot").waitFor();
  expect(await page.locator(".autopilot-pointer").count()).toBe(0);
  await page.waitForURL(isBack);
});

test("a person who clicks takes over, and is left alone for the rest of the visit", async () => {
  const { sandbox, play } = await stage();
  const page = await narrowPage();
  await play(page, { pace: "person", account: { password: "long enough" } });
  await page.getByTestId("name").click();
  await page.getByTestId("autopilot").filter({ hasText: "Autopilot off" }).waitFor();
  await looksWell(page, "autopilot off");
  await page.reload();
  await page.getByTestId("autopilot").filter({ hasText: "Autopilot off" }).waitFor();
  await page.getByTestId("name").fill("Bakery");
  await page.getByTestId("user-name").fill("Ada Lind");
  await page.getByTestId("email").fill("owner@bakery.example");
  await page.getByTestId("password").fill("long enough");
  await page.getByTestId("submit").click();
  await page.getByTestId("payment-form").waitFor();
  await page.getByTestId("autopilot").filter({ hasText: "Autopilot off" }).waitFor();
  expect(sandbox.hub.clients.logIn("DirectPA", "owner@bakery.example", "long enough").name).toBe("Bakery");
});

test("reloading in the middle of a word does no harm: the visit goes on from the screen that it is at", async () => {
  const { sandbox, play } = await stage();
  const context = await newContext();
  const page = await context.newPage();
  await play(page, { pace: "person", account: { name: "Linden", email: "ab@c.example" } }, "PrePayPA");
  await expect.poll(() => page.getByTestId("name").inputValue()).toMatch(/^Li/);
  await hurry(context);
  await page.reload();
  await page.waitForURL(isBack);
  expect(sandbox.hub.clients.list("PrePayPA", {}).rows.map(({ email }) => email)).toEqual(["ab@c.example"]);
  expect(Object.values(permitted(sandbox, "PrePayPA"))).toEqual([true]);
});
