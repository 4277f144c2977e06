import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { launchOptions } from "../../scripts/ensure-chromium.ts";
import { type PackedProject, packedProject } from "../support/packed-project.ts";

// Packing, and Playwright's own runner with its own Chromium.
const patience = 180_000;

const resultSchema = z.object({
  attachments: z.array(z.object({ name: z.string(), body: z.string().optional() })),
});
const reportSchema = z.object({
  suites: z.array(
    z.object({ specs: z.array(z.object({ tests: z.array(z.object({ results: z.array(resultSchema) })) })) }),
  ),
});

let project: PackedProject;

beforeAll(() => {
  project = packedProject("test/consumer/project");
}, patience);
afterAll(() => project.remove());

const playwright = (...args: string[]) =>
  project.run("playwright", ["test", "--reporter=line,json", ...args], {
    CHROMIUM_LAUNCH: JSON.stringify(launchOptions()),
    PLAYWRIGHT_JSON_OUTPUT_NAME: "report.json",
  });

test("the example of the Playwright kit passes", { timeout: patience }, async () => {
  const { code, out } = await playwright("onboarding.spec.ts");
  expect(out).toContain("1 passed");
  expect(code).toBe(0);
});

test("a failed test has the journal attached", { timeout: patience }, async () => {
  writeFileSync(
    join(project.folder, "broken.spec.ts"),
    `import { expect, test } from "partner-hub-sandbox/playwright";
    test.use({ hubOptions: { isolation: "sandbox" } });
    test("nobody makes a key", async ({ hub, page, popup }) => {
      await hub.connectApp({ redirectUrl: hub.env.hubUrl + "/connected" });
      await page.goto("about:blank");
      await page.evaluate((url) => void window.open(url), hub.env.permissionsUrl);
      hub.client("bakery", { numbers: ["shop"] });
      await popup.autopilot({ client: "bakery" });
      await hub.number("shop").reaches("running");
      await expect(hub).toHaveCreatedKeyOnce("shop");
    });`,
  );
  const { code, out } = await playwright("broken.spec.ts");
  expect(code).toBe(1);
  expect(out).toContain("Expected: create_api_key for shop answered 2xx, exactly once.");
  expect(out).toMatch(/broken\.spec\.ts:10:\d+/);
  expect(out).toContain("attachment #1: journal (text/plain)");
  const { suites } = reportSchema.parse(
    JSON.parse(readFileSync(join(project.folder, "report.json"), "utf8")),
  );
  const [attached] = suites.flatMap(({ specs }) =>
    specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results)),
  );
  const json = attached?.attachments.find(({ name }) => name === "journal.json");
  const { partners } = JSON.parse(Buffer.from(json?.body ?? "", "base64").toString());
  const [{ partner, entries }] = partners;
  expect(partner).toMatch(/PA$/);
  expect(entries.map(({ kind }: { kind: string }) => kind)).toContain("redirect");
});
