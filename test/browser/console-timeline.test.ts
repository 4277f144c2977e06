import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { call, control } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { consoleWorld, isLive, linesWith } from "./support/console.ts";

const newContext = useBrowser();

test("what happens turns up at once, in the lanes where it happens, a call and its answer in one line", async () => {
  const world = await consoleWorld();
  const page = await world.open(await newContext());
  await isLive(page);
  const { channelId } = world.addNumber();
  await world.sandbox.clock.advance("PrePayPA", 10_000);
  await call(world.sandbox, "POST", `/api/v2/partners/PrePayPA/channels/${channelId}/api_keys`, undefined, {
    "x-api-key": "sandbox-partner-key",
  });

  const asked = linesWith(page, `…/channels/${channelId}/api_keys`);
  await asked.filter({ hasText: "201" }).waitFor();
  expect(await asked.count()).toBe(1);
  expect(await asked.getByText("Your app to Hub").count()).toBe(1);
  const attempt = linesWith(page, "channel_running").filter({ hasText: "Hub to Your app" });
  await attempt.filter({ hasText: "200" }).waitFor();
  await linesWith(page, "signs up").filter({ hasText: "Browser to Hub" }).waitFor();
  await linesWith(page, "time moved on by 10s").waitFor();
});

test("a line shows what led to it and what came of it, and marks that chain in the list", async () => {
  const world = await consoleWorld();
  const { channelId } = world.addNumber();
  await world.sandbox.clock.advance("PrePayPA", 10_000);
  const page = await world.open(await newContext());
  await linesWith(page, `channel ${channelId} is running`).getByRole("link").click();

  const detail = page.getByTestId("detail");
  await detail
    .getByTestId("effects")
    .getByRole("link", { name: /channel_running goes to/ })
    .click();
  await detail.getByRole("heading", { name: /channel_running goes to the outbox/ }).waitFor();
  await detail.getByTestId("causes").getByText(`channel ${channelId} is running`).waitFor();
  await detail.getByTestId("effects").getByText("200").waitFor();
  await detail.getByText("documented").first().waitFor();

  const chain = page.locator("li.entry.in-chain");
  await chain.filter({ hasText: `channel ${channelId} is running` }).waitFor();
  expect(await chain.filter({ hasText: "channel_running" }).count()).toBe(1);
  expect(page.url()).toMatch(/entry=\d+/);
  await page.reload();
  await detail.getByRole("heading", { name: /channel_running goes to the outbox/ }).waitFor();
});

test("the line under the pointer shows its relatives", async () => {
  const world = await consoleWorld();
  const { channelId } = world.addNumber();
  const page = await world.open(await newContext());
  await isLive(page);
  await linesWith(page, `channel ${channelId} is created`).hover();
  await page.locator("li.entry.is-related").filter({ hasText: "channel_created goes to" }).waitFor();
});

test("a call can be repeated with curl, and no key is shown", async () => {
  const world = await consoleWorld();
  await call(world.sandbox, "GET", "/api/v2/partners/PrePayPA/channels?limit=1", undefined, {
    "x-api-key": "sandbox-partner-key",
  });
  const page = await world.open(await newContext());
  await linesWith(page, "…/channels").getByRole("link").click();
  const curl = await page.getByTestId("curl").textContent();
  expect(curl).toContain(`curl '${world.sandbox.url}/api/v2/partners/PrePayPA/channels?limit=1'`);
  expect(curl).toContain('-H "x-api-key: $PARTNER_API_KEY"');
  await page.getByTestId("answer-body").getByText("partner_channels").waitFor();
  await page.getByTestId("detail").getByRole("link", { name: "listChannels" }).waitFor();
  expect(await page.content()).not.toContain("sandbox-partner-key");
});

test("the signature of a webhook is explained step by step, and the secret is shown only when asked for", async () => {
  const world = await consoleWorld();
  world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const page = await world.open(await newContext());
  await linesWith(page, "channel_created").filter({ hasText: "200" }).getByRole("link").click();
  const sent = world.receiver.received.find(({ body }) => body.includes("channel_created"));
  const signature = page.getByTestId("signature");
  expect(await signature.getByTestId("signature-hex").innerText()).toBe(
    sent?.headers["x-360dialog-signature"],
  );
  expect(await signature.getByTestId("signature-verdict").innerText()).toBe("is the same");
  expect(await page.content()).not.toContain("sandbox-platform-secret");
  await signature.getByRole("button", { name: "Show the platform secret" }).click();
  await signature.getByText("sandbox-platform-secret").waitFor();
  await signature.getByRole("button", { name: "Show the platform secret" }).click();
  await expect.poll(() => page.content()).not.toContain("sandbox-platform-secret");
});

test("a wrong signature is named as such", async () => {
  const world = await consoleWorld();
  await control(world.sandbox, "POST", "/faults", {
    partner: "PrePayPA",
    fault: { on: "webhook", do: "wrong_signature" },
  });
  world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const page = await world.open(await newContext());
  await linesWith(page, "channel_created").filter({ hasText: "200" }).getByRole("link").click();
  await page.getByTestId("signature-verdict").getByText("is another").waitFor();
});

