import { defineConfig } from "vitest/config";

const browserTests = "test/browser/**/*.test.ts";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["sandbox/**/*.test.{ts,tsx}", "reference-client/**/*.test.ts", "test/**/*.test.ts"],
          exclude: [browserTests],
        },
      },
      {
        extends: true,
        test: { name: "browser", include: [browserTests], testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});
