import { test } from "vitest";
import { control } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { type ConsoleWorld, consoleWorld } from "./support/console.ts";
import { looksWell, narrowContext } from "./support/looks.ts";

const newContext = useBrowser();

/** Numbers at different steps, faults, a review, a template and a play with a verdict. */
async function busyWorld(): Promise<ConsoleWorld & { channelId: string }> {
  const world = await consoleWorld();
  const { sandbox } = world;
  await control(sandbox, "POST", "/scenarios/first-grant/start", { partner: "PrePayPA", checks: true });
  const { channelId } = world.addNumber("+49 151 00000043", "other@nordlicht.example");
  await control(sandbox, "POST", `/channels/${channelId}/display_name`, {
    partner: "PrePayPA",
    name: "Nordlicht at the Harbour",
  });
  for (const fault of [
    { on: "webhook", do: "refuse", event: "channel_live" },
    { on: "api", do: "latency", ms: { fixed: 5 }, probability: 0.5 },
  ]) {
    await control(sandbox, "POST", "/faults", { partner: "PrePayPA", fault });
  }
  sandbox.hub.templates.create("PrePayPA", sandbox.hub.channels.get("PrePayPA", channelId).waba.id, {
    name: "order_ready",
    language: "en",
    category: "UTILITY",
    components: [{ type: "BODY", text: "Your order is ready." }],
  });
  return { ...world, channelId };
}

const sizes = { wide: { viewport: { width: 1440, height: 900 } }, narrow: undefined } as const;

test.each(Object.entries(sizes))(
  "hub, faults, scenarios and snapshots look well, %s",
  async (_size, options) => {
    const { sandbox, open, channelId } = await busyWorld();
    const context = options === undefined ? await narrowContext(newContext) : await newContext(options);
    const page = await open(context, "/_sandbox/hub");
    await page.getByTestId("partner-PrePayPA").getByText("PrePayPA").click();
    await page.getByText("Credentials").last().click();
    await looksWell(page, "hub");
    await page.goto(`${sandbox.url}/_sandbox/hub?view=clients`);
    await looksWell(page, "clients");
    await page.goto(`${sandbox.url}/_sandbox/hub/numbers/PrePayPA/${channelId}`);
    for (const summary of await page.locator(".more-actions summary").all()) await summary.click();
    await looksWell(page, "number");
    await page.getByTestId("do-cancellation_processed").click();
    await page.getByTestId("confirm").waitFor();
    await looksWell(page, "confirmation");

    await page.goto(`${sandbox.url}/_sandbox/faults`);
    await looksWell(page, "faults");
    await page.goto(`${sandbox.url}/_sandbox/faults?fault=webhook.mutate`);
    await looksWell(page, "fault");

    await page.goto(`${sandbox.url}/_sandbox/scenarios`);
    await page.getByTestId("play-checks").waitFor();
    await looksWell(page, "scenarios");
    await page.goto(`${sandbox.url}/_sandbox/scenarios?scenario=first-grant`);
    await looksWell(page, "scenario");

    await page.goto(`${sandbox.url}/_sandbox/snapshots`);
    await page.getByTestId("keep-name").fill("before the grant");
    await page.getByTestId("keep").click();
    await page.getByTestId("kept").getByText("before the grant").waitFor();
    await looksWell(page, "snapshots");
  },
);

test("pages on which there is nothing yet look well", async () => {
  const { open, sandbox } = await consoleWorld();
  const page = await open(await narrowContext(newContext), "/_sandbox/hub?partner=PrePayPA");
  await page.getByText("No numbers yet").waitFor();
  await looksWell(page, "empty hub");
  await page.goto(`${sandbox.url}/_sandbox/faults`);
  await page.getByTestId("no-faults").waitFor();
  await looksWell(page, "no faults");
  await page.goto(`${sandbox.url}/_sandbox/scenarios?text=nothing+like+it`);
  await page.getByText("No scenario is like that").waitFor();
  await looksWell(page, "no scenario");
});
