import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { toHtml } from "../../sandbox/verify/report/html.tsx";
import { toJUnit } from "../../sandbox/verify/report/junit.ts";
import type { VerifyResult } from "../../sandbox/verify/result.ts";
import { testApp, testScenario } from "../../sandbox/verify/testing.ts";
import { verify } from "../../sandbox/verify/verify.ts";
import { useBrowser } from "./support/browser.ts";
import { fits, looksWell, narrowContext } from "./support/looks.ts";

const newContext = useBrowser();

/** A run with everything that a report can show: what holds, what fails, what is broken, known, and was not played. */
async function someResult(): Promise<VerifyResult> {
  const app = await testApp({ keyWith: "channel_created" });
  return verify({
    scenarios: [
      testScenario("holds", "partner", { expect: { event: "channel_live", number: "shop" } }),
      testScenario("fails"),
      testScenario("stops", "partner", { steps: [{ client_returns: "bakery" }] }),
      testScenario("known"),
      testScenario("other", "direct"),
    ],
    partnerIds: ["PrePayPA"],
    port: 0,
    waitMs: 0,
    baseline: { scenarios: ["known"], rules: ["no-key-on-early-events"] },
    app: {
      webhookUrl: `${app.url}/webhooks/{partner}`,
      pageUrl: `${app.url}/page/{partner}`,
      idleUrl: `${app.url}/idle`,
    },
    onReady: ({ url }) => app.connectTo(url),
  });
}

function written(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "hub-sandbox-report-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "report.html");
  writeFileSync(file, text);
  return pathToFileURL(file).href;
}

test("a report looks well in light and dark, wide and narrow", async () => {
  const address = written(await toHtml(await someResult()));
  const page = await (await newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(address);
  await looksWell(page, "the report");
  for (const play of await page.locator("details").all())
    await play.evaluate((one) => one.setAttribute("open", ""));
  await looksWell(page, "the report, all open");

  const small = await (await narrowContext(newContext)).newPage();
  await small.goto(address);
  for (const play of await small.locator("details").all())
    await play.evaluate((one) => one.setAttribute("open", ""));
  await fits(small, "the report, narrow");
});

test("a finding leads to its moment, which opens, and the browser asks nobody for anything", async () => {
  const address = written(await toHtml(await someResult()));
  const page = await (await newContext()).newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(address);
  await page.locator("#rule-no-key-before-running a").first().click();
  const line = page.locator(".line:target");
  await expect.poll(() => line.isVisible()).toBe(true);
  expect(await line.textContent()).toContain("POST channels/shop/api_keys 400");
  expect(asked).toEqual([address]);
});

test("JUnit is XML that a browser can read, with the figures it says", async () => {
  const xml = toJUnit(await someResult());
  const page = await (await newContext()).newPage();
  const read = await page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "text/xml");
    return {
      error: document.querySelector("parsererror")?.textContent ?? null,
      suites: [...document.querySelectorAll("testsuite")].map((suite) => ({
        name: suite.getAttribute("name"),
        said: ["tests", "failures", "skipped"].map((name) => Number(suite.getAttribute(name))),
        counted: ["testcase", "failure", "skipped"].map((name) => suite.querySelectorAll(name).length),
      })),
    };
  }, xml);
  expect(read.error).toBeNull();
  expect(read.suites.map(({ name }) => name)).toEqual([
    ...["holds", "fails", "stops", "known", "other"],
    "Rules of the contract",
  ]);
  for (const { said, counted } of read.suites) expect(said).toEqual(counted);
});
