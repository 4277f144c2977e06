import fc from "fast-check";
import { expect, test } from "vitest";
import { toHtml } from "../../sandbox/verify/report/html.tsx";
import { testApp, testScenario } from "../../sandbox/verify/testing.ts";
import { verify } from "../../sandbox/verify/verify.ts";
import { useBrowser } from "./support/browser.ts";
import { readMarkup, wrongAddresses } from "./support/markup.ts";
import { complain, nastyText, seed } from "./support/nasty-text.ts";

const newContext = useBrowser();

/** A text of a result, and how to change it. */
interface Slot {
  text: string;
  write(text: string): void;
}

/** Every text of a result that is more than an identifier. */
function slotsOf(value: unknown, seen = new Set<unknown>()): Slot[] {
  if (typeof value !== "object" || value === null || seen.has(value)) return [];
  seen.add(value);
  const inside = value instanceof Map || value instanceof Set ? [...value.values()] : [];
  const slots = inside.flatMap((one) => slotsOf(one, seen));
  for (const [name, one] of Object.entries(value)) {
    if (typeof one === "string" && one.includes(" ") && !Object.isFrozen(value))
      slots.push({ text: one, write: (text) => Reflect.set(value, name, text) });
    else slots.push(...slotsOf(one, seen));
  }
  return slots;
}

test("whatever stands in a scenario, an app's answer or a finding, the report has the elements that it has without", async () => {
  const app = await testApp({ keyWith: "channel_created" });
  const result = await verify({
    scenarios: [
      testScenario("holds"),
      testScenario("stops", "partner", { steps: [{ client_returns: "bakery" }] }),
    ],
    partnerIds: ["PrePayPA"],
    port: 0,
    waitMs: 0,
    app: {
      webhookUrl: `${app.url}/webhooks/{partner}`,
      pageUrl: `${app.url}/page/{partner}`,
      idleUrl: `${app.url}/idle`,
    },
    onReady: ({ url }) => app.connectTo(url),
  });
  const reader = await (await newContext()).newPage();
  const slots = slotsOf(result);
  const [plain] = await readMarkup(reader, [await toHtml(result)]);
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(nastyText), async (texts) => {
      const written = slots.map(({ text, write }) => {
        const [nasty = ""] = texts.take(1);
        write(text + nasty);
        return nasty;
      });
      const [page] = await readMarkup(reader, [await toHtml(result)]);
      if (!page) throw new Error("The report was not read.");
      expect(page.names.filter((name) => !plain?.names.includes(name))).toEqual([]);
      expect(wrongAddresses(page)).toEqual([]);
      const shown = written.filter((text) => page.text.includes(text));
      expect(shown.length).toBeGreaterThan(written.length / 4);
    }),
    { numRuns: 20, seed, endOnFailure: true, reporter: complain },
  );
}, 120_000);
