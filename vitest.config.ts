import { defineConfig } from "vitest/config";

const browserTests = "test/browser/**/*.test.ts";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    // One worker for each core: most tests wait for sockets and browsers.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          setupFiles: ["test/api/check-answers.ts"],
          include: ["sandbox/**/*.test.{ts,tsx}", "reference-client/**/*.test.ts", "test/**/*.test.ts"],
          exclude: [browserTests, "test/consumer/project/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: [browserTests],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // As patient with what a page does by itself as with what is clicked.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
