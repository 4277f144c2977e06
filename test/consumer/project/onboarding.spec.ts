import { expect, test } from "partner-hub-sandbox/playwright";
import { startApp } from "./app.ts";

test.use({ hubOptions: { billing: "direct", clients: { bakery: { numbers: ["shop", "cafe"] } } } });

test("a bakery connects its shop in the popup", async ({ page, hub, popup }) => {
  const app = await startApp(hub.env);
  await hub.connectApp({ webhookUrl: `${app.url}/webhooks`, settleMs: 50 });

  await page.goto(app.url);
  await page.getByRole("button", { name: "Connect WhatsApp" }).click();

  // Step by step, as the client would do it. Its data and its numbers are called by their aliases.
  await popup.signUp("bakery");
  await popup.pay();
  await popup.addNumber("shop");
  await popup.addNumber("cafe");
  await popup.numbersDone();
  await popup.permit(["shop"]);
  await popup.confirm();

  // The popup closes by itself, and the app's page knows.
  await popup.closed();
  await expect(page.getByRole("status")).toHaveText("You are back.");

  // The hub's clock stands still until the test moves it.
  await hub.number("shop").reaches("running");
  await expect(hub).toHaveCreatedKeyOnce("shop");
  await expect(hub).not.toHaveCreatedKey("cafe");

  // The next time, the autopilot plays the whole visit.
  await page.getByRole("button", { name: "Connect WhatsApp" }).click();
  await popup.autopilot({ client: "bakery", permit: ["shop", "cafe"] });
  await popup.closed();
  await hub.number("cafe").reaches("live");
  await expect(hub).toHaveCreatedKeyOnce("cafe");
  await expect(hub).toKeepContract();
  app.stop();
});
