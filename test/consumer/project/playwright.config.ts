import { defineConfig } from "playwright/test";

export default defineConfig({
  testMatch: "*.spec.ts",
  outputDir: "playwright-output",
  // A Chromium that is there already; without it, Playwright uses its own.
  use: { launchOptions: JSON.parse(process.env.CHROMIUM_LAUNCH ?? "{}") },
});
