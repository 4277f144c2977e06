import type { BrowserContext } from "playwright";
import { expect, test } from "vitest";
import { drivePopup, type Popup } from "../../sandbox/permissions-page/popup.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { testReceiver, testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { bakery, cafeNumber, shopNumber } from "./support/client-in-popup.ts";
import { connectLink, testDesk } from "./support/desk.ts";

const newContext = useBrowser();

interface Driven {
  sandbox: Sandbox;
  popup: Popup;
  /** Opens the link again, as somebody who is logged in nowhere. */
  reopen(): Promise<void>;
}

/** The hosted pages in a window of their own, which returns to a page that closes nothing. */
async function open(partnerId: string, context?: BrowserContext): Promise<Driven> {
  const sandbox = await testSandbox();
  const partner = await testReceiver();
  const page = await (context ?? (await newContext())).newPage();
  const back = encodeURIComponent(`${partner.url}/onboarding/done`);
  const link = `${sandbox.url}/dashboard/app/${partnerId}/permissions?redirect_url=${back}`;
  await page.goto(link);
  return {
    sandbox,
    popup: drivePopup(page),
    async reopen() {
      await page.context().clearCookies();
      await page.goto(link);
    },
  };
}

test("each step finds its screen, and the popup closes by itself", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  const [window] = await Promise.all([page.waitForEvent("popup"), connectLink(page, "DirectPA").click()]);
  const popup = drivePopup(window);
  expect(await popup.screen()).toBe("sign-up");
  await popup.signUp(bakery);
  expect(await popup.screen()).toBe("payment");
  await popup.pay({ plan: "premium" });
  const shop = await popup.addNumber({ phone: shopNumber });
  const cafe = await popup.addNumber({
    phone: cafeNumber,
    displayName: "Nordlicht Café",
    verification: "voice",
  });
  expect((await popup.channels()).sort()).toEqual([shop, cafe].sort());
  await popup.numbersDone();
  await popup.permit([cafe]);
  await popup.addAnother();
  expect(await popup.screen()).toBe("numbers");
  await popup.numbersDone();
  await popup.permit([cafe]);
  await popup.confirm();
  await popup.closed();
  expect(await popup.screen()).toBe("closed");
  const { channels, clients } = sandbox.hub;
  expect([channels.get("DirectPA", shop).permitted, channels.get("DirectPA", cafe)]).toMatchObject([
    false,
    { permitted: true, phoneName: "Nordlicht Café" },
  ]);
  expect(clients.logIn("DirectPA", bakery.email, bakery.password)).toMatchObject({
    plan: "premium",
    userName: "Mara Lind",
  });
});

test.each(["DirectPA", "PrePayPA"])(
  "autopilot plays a visit of %s from where it is to its end",
  async (id) => {
    const { sandbox, popup } = await open(id);
    // The partner's path looks like a hosted one; its origin does not.
    expect(await popup.autopilot({ account: bakery, numbers: [{ phone: shopNumber }] })).toBe("elsewhere");
    const client = sandbox.hub.clients.logIn(id, bakery.email, bakery.password);
    expect(sandbox.hub.channels.ofClient(id, client.id)).toMatchObject([
      { phoneNumber: "4915100000042", permitted: true },
    ]);
  },
);

test("autopilot logs a known client in, adds a number and withdraws what was permitted", async () => {
  const { sandbox, popup, reopen } = await open("DirectPA");
  await popup.autopilot({ account: bakery, numbers: [{ phone: shopNumber }] });
  await reopen();
  await popup.autopilot({ logIn: bakery, numbers: [{ phone: cafeNumber }], permit: "none" });
  const client = sandbox.hub.clients.logIn("DirectPA", bakery.email, bakery.password);
  const permitted = sandbox.hub.channels.ofClient("DirectPA", client.id).map((channel) => channel.permitted);
  expect(permitted).toEqual([false, false]);
});

test("without JavaScript the driver goes the same way, with Meta's pages in a new tab", async () => {
  const { sandbox, popup } = await open("DirectPA", await newContext({ javaScriptEnabled: false }));
  await popup.signUp(bakery);
  await popup.pay();
  const shop = await popup.addNumber({ phone: shopNumber });
  await popup.numbersDone();
  await popup.permit("all");
  await popup.confirm();
  expect(await popup.screen()).toBe("elsewhere");
  expect(sandbox.hub.channels.get("DirectPA", shop).permitted).toBe(true);
});

test("a step that does not fit says where the window is and what it shows", async () => {
  const { popup } = await open("DirectPA");
  await popup.signUp({ ...bakery, email: "owner@gmail.com" });
  await expect(popup.pay()).rejects.toThrow(
    /^The popup is at "sign-up", and this step belongs to "payment"\. The window shows "Create your account.* at http:.*"owner@gmail\.com" is an address of a free-mail service/,
  );
  await popup.signUp(bakery);
  await expect(popup.confirm()).rejects.toThrow(
    'The popup is at "payment", and this step belongs to "permission"',
  );
});

test("what the embedded signup refuses is told, its window closes, and another number can be added", async () => {
  const { popup } = await open("PrePayPA");
  await popup.signUp(bakery);
  await expect(popup.addNumber({ phone: "+49 1" })).rejects.toThrow(/^The embedded signup says ".*\+49 1/);
  expect(popup.page.context().pages()).toHaveLength(1);
  expect(await popup.addNumber({ phone: shopNumber })).toMatch(/^\w{6}CH$/);
});

test("where the browser blocks Meta's window, its pages are played in the window itself", async () => {
  const context = await newContext();
  await context.addInitScript(() => {
    window.open = () => null;
  });
  const { popup } = await open("PrePayPA", context);
  await popup.signUp(bakery);
  await expect(popup.addNumber({ phone: "+49 1" })).rejects.toThrow(/^The embedded signup says/);
  const shop = await popup.addNumber({ phone: shopNumber });
  expect(await popup.channels()).toEqual([shop]);
});

test("a link that makes a login for a known client needs no company name, and the autopilot plays it too", async () => {
  const sandbox = await testSandbox();
  const partner = await testReceiver();
  const { id } = sandbox.hub.accountSharing.addClient("PrePayPA", { name: "Bakery", email: bakery.email });
  const query = `connect_client_user=true&client_id=${id}&redirect_url=${encodeURIComponent(partner.url)}`;
  const link = `${sandbox.url}/onboarding/PrePayPA?${query}`;
  const page = await (await newContext()).newPage();
  await page.goto(link);
  await drivePopup(page).signUp({ ...bakery, email: "second@nordlicht.example" });
  expect(await drivePopup(page).screen()).toBe("numbers");
  await page.context().clearCookies();
  await page.goto(`${link}&sandbox_autopilot=instant`);
  await page.waitForURL((url) => url.origin === partner.url);
  expect(new URL(page.url()).searchParams.get("client")).toBe(id);
});

test("a channel that the screen does not list cannot be permitted", async () => {
  const { popup } = await open("DirectPA");
  await popup.signUp(bakery);
  await popup.pay();
  const shop = await popup.addNumber({ phone: shopNumber });
  await popup.numbersDone();
  await expect(popup.permit(["strangeCH"])).rejects.toThrow(
    `The screen lists ${shop}, and no channel "strangeCH".`,
  );
});

test("a cancelled visit is at its own screen, and one that leads nowhere at an error", async () => {
  const { sandbox, popup } = await open("DirectPA");
  await popup.cancel();
  expect(await popup.screen()).toBe("cancelled");
  await popup.page.goto(`${sandbox.url}/onboarding/NobodyPA`);
  expect(await popup.screen()).toBe("error");
});
