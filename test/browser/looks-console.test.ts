import { test } from "vitest";
import { control } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { type ConsoleWorld, consoleWorld, isLive, linesWith } from "./support/console.ts";
import { looksWell, narrowContext } from "./support/looks.ts";

const newContext = useBrowser();

/** A story with a bit of everything: calls, webhooks, retries, a fault, a redirect and moves of the clock. */
async function livelyWorld(): Promise<ConsoleWorld> {
  const world = await consoleWorld();
  await control(world.sandbox, "POST", "/faults", {
    partner: "PrePayPA",
    fault: { on: "webhook", do: "refuse", times: 2 },
  });
  world.addNumber();
  await world.sandbox.clock.advance("PrePayPA", 60_000);
  world.receiver.answer = () => ({ status: 500, body: '{"error":"broken"}' });
  world.addNumber("+49 151 00000043", "other@nordlicht.example");
  await world.sandbox.clock.settled("PrePayPA");
  return world;
}

const sizes = { wide: { viewport: { width: 1440, height: 900 } }, narrow: undefined } as const;

test.each(Object.entries(sizes))("the console looks well, %s", async (_size, options) => {
  const world = await livelyWorld();
  const context = options === undefined ? await narrowContext(newContext) : await newContext(options);
  const page = await world.open(context);
  await isLive(page);
  await page.getByTestId("wrong").getByRole("heading").waitFor();
  await looksWell(page, "timeline");

  await linesWith(page, "client_created").filter({ hasText: "200" }).getByRole("link").click();
  await page.getByTestId("signature").waitFor();
  await looksWell(page, "detail of an attempt");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByTestId("keys").waitFor();
  await looksWell(page, "keys");

  await page.goto(`${world.sandbox.url}/_sandbox/deliveries`);
  await page.getByTestId("open-event").click();
  await looksWell(page, "deliveries");
  await page.getByTestId("deliveries").getByRole("link").first().click();
  await page.getByTestId("open-edit").click();
  await looksWell(page, "delivery");
});

test("a console in which nothing has happened looks well", async () => {
  const world = await consoleWorld();
  const page = await world.open(
    await narrowContext(newContext),
    "/_sandbox?partner=PrePayPA&text=nothing+like+it",
  );
  await page.getByText("Nothing matches").waitFor();
  await looksWell(page, "no match");
  await page.goto(`${world.sandbox.url}/_sandbox/deliveries`);
  await page.getByText("No deliveries yet").waitFor();
  await looksWell(page, "no deliveries");
});
