import { expect, test } from "vitest";
import { control } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { consoleWorld } from "./support/console.ts";

const newContext = useBrowser();

test("a fault is switched on from its form, fires, is counted, and is switched off", async () => {
  const world = await consoleWorld();
  const page = await world.open(await newContext(), "/_sandbox/faults?partner=PrePayPA");
  await page.getByTestId("no-faults").waitFor();
  await page.getByTestId("choose-webhook.refuse").click();
  await page.getByTestId("fault-event").fill("client_created");
  await page.getByTestId("fault-times").fill("3");
  await page.getByTestId("fault-on").click();
  await page.getByTestId("faults").getByText("event: client_created").waitFor();
  await page.getByTestId("fault-alert").getByText("1 fault is on").waitFor();
  expect(world.sandbox.faults.list("PrePayPA")[0]?.fault).toEqual({
    on: "webhook",
    do: "refuse",
    event: "client_created",
    times: 3,
  });

  world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  await page.getByTestId("fault-fired").getByText("fired once").waitFor();
  await page.getByTestId("faults").getByText("2 more").waitFor();

  await page.getByTestId("fault-off-1").click();
  await page.getByTestId("no-faults").waitFor();
  await page.getByTestId("fault-alert").waitFor({ state: "detached" });
});

test("fields that are no plain text become numbers and JSON; what is refused is said", async () => {
  const world = await consoleWorld();
  const page = await world.open(await newContext(), "/_sandbox/faults?fault=api.latency");
  await page.getByTestId("fault-partner").selectOption("DirectPA");
  await page.getByTestId("fault-ms").fill("800");
  await page.getByTestId("fault-on").click();
  await page.getByTestId("messages").getByText("fault.ms").waitFor();
  await page.getByTestId("fault-ms").fill('{"uniform": [200, 900]}');
  await page.getByTestId("fault-probability").fill("0.5");
  await page.getByTestId("fault-on").click();
  await page.getByTestId("faults").getByText("in 50 % of cases").waitFor();
  expect(world.sandbox.faults.list("DirectPA")[0]?.fault).toEqual({
    on: "api",
    do: "latency",
    ms: { uniform: [200, 900] },
    probability: 0.5,
  });
});

test("all faults go at once, and what they held back goes on", async () => {
  const world = await consoleWorld();
  for (const fault of [
    { on: "webhook", do: "reorder", batch: 50 },
    { on: "api", do: "rate_limit" },
  ]) {
    await control(world.sandbox, "POST", "/faults", { partner: "PrePayPA", fault });
  }
  world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  expect(world.receiver.received).toEqual([]);
  const page = await world.open(await newContext(), "/_sandbox/faults");
  await page.getByTestId("faults-count").getByText("2 on").waitFor();
  await page.getByTestId("all-faults-off").click();
  await page.getByTestId("no-faults").waitFor();
  await expect.poll(() => world.receiver.received.length).toBeGreaterThan(0);
});

test("the keyboard goes through the faults and opens a form", async () => {
  const world = await consoleWorld();
  const page = await world.open(await newContext());
  await page.keyboard.press("g");
  await page.keyboard.press("f");
  await page.getByTestId("no-faults").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByTestId("fault-times").waitFor();
  await page.keyboard.press("Escape");
  await page.getByTestId("fault-form").waitFor({ state: "detached" });
});
