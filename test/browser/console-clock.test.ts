import { expect, test } from "vitest";
import { testStart } from "../support/rooms.ts";
import { useBrowser } from "./support/browser.ts";
import { consoleWorld } from "./support/console.ts";

const newContext = useBrowser();

const minute = 60_000;

test("the clock bar tells the time and what comes next, and moves time on", async () => {
  const world = await consoleWorld();
  const { channelId } = world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const page = await world.open(await newContext(), "/_sandbox?partner=PrePayPA");
  await page.getByTestId("clock-mode").getByText("stands still").waitFor();
  await page.getByTestId("clock-next").getByText(`${channelId} is ready in 2s`).waitFor();

  await page.getByTestId("clock-step").click();
  await page.getByTestId("clock-next").getByText(`${channelId} is running`).waitFor();
  await page.getByTestId("clock-1m").click();
  await page.getByText("Nothing waits.").waitFor();
  await page.getByTestId("clock-1h").click();
  await page.getByTestId("clock-now").getByText("10:01:02").waitFor();
  await page.getByTestId("clock-1d").click();
  await page.getByTestId("clock-now").getByText("6 Jan 10:01:02").waitFor();
  expect(world.sandbox.clock.now("DirectPA")).toBe(testStart);
});

test("time goes on to the moment at which the newest number runs, or the chosen one", async () => {
  const world = await consoleWorld();
  const first = world.addNumber();
  await world.sandbox.clock.advance("PrePayPA", 1000);
  const second = world.addNumber("+49 151 00000043", "other@nordlicht.example");
  const page = await world.open(await newContext());
  await page.getByTestId("filter-channel").selectOption(first.channelId);
  const integration = (id: string) => world.sandbox.hub.channels.get("PrePayPA", id).integrationState;

  await page.getByTestId("clock-until").click();
  await expect.poll(() => integration(first.channelId)).toBe("running");
  expect(integration(second.channelId)).toBeNull();

  await page.getByTestId("filter-channel").selectOption("");
  await page.getByTestId("clock-until").click();
  await expect.poll(() => integration(second.channelId)).toBe("running");

  await page.getByTestId("clock-until").click();
  await page.getByTestId("messages").getByText("Nothing waits that would make a number running.").waitFor();
});

test("time plays sixty times as fast, stands still, and goes back to real", async () => {
  const world = await consoleWorld();
  const page = await world.open(await newContext());
  await page.getByTestId("clock-fast").click();
  await page.getByTestId("clock-mode").getByText("×60").waitFor();
  const shown = () => page.getByTestId("clock-now").innerText();
  const then = await shown();
  await expect.poll(shown).not.toBe(then);
  expect(world.sandbox.clock.read("DirectPA")).toMatchObject({ mode: "scaled", scale: 60 });

  await page.getByTestId("clock-pause").click();
  await page.getByTestId("clock-mode").getByText("stands still").waitFor();
  expect(await page.getByTestId("clock-pause").getAttribute("aria-pressed")).toBe("true");
  await page.getByTestId("clock-real").click();
  await page.getByTestId("clock-mode").getByText("real time").waitFor();
  expect(world.sandbox.clock.read("PrePayPA")).toMatchObject({ mode: "real", scale: 1 });
});

test("while time is on its way the bar says so, and another press does nothing", async () => {
  const world = await consoleWorld();
  let answer = () => {};
  world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const leave = world.sandbox.clock.probe(() => held);
  const page = await world.open(await newContext(), "/_sandbox?partner=PrePayPA");
  await page.getByTestId("clock-1m").click();
  await page.locator(".clock-bar form[aria-busy=true]").waitFor();
  await page.getByTestId("clock-1h").click();
  answer();
  await page.locator(".clock-bar form[aria-busy=true]").waitFor({ state: "detached" });
  leave();
  await page.getByTestId("clock-now").getByText("09:01:00").waitFor();
  expect(world.sandbox.clock.now("PrePayPA")).toBe(testStart + minute);
});

test("clocks that differ are shown side by side", async () => {
  const world = await consoleWorld();
  await world.sandbox.clock.advance("PrePayPA", 60 * minute);
  const page = await world.open(await newContext());
  const bar = page.getByTestId("clock-bar");
  await bar.getByText("09:00:00").waitFor();
  await bar.getByText("10:00:00").waitFor();
});

test("the choice of the partner stays from page to page", async () => {
  const world = await consoleWorld();
  const page = await world.open(await newContext());
  await page.getByTestId("partner-choice").selectOption("DirectPA");
  await page.waitForURL("**/_sandbox?partner=DirectPA");
  await page.getByRole("link", { name: "Deliveries" }).click();
  await page.waitForURL("**/_sandbox/deliveries?partner=DirectPA");
  expect(await page.getByTestId("partner-choice").inputValue()).toBe("DirectPA");
});

test("a page of another origin can neither frame the console nor listen to the journal", async () => {
  const world = await consoleWorld();
  const page = await (await newContext()).newPage();
  await page.goto(`${world.receiver.url}/elsewhere`);
  const heard = await page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const stream = new EventSource(`${url}/_sandbox/api/journal/stream?after=0`);
        stream.addEventListener("open", () => resolve("open"));
        stream.addEventListener("error", () => resolve("refused"));
      }),
    world.sandbox.url,
  );
  expect(heard).toBe("refused");
  const framed = page.waitForResponse(`${world.sandbox.url}/_sandbox`);
  await page.evaluate((url) => {
    const frame = document.createElement("iframe");
    frame.src = `${url}/_sandbox`;
    document.body.append(frame);
  }, world.sandbox.url);
  expect((await framed).status()).toBe(403);
});
