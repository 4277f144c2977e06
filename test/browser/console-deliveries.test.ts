import { expect, test } from "vitest";
import { useBrowser } from "./support/browser.ts";
import { consoleWorld, isLive, linesWith } from "./support/console.ts";

const newContext = useBrowser();

test("a delivery that failed shows its attempts, when it is tried next, and goes out when asked", async () => {
  const world = await consoleWorld();
  world.receiver.answer = () => ({ status: 503, body: "down for a moment" });
  const { channelId } = world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const page = await world.open(await newContext(), "/_sandbox/deliveries?partner=PrePayPA");
  const line = page.getByRole("row").filter({ hasText: "client_created" });
  await line.getByText("to be tried again").waitFor();
  await line.getByRole("link").click();

  const detail = page.getByTestId("detail");
  await detail.getByTestId("next-try").getByText("in 10s").waitFor();
  await detail.getByTestId("attempts").getByText("503", { exact: true }).waitFor();
  await detail.getByText("Answer", { exact: true }).click();
  await detail.getByText("down for a moment").waitFor();

  world.receiver.answer = () => ({ status: 200 });
  await detail.getByTestId("resend").click();
  await detail.getByTestId("delivery-state").getByText("delivered").waitFor();
  expect(await detail.getByTestId("attempts").getByRole("listitem").count()).toBe(2);
  await page.getByRole("row").filter({ hasText: "channel_created" }).getByText("delivered").waitFor();
  expect(world.receiver.received.at(-1)?.body).toContain(channelId);
});

test("all that were given up are sent again at once", async () => {
  const world = await consoleWorld();
  world.sandbox.hub.partners.change("PrePayPA", { settings: { webhook_retries: [] } });
  world.receiver.answer = () => ({ status: 500 });
  world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const page = await world.open(await newContext(), "/_sandbox/deliveries");
  world.receiver.answer = () => ({ status: 200 });
  await page.getByRole("button", { name: "Send all again that failed (2)" }).click();
  await expect.poll(() => page.getByTestId("deliveries").getByText("delivered").count()).toBe(2);
  expect(await page.getByText("given up").count()).toBe(0);
});

test("a delivery is sent once with another body and other headers, and marked in the timeline", async () => {
  const world = await consoleWorld();
  world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const context = await newContext();
  const page = await world.open(context, "/_sandbox/deliveries");
  await page.getByTestId("deliveries").getByRole("link", { name: "channel_created" }).click();
  await page.getByTestId("open-edit").click();
  await page.getByTestId("edit-body").fill('{"id":"edited"}');
  await page.getByTestId("edit-headers").fill("{nonsense");
  await page.getByTestId("send-edited").click();
  await page.getByTestId("messages").getByText("Headers is no JSON.").waitFor();
  expect(world.receiver.received.length).toBe(2);

  await page.getByTestId("edit-headers").fill('{"x-extra": "yes", "user-agent": null}');
  await page.getByTestId("send-edited").click();
  await page.getByTestId("messages").getByText("Sent once.").waitFor();
  const sent = world.receiver.received.at(-1);
  expect(sent?.body).toBe('{"id":"edited"}');
  expect(sent?.headers).toMatchObject({ "x-extra": "yes", "content-type": "application/json" });
  expect(sent?.headers).not.toHaveProperty("user-agent");

  const timeline = await world.open(context);
  await isLive(timeline);
  await linesWith(timeline, "edited by hand").getByRole("link").click();
  await timeline.getByTestId("request-body").getByText('"id": "edited"').waitFor();
  await timeline.getByTestId("signature-verdict").getByText("is the same").waitFor();
});

test("any event of the catalogue can be sent, as it is or with other values", async () => {
  const world = await consoleWorld();
  const { channelId } = world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const page = await world.open(await newContext(), "/_sandbox/deliveries?partner=PrePayPA");
  await page.getByTestId("open-event").click();
  await page.getByTestId("event").selectOption("account_restriction");
  await page.getByTestId("send-event").click();
  await page.getByRole("row").filter({ hasText: "account_restriction" }).getByText("delivered").waitFor();

  await page.getByTestId("event").selectOption("channel_running");
  await page.getByTestId("event-set").fill('{"data.status": "peculiar"}');
  await page.getByTestId("send-event").click();
  await page.getByRole("row").filter({ hasText: "channel_running" }).getByText("delivered").waitFor();
  expect(world.receiver.received.at(-1)?.body).toContain('"status":"peculiar"');
  expect(world.sandbox.hub.channels.get("PrePayPA", channelId).integrationState).toBeNull();

  await page.getByTestId("event-set").fill('{"data.no_such_field": 1}');
  await page.getByTestId("send-event").click();
  await page.getByTestId("messages").getByText('There is no field "data.no_such_field"').waitFor();
});

test("what is typed stays while the list around it changes", async () => {
  const world = await consoleWorld();
  world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const page = await world.open(await newContext(), "/_sandbox/deliveries?partner=PrePayPA");
  await page.getByTestId("deliveries").getByRole("link", { name: "channel_created" }).click();
  await page.getByTestId("open-edit").click();
  await page.getByTestId("edit-body").fill("half a thought");
  await page.getByTestId("resend").click();
  await expect.poll(() => page.getByTestId("attempts").getByRole("listitem").count()).toBe(2);
  await world.sandbox.clock.advance("PrePayPA", 10_000);
  await page.getByRole("row").filter({ hasText: "channel_live" }).getByText("delivered").waitFor();
  expect(await page.getByTestId("edit-body").inputValue()).toBe("half a thought");
});
