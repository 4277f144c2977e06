import { expect, test } from "vitest";
import { driveStory, followPopup, openHub } from "../../sandbox/kits/playwright.ts";
import { type HubOptions, useHub } from "../../sandbox/kits/vitest.ts";
import "../../sandbox/kits/vitest-matchers.ts";
import { testReceiver } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";

const newContext = useBrowser();

/** A hub whose clients come back to a page that does nothing, and an empty page that can open windows. */
async function emptyPage(options: HubOptions = {}) {
  const { url } = await testReceiver();
  const hub = await useHub({ redirectUrl: `${url}/connected`, ...options });
  const page = await (await newContext()).newPage();
  await page.goto(url);
  const open = () => page.evaluate((link) => void window.open(link), hub.env.permissionsUrl);
  return { hub, page, open };
}

test("aliases stand for what is typed and ticked, and for what came of it", async () => {
  const clients = { bakery: { name: "Nordlicht Bakery", userName: "Mara Lind", numbers: ["shop", "cafe"] } };
  const { hub, page, open } = await emptyPage({ billing: "direct", clients });
  const popup = followPopup(page, hub);
  await open();
  expect(await popup.screen()).toBe("sign-up");
  await popup.signUp("bakery");
  await popup.pay();
  expect(await popup.addNumber("cafe")).toBe(hub.id("cafe"));
  expect(await popup.addNumber("shop")).toBe(hub.id("shop"));
  await popup.numbersDone();
  await popup.permit(["shop", hub.id("cafe")]);
  await popup.permit(["shop"]);
  await popup.confirm();
  expect(await popup.screen()).toBe("elsewhere");
  await expect(hub).toShow({ redirect: { client: "bakery", channels: ["shop"] } });
  const { client } = hub.number("shop").channel;
  expect(client).toMatchObject({ name: "Nordlicht Bakery", userName: "Mara Lind", id: hub.id("bakery") });
});

test("a story can begin without a browser and go on in one: the client logs in, and its numbers are known", async () => {
  const clients = { bakery: { numbers: { shop: {}, cafe: { running: "3d" } } } };
  const { hub, page, open } = await emptyPage({ billing: "direct", clients });
  await hub.client("bakery").opens().signsUp().pays().adds("shop").grants("shop").confirms();
  const popup = followPopup(page, hub);
  await open();
  expect(await popup.autopilot({ client: "bakery", permit: ["cafe"] })).toBe("elsewhere");
  await expect(hub).toHaveNumber("shop", { permitted: false });
  await hub.number("shop").reaches("running");
  await expect(hub).toHaveNumber("cafe", { permitted: true, running: false });
  await hub.number("cafe").reaches("running");
  expect(hub.now().toISOString()).toBe("2026-01-08T09:00:00.000Z");
});

test("a page that opens no window is told so, and after a closed one the next is waited for", async () => {
  const { hub, page, open } = await emptyPage({ clients: { bakery: {} } });
  const popup = followPopup(page, hub, { timeout: 300 });
  await expect(popup.signUp("bakery")).rejects.toThrow(
    /opened no window within 0\.3 s\. It has opened none\./,
  );
  const patient = followPopup(page, hub);
  await open();
  await (await patient.window()).close();
  await patient.closed();
  await expect(popup.signUp("bakery")).rejects.toThrow("The last one is closed.");
  await open();
  await patient.signUp("bakery");
  expect(await patient.screen()).toBe("numbers");
});

test("the hosted pages in a window of their own, on a hub that was opened by hand", async () => {
  const { url } = await testReceiver();
  const { hub, close } = await openHub({ redirectUrl: url });
  try {
    const page = await (await newContext()).newPage();
    await page.goto(hub.env.permissionsUrl);
    expect(await driveStory(page, hub).autopilot({ client: hub.client("bakery").alias })).toBe("elsewhere");
    expect(hub.id("bakery")).toMatch(/CL$/);
  } finally {
    await close();
  }
});
