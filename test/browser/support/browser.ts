import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { launchOptions } from "../../../scripts/ensure-chromium.ts";

// Long enough for a busy machine with two cores, short enough that a failure is not waited for.
const patienceMs = 15_000;

/** Gives a context of the test's own: its cookies and pages are shared with no other test. */
export type NewContext = (options?: BrowserContextOptions) => Promise<BrowserContext>;

function requireBuiltPages(): void {
  const built = "dist/reference-client/browser/home.js";
  if (!existsSync(built)) throw new Error(`${built} is missing: run npm run build before the browser tests.`);
}

/** Keeps what a browser complains about and no test looks for: scripts that throw, and what a page's policy refused. */
function watchComplaints(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on("weberror", (error) => complaints.push(error.error().message));
  context.on("console", (message) => {
    if (message.type() === "error" && message.text().includes("Content Security Policy")) {
      complaints.push(message.text());
    }
  });
  return complaints;
}

/** What was on the screen when a test failed; `test-output/` is not committed. */
async function photograph(context: BrowserContext, testName: string): Promise<void> {
  mkdirSync("test-output", { recursive: true });
  const name = testName.replace(/[^\w-]+/g, "-").slice(0, 100);
  for (const [index, page] of context.pages().entries()) {
    await page.screenshot({ path: join("test-output", `${name}-${index}.png`) }).catch(() => {});
  }
}

/** Launches one Chromium for the test file; each context is closed when its test ends. */
export function useBrowser(): NewContext {
  let browser: Browser | undefined;

  beforeAll(async () => {
    requireBuiltPages();
    browser = await chromium.launch(launchOptions());
  });
  afterAll(() => browser?.close());

  return async function newContext(options = {}) {
    if (browser === undefined) throw new Error("The browser is launched before the first test, not earlier.");
    const context = await browser.newContext(options);
    context.setDefaultTimeout(patienceMs);
    const complaints = watchComplaints(context);
    onTestFinished(async ({ task }) => {
      if (task.result?.state === "fail") await photograph(context, task.name);
      await context.close();
      if (complaints.length > 0) throw new Error(`The browser complained:\n${complaints.join("\n")}`);
    });
    return context;
  };
}