test("filters narrow the lines, stand in the address, and let through only what is new and fits", async () => {
  const world = await consoleWorld();
  const first = world.addNumber();
  const second = world.addNumber("+49 151 00000043", "other@nordlicht.example");
  const page = await world.open(await newContext());
  await isLive(page);

  await page.getByTestId("filter-channel").selectOption(second.channelId);
  await expect.poll(() => linesWith(page, first.channelId).count()).toBe(0);
  await page.getByText("Webhooks", { exact: true }).click();
  await expect.poll(() => linesWith(page, `channel ${second.channelId} is created`).count()).toBe(0);
  expect(page.url()).toContain(`subject=${second.channelId}`);
  expect(new URL(page.url()).searchParams.getAll("kind")).toEqual(["event,attempt"]);

  await world.sandbox.clock.advance("PrePayPA", 10_000);
  await linesWith(page, "channel_running").first().waitFor();
  expect(await linesWith(page, first.channelId).count()).toBe(0);

  await page.reload();
  await linesWith(page, "channel_running").first().waitFor();
  await page.getByTestId("search").fill("CHANNEL_LIVE");
  await expect.poll(() => linesWith(page, "channel_running").count()).toBe(0);
  await linesWith(page, "channel_live").first().waitFor();
  await page.getByTestId("search").fill("no such thing");
  await page.getByText("Nothing matches").waitFor();
});

test("after a break the stream goes on where it ended", async () => {
  const folder = mkdtempSync(join(tmpdir(), "console-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const db = join(folder, "hub.db");
  const options = { db, seed: 1, clock: { mode: "manual", scale: 0 } } as const;
  const before = await startSandbox({ ...options, port: 0 });
  const page = await (await newContext()).newPage();
  await page.goto(`${before.url}/_sandbox`);
  await isLive(page);
  await before.stop();
  await page.getByTestId("live").getByText("reconnecting").waitFor();

  const after = await startSandbox({ ...options, port: before.port });
  onTestFinished(() => after.stop());
  after.journal.record({ partner: "DirectPA", kind: "note", summary: "written while nobody listened" });
  await isLive(page);
  await linesWith(page, "written while nobody listened").waitFor();
});

test("after a restart with nothing kept the page begins anew, and follows what comes", async () => {
  const before = await startSandbox({ port: 0 });
  for (let number = 0; number < 50; number++) {
    before.journal.record({ partner: "DirectPA", kind: "note", summary: `of the first run ${number}` });
  }
  const page = await (await newContext()).newPage();
  await page.goto(`${before.url}/_sandbox`);
  await isLive(page);
  await before.stop();
  await page.getByTestId("live").getByText("reconnecting").waitFor();

  const after = await startSandbox({ port: before.port });
  onTestFinished(() => after.stop());
  await isLive(page);
  await expect.poll(() => linesWith(page, "of the first run").count()).toBe(0);
  after.journal.record({ partner: "DirectPA", kind: "note", summary: "of the second run" });
  await linesWith(page, "of the second run").waitFor();
});

test("a reset that forgets the log empties the page without a reload", async () => {
  const world = await consoleWorld();
  world.addNumber();
  const page = await world.open(await newContext(), "/_sandbox?partner=PrePayPA");
  await isLive(page);
  await linesWith(page, "signs up").waitFor();
  await control(world.sandbox, "POST", "/reset", { partner: "PrePayPA", what: "log" });
  await page.getByText("Nothing here yet").waitFor();
});

test("the keyboard moves, opens, closes, searches and goes to other pages", async () => {
  const world = await consoleWorld();
  world.addNumber();
  const page = await world.open(await newContext());
  await isLive(page);
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  const article = page.locator("article.entry-detail");
  await article.waitFor();
  const opened = Number(await article.getAttribute("data-entry"));
  await page.keyboard.press("k");
  await expect.poll(async () => Number(await article.getAttribute("data-entry"))).toBeLessThan(opened);
  await page.keyboard.press("j");
  await expect.poll(async () => Number(await article.getAttribute("data-entry"))).toBe(opened);
  await page.keyboard.press("Escape");
  await expect.poll(() => article.count()).toBe(0);
  await page.keyboard.press("/");
  await page.keyboard.type("signs up");
  await expect.poll(() => linesWith(page, /./).count()).toBe(1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByTestId("keys").getByText("Next line").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await page.waitForURL("**/_sandbox/deliveries");
});

test("without JavaScript it shows the newest lines, and the selected one", async () => {
  const world = await consoleWorld();
  const { channelId } = world.addNumber();
  const page = await world.open(await newContext({ javaScriptEnabled: false }));
  await linesWith(page, `channel ${channelId} is created`).getByRole("link").click();
  await page
    .getByTestId("detail")
    .getByRole("heading", { name: `channel ${channelId} is created` })
    .waitFor();
});
