import { expect, test } from "vitest";
import { followPopup } from "../../sandbox/kits/playwright.ts";
import { type ClientDetails, type HubOptions, useHub } from "../../sandbox/kits/vitest.ts";
import "../../sandbox/kits/vitest-matchers.ts";
import { openDesk } from "../support/desk.ts";
import { useBrowser } from "./support/browser.ts";
import { connectLink, messageIs, noticeSays, statusSays, stopIs } from "./support/desk.ts";

const newContext = useBrowser();

/** The app's page in a browser, its hub, and the popup that Connect opens. */
async function openPage(options: HubOptions & { bakery: ClientDetails }) {
  const hub = await useHub({ ...options, clients: { bakery: options.bakery } });
  const { url } = await openDesk([hub]);
  const page = await (await newContext()).newPage();
  await page.goto(url);
  return {
    hub,
    page,
    popup: followPopup(page, hub),
    connect: () => connectLink(page, hub.partnerId).click(),
  };
}

test("with Partner Payment, a number goes live and sends its first message while the page shows each step", async () => {
  const { hub, page, popup, connect } = await openPage({ bakery: { numbers: ["shop"] } });
  await connect();
  await noticeSays(page, "Go on in the window");
  await popup.autopilot({ client: "bakery" });
  await popup.closed();

  const shop = hub.id("shop");
  await noticeSays(page, "You are back.");
  await statusSays(page, shop, "Permission is there. Waiting until the number is running.");
  await stopIs(page, shop, "created", "done");
  await stopIs(page, shop, "ready", "next");

  await hub.advance("2s");
  await stopIs(page, shop, "ready", "done");
  await expect(hub).toHaveSeenCall("create_api_key", { never: true });

  await hub.advance("3s");
  await stopIs(page, shop, "running", "done");
  await statusSays(page, shop, "Connected. First message accepted.");
  for (const [wait, status] of [
    ["500ms", "sent"],
    ["500ms", "delivered"],
    ["2s", "read"],
  ] as const) {
    await hub.advance(wait);
    await messageIs(page, shop, status);
  }
  await stopIs(page, shop, "live", "done");
  await statusSays(page, shop, "Connected. First message read.");
  await expect(hub).toHaveCreatedKeyOnce("shop");
  await expect(hub).toHaveNoKeyRequestBefore("shop");
  await expect(hub).toHaveSeenCall("send_message", { times: 1 });
  await expect(hub).toKeepContract();
});

test("with Direct Payment, only the permitted number gets a key, and loses its use when the client revokes it", async () => {
  const numbers = { shop: { displayName: "Nordlicht Shop" }, cafe: { displayName: "Nordlicht Café" } };
  const { hub, page, popup, connect } = await openPage({ billing: "direct", bakery: { numbers } });
  await connect();
  await popup.signUp("bakery");
  await popup.pay({ plan: "premium" });
  await popup.addNumber("shop");
  await popup.addNumber("cafe");
  await popup.numbersDone();
  await popup.permit(["shop"]);
  await popup.confirm();
  await popup.closed();
  await hub.advance("10s");

  const shop = hub.id("shop");
  await statusSays(page, shop, "Connected. First message read.");
  await statusSays(page, hub.id("cafe"), "Waiting for permission.");
  await expect(hub).toHaveCreatedKeyOnce("shop");
  await expect(hub).toHaveSeenCall("create_api_key", { number: "cafe", never: true });

  // The hub knows this browser: the second visit starts at the numbers, without an account or a payment.
  await connect();
  await popup.permit([]);
  await popup.confirm();
  await popup.closed();
  await statusSays(page, shop, "Permission was withdrawn. We stopped using this number's key.");

  const sent = hub.calls("send_message").length;
  await hub.customerWrites({ to: "shop", text: "Are you open?" });
  await hub.advance("10s");
  expect(hub.calls("send_message")).toHaveLength(sent);
  await expect(hub).toHaveCreatedKeyOnce("shop");
  await expect(hub).toKeepContract();
});

test("a number that runs two days late gets its key then, and not a moment before", async () => {
  const numbers = { shop: { running: "2d", live: "2d" } };
  const { hub, page, popup, connect } = await openPage({ bakery: { numbers } });
  await connect();
  await popup.autopilot({ client: "bakery" });
  await popup.closed();
  await noticeSays(page, "You are back.");

  await hub.advance("1d 23h 59m 59s 999ms");
  const shop = hub.id("shop");
  await stopIs(page, shop, "ready", "done");
  await statusSays(page, shop, "Waiting until the number is running.");
  await expect(hub).toHaveSeenCall("create_api_key", { never: true });

  await hub.advance("1ms");
  await statusSays(page, shop, "Connected. First message accepted.");
  await expect(hub).toHaveCreatedKeyOnce("shop");
  await expect(hub).toHaveNoKeyRequestBefore("shop");
});

test("a number that was left out gets its key as soon as the client permits it, and the other keeps its own", async () => {
  const { hub, page, popup, connect } = await openPage({
    billing: "direct",
    bakery: { numbers: ["shop", "cafe"] },
  });
  await connect();
  await popup.autopilot({ client: "bakery", permit: ["shop"] });
  await popup.closed();
  await hub.advance("10s");
  await statusSays(page, hub.id("cafe"), "Waiting for permission.");

  await connect();
  await popup.autopilot({ permit: ["shop", "cafe"] });
  await popup.closed();
  await statusSays(page, hub.id("cafe"), "Connected. First message accepted.");
  await expect(hub).toHaveCreatedKeyOnce("cafe");
  await expect(hub).toHaveCreatedKeyOnce("shop");
  await expect(hub).toKeepContract();
});
