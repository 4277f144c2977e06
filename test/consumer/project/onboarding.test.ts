import { hubTest } from "partner-hub-sandbox/vitest";
import "partner-hub-sandbox/vitest/matchers";
import { expect, onTestFinished } from "vitest";
import { startApp } from "./app.ts";

// Each test has a Partner Hub of its own, in memory, with a clock that only the test moves.
const test = hubTest({ billing: "direct", journalFolder: "journals" });

test("a bakery permits one of its two numbers, which runs two days late", async ({ hub }) => {
  // The app is told where its hub is, and the hub where the app is.
  const app = await startApp(hub.env);
  onTestFinished(() => app.stop());
  await hub.connectApp({ webhookUrl: `${app.url}/webhooks`, pageUrl: app.url, settleMs: 50 });

  // A client comes through the app's own link. What is not said about it is made up.
  const bakery = hub.client("bakery", { numbers: { shop: { running: "2d" }, cafe: {} } });
  await bakery.opens().signsUp().pays().adds("shop", "cafe").grants("shop").confirms().returns();
  await expect(hub).toHaveReceived("channel_created", { number: "shop" });

  // Two days pass in a moment. What the app did meanwhile is in the hub's journal.
  await hub.advance("2d");
  await expect(hub).toHaveCreatedKeyOnce("shop");
  await expect(hub).toHaveNoKeyRequestBefore("shop");
  await expect(hub).not.toHaveCreatedKey("cafe");

  // The client changes its mind in the Client Hub; no redirect tells the app.
  await bakery.changes({ grants: ["cafe"] });
  await expect(hub).toHaveCreatedKeyOnce("cafe");

  // And everything else that an integration owes the hub.
  await expect(hub).toKeepContract();
});
