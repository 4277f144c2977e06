import { expect, test } from "vitest";
import { addNumber } from "../support/rooms.ts";
import { useBrowser } from "./support/browser.ts";
import { consoleWorld } from "./support/console.ts";

const newContext = useBrowser();

test("a number is taken to any step of its life by hand, and its track follows", async () => {
  const world = await consoleWorld();
  const { channelId } = world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const page = await world.open(await newContext(), "/_sandbox/hub?partner=PrePayPA");
  await page.getByTestId("numbers").getByText("ready in 2s").waitFor();
  await page.getByTestId(`number-${channelId}`).click();
  const detail = page.getByTestId("detail");
  await detail.getByTestId("life").getByText("in 5s").waitFor();

  await detail.getByTestId("do-channel_running").click();
  await detail.getByText("running again").waitFor();
  await page.getByTestId("numbers").getByText("running").waitFor();
  expect(world.sandbox.hub.channels.get("PrePayPA", channelId).integrationState).toBe("running");
  expect(page.url()).toContain(`/_sandbox/hub/numbers/PrePayPA/${channelId}`);

  await page.reload();
  await detail.getByText("running again").waitFor();
  await page.keyboard.press("Escape");
  await detail.getByTestId("life").waitFor({ state: "detached" });
});

test("what the client, its customers and Meta do to a number is a press away", async () => {
  const world = await consoleWorld();
  const { channelId } = world.addNumber();
  await world.sandbox.clock.advance("PrePayPA", 60_000);
  const page = await world.open(await newContext(), `/_sandbox/hub/numbers/PrePayPA/${channelId}`);
  const channel = () => world.sandbox.hub.channels.get("PrePayPA", channelId);
  const facts = page.getByTestId("facts");

  await page.getByText("Quality and limit").click();
  await page.getByTestId("rating").selectOption("RED");
  await page.getByTestId("change-quality").click();
  await facts.getByText("RED, TIER_0.25K").waitFor();

  await page.getByText("Meta warns or bans the account").click();
  await page.getByTestId("incident-event").selectOption("account_restriction");
  await page.getByTestId("incident-do").click();
  await facts.getByText("account_restriction").waitFor();

  await page.getByText("A customer writes").click();
  await page.getByTestId("message-text").fill("Are you open today?");
  await page.getByTestId("message-send").click();
  await page.getByTestId("messages").getByText("Received.").waitFor();

  await page.getByTestId("revoke").click();
  await page.getByTestId("messages").getByText("only the partner can end the sharing").waitFor();
  expect(channel().permitted).toBe(true);

  await page.getByTestId("do-cancellation_request").click();
  await facts.getByText(/^cancelled/).waitFor();
  await page.getByTestId("do-cancellation_processed").click();
  await page.getByTestId("confirm").getByText("its keys end").waitFor();
  await page.getByTestId("confirm-no").click();
  expect(channel().terminatedAt).toBeNull();
  await page.getByTestId("do-cancellation_processed").click();
  await page.getByTestId("confirm-yes").click();
  await facts.getByText(/^terminated/).waitFor();
  await page.getByTestId("reactivate").click();
  await expect.poll(() => channel().integrationState).toBe("running");
});

test("a client of a Direct Payment hub grants, and takes back, its permission", async () => {
  const world = await consoleWorld();
  const { hub } = world.sandbox;
  hub.partners.change("DirectPA", { redirectUrl: `${world.receiver.url}/connected` });
  const { channelId } = addNumber(world.sandbox, "DirectPA");
  const page = await world.open(await newContext(), `/_sandbox/hub/numbers/DirectPA/${channelId}`);
  await page.getByTestId("grant").click();
  await page.getByTestId("facts").getByText("granted").waitFor();
  await page.getByTestId("revoke").click();
  await page.getByTestId("facts").getByText("missing").waitFor();
  expect(hub.channels.get("DirectPA", channelId).permitted).toBe(false);
});

