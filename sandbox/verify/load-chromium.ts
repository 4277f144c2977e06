import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright";
import { launchOptionsFor } from "./chromium.js";
import { VerifyError } from "./verify-error.js";

/** Playwright comes under these names; each has `chromium`. */
const packages = ["playwright", "@playwright/test", "playwright-core"];

const remedy = "Install it with `npm install --save-dev playwright`, or leave --button out.";

function resolveFrom(folder: string): string | undefined {
  const require = createRequire(join(folder, "package.json"));
  for (const name of packages) {
    try {
      return pathToFileURL(require.resolve(name)).href;
    } catch {
      // The next one, then.
    }
  }
  return undefined;
}

/** Playwright as the user's project has it, or as this package does. */
async function loadPlaywright(): Promise<typeof import("playwright")> {
  const url = resolveFrom(process.cwd()) ?? resolveFrom(import.meta.dirname);
  if (url === undefined)
    throw new VerifyError(`--button needs Playwright, which is not installed. ${remedy}`);
  const loaded = await import(url);
  return loaded.default ?? loaded;
}

/**
 * Launches Chromium.
 *
 * @throws VerifyError when there is no Playwright, or no Chromium, with the remedy.
 */
export async function launchChromium(): Promise<Browser> {
  const { chromium } = await loadPlaywright();
  const options = launchOptionsFor(() => chromium.executablePath());
  if (!options) {
    throw new VerifyError(
      "There is no Chromium. Install one with `npx playwright install chromium`, or name one that you have in CHROMIUM_PATH.",
    );
  }
  return chromium.launch(options).catch((error: unknown) => {
    const why = error instanceof Error ? error.message.split("\n")[0] : error;
    throw new VerifyError(`Chromium could not be launched: ${why}`);
  });
}
