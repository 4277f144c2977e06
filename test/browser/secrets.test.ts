import { expect, test } from "vitest";
import { useBrowser } from "./support/browser.ts";
import {
  addNumber,
  closedByItself,
  numbersDone,
  openPopup,
  pay,
  permit,
  shopNumber,
  signUp,
} from "./support/client-in-popup.ts";
import { connectLink, statusSays, testDesk } from "./support/desk.ts";
import { recordingProxy } from "./support/recording-proxy.ts";

const newContext = useBrowser();

test("no key and no secret is among the bytes that the browser receives in a whole onboarding", async () => {
  const { sandbox, url, visit } = await testDesk();
  const { hub } = sandbox;
  hub.partners.change("DirectPA", { settings: { key_list_reveals: true } });
  const proxy = await recordingProxy();
  const page = await visit(await newContext(proxy.contextOptions));
  const popup = await openPopup(page, () => connectLink(page, "DirectPA").click());
  await signUp(popup);
  await pay(popup);
  const channel = await addNumber(popup, shopNumber);
  await numbersDone(popup);
  await permit(popup, [channel]);
  await closedByItself(popup);
  await sandbox.clock.advance("DirectPA", 10_000);
  await statusSays(page, channel, "Connected. First message read.");
  await page.reload();
  await statusSays(page, channel, "Connected. First message read.");

  const received = proxy.received();
  expect(proxy.asked).toContain(`GET ${url}/events`);
  expect(received).toContain("event: channels");
  expect(received).toContain(`permit-${channel}`);

  const keys = hub.apiKeys.list("DirectPA", channel).map((key) => key.api_key);
  const webhook = Object.values(hub.channels.get("DirectPA", channel).webhookHeaders);
  const partners = sandbox.partners().flatMap(({ apiKey, platformSecret }) => [apiKey, platformSecret]);
  const secrets = [...keys, ...webhook, ...partners].map((secret) => secret?.replace(/^Bearer /, "") ?? "");
  expect([keys.length, webhook.length]).toEqual([1, 1]);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(10);
    expect(received).not.toContain(secret);
  }
});
