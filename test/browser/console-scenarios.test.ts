import { expect, test } from "vitest";
import { useBrowser } from "./support/browser.ts";
import { consoleWorld, linesWith } from "./support/console.ts";

const newContext = useBrowser();

test("a scenario is found, read, started, and watched in the timeline", async () => {
  const world = await consoleWorld();
  const page = await world.open(await newContext(), "/_sandbox/scenarios");
  await page.getByTestId("search").fill("two days late");
  await page.getByTestId("search").press("Enter");
  await page.getByTestId("scenario-running-two-days-late").click();
  const detail = page.getByTestId("detail");
  await detail.getByTestId("told").getByText("Partner Payment").waitFor();
  expect(await detail.getByTestId("start-at-DirectPA").count()).toBe(0);

  await detail.getByTestId("start").click();
  await page.waitForURL(/_sandbox\?partner=PrePayPA/);
  await linesWith(page, "the scenario running-two-days-late begins").waitFor();
  await linesWith(page, "the scenario running-two-days-late has been played").waitFor();

  await page.goto(`${world.sandbox.url}/_sandbox/scenarios`);
  await page.getByTestId("play-1").getByTestId("play-state").getByText("played").waitFor();
});

test("a play with checks tells which expectations held, and why others did not", async () => {
  const world = await consoleWorld();
  const page = await world.open(await newContext(), "/_sandbox/scenarios?scenario=first-grant");
  await page.getByTestId("with-checks").check();
  await page.getByTestId("start").click();
  await page.waitForURL(/_sandbox\?partner=PrePayPA/);
  await page.goto(`${world.sandbox.url}/_sandbox/scenarios`);
  const play = page.getByTestId("play-1");
  // The receiver takes webhooks and asks for no key.
  await play.getByTestId("play-state").getByText("failed").waitFor();
  await play.getByText(/expectations did not hold/).waitFor();
  await play.getByText("It has no key.").waitFor();
  await play.getByText("client_created for bakery delivered, exactly once").waitFor();
});

test("a partner that has the scenario's client already is reset first, once somebody agreed", async () => {
  const world = await consoleWorld();
  world.addNumber();
  const page = await world.open(await newContext(), "/_sandbox/scenarios?scenario=first-grant");
  await page.getByText("owner@nordlicht.example has an account there already").waitFor();
  await page.getByTestId("start").click();
  await page.getByTestId("confirm").getByText("1 client and 1 number are lost").waitFor();
  await page.getByTestId("confirm-no").click();
  expect(world.sandbox.clock.now("PrePayPA")).toBe(world.sandbox.clock.now("DirectPA"));
  await page.getByTestId("start").click();
  await page.getByTestId("confirm-yes").click();
  await page.waitForURL(/_sandbox\?partner=PrePayPA/);
  await linesWith(page, "the scenario first-grant has been played").waitFor();
  expect(world.sandbox.hub.clients.list("PrePayPA", {}).total).toBe(1);
});