test("a display name is asked for and declined, and a template rejected", async () => {
  const world = await consoleWorld();
  const { hub, clock } = world.sandbox;
  const { channelId } = world.addNumber();
  await clock.advance("PrePayPA", 60_000);
  hub.templates.create("PrePayPA", hub.channels.get("PrePayPA", channelId).waba.id, {
    name: "order_ready",
    language: "en",
    category: "UTILITY",
    components: [{ type: "BODY", text: "Your order is ready." }],
  });
  const page = await world.open(await newContext(), `/_sandbox/hub/numbers/PrePayPA/${channelId}`);

  await page.getByText("Ask for another display name").click();
  await page.getByTestId("new-name").fill("Harbour Bakery");
  await page.getByTestId("ask-name").click();
  await page.getByTestId("facts").getByText('"Harbour Bakery" is under review').waitFor();
  await page.getByTestId("name-declined").click();
  await page.getByTestId("facts").getByText('"Harbour Bakery" was declined').waitFor();

  await page.getByTestId("template-rejected-order_ready").click();
  await page.getByText("rejected", { exact: true }).waitFor();
  await expect
    .poll(() => world.receiver.received.at(-1)?.body)
    .toContain('"rejected_reason":"INVALID_FORMAT"');
});

test("hundreds of numbers are searched, narrowed and leafed through", async () => {
  const world = await consoleWorld();
  for (let index = 0; index < 60; index += 1) {
    const end = String(100 + index);
    world.addNumber(`+49 151 00000${end}`, `owner.${end}@nordlicht.example`);
  }
  const page = await world.open(await newContext(), "/_sandbox/hub?partner=PrePayPA");
  await page.getByTestId("hub-count").getByText("1–50 of 60 numbers").waitFor();
  await page.getByTestId("page-after").click();
  await page.getByTestId("hub-count").getByText("51–60 of 60 numbers").waitFor();

  await page.getByTestId("search").fill("owner.117@");
  await page.getByTestId("search").press("Enter");
  await page.getByTestId("hub-count").getByText("1 number", { exact: true }).waitFor();
  await page.getByTestId("numbers").getByText("+4915100000117").waitFor();

  await page.getByTestId("filter-state").selectOption("running");
  await page.getByTestId("filter").click();
  await page.getByText("No number is like that").waitFor();

  await page.getByRole("link", { name: "Clients" }).click();
  await page.getByTestId("hub-count").getByText("1–50 of 60 clients").waitFor();
});

test("a partner is made, its secret shown on demand, its permissions page opened, and it is removed", async () => {
  const world = await consoleWorld();
  const context = await newContext();
  const page = await world.open(context, "/_sandbox/hub");
  await page.getByTestId("new-partner").click();
  await page.getByTestId("partner-brand").fill("Quiet Desk");
  await page.getByTestId("partner-id").fill("Quiet1PA");
  await page.getByTestId("partner-redirect").fill(`${world.receiver.url}/connected`);
  await page.getByTestId("partner-create").click();
  const card = page.getByTestId("partner-Quiet1PA");
  await card.getByText("Quiet Desk").click();

  await card.getByText("Credentials").click();
  const [partner] = world.sandbox.partners().filter(({ id }) => id === "Quiet1PA");
  expect(await page.content()).not.toContain(partner?.password);
  await card.getByRole("button", { name: "Show the password of Quiet1PA" }).click();
  await card.getByText(partner?.password ?? "").waitFor();

  const opened = context.waitForEvent("page");
  await page.getByTestId("visit-Quiet1PA").click();
  await (await opened).getByText("Quiet Desk").first().waitFor();

  await page.getByTestId("remove-Quiet1PA").click();
  await page.getByTestId("confirm-yes").click();
  await card.waitFor({ state: "detached" });
  expect(world.sandbox.hub.partners.find("Quiet1PA")).toBeUndefined();
});
