import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createAssets } from "./assets.js";

const get = (path: string) => createAssets().request(`/_sandbox/assets/${path}`);

test("a style sheet is served as it is, and briefly cached", async () => {
  const style = await get("pages/page.css");
  expect(style.headers.get("Content-Type")).toBe("text/css; charset=utf-8");
  expect(style.headers.get("Cache-Control")).toBe("public, max-age=60");
  expect(await style.text()).toBe(readFileSync(new URL("page.css", import.meta.url), "utf8"));
});

test("browser code is served from where it was built", async () => {
  const script = await get("permissions-page/browser/select-all.js");
  expect(script.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
  expect(await script.text()).toContain("querySelectorAll");
});

test.each([
  "nothing.css",
  "pages/nothing.css",
  "pages/assets.ts",
  "..%2Fpages/page.css",
  "pages/..%2F..%2Fpage.css",
])("there is no asset %s", async (path) => {
  expect((await get(path)).status).toBe(404);
});
