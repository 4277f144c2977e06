import { test } from "vitest";
import { useBrowser } from "./support/browser.ts";
import { everyPage } from "./support/every-page.ts";
const newContext = useBrowser();
test("probe", async () => {
  const { sandbox, cookies, pages } = await everyPage((place) => `The ${place}`);
  const context = await newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: sandbox.url })));
  const page = await context.newPage();
  const sizes = new Map<string, number>();
  page.on("response", async (r) => { try { sizes.set(r.url(), (await r.body()).length); } catch {} });
  for (const { name, path, isForReading } of pages) {
    if (isForReading) continue;
    sizes.clear();
    await page.goto(sandbox.url + path);
    await page.waitForTimeout(100);
    const html = (await page.content()).length;
    const rows = await page.evaluate(() => performance.getEntriesByType("resource").map((e) => [new URL(e.name).pathname, (e as any).decodedBodySize, (e as any).transferSize]));
    const assets = rows.filter(([p]) => String(p).includes("assets")).reduce((s, [, n]) => s + Number(n), 0);
    console.log(`SIZE ${name}: html ${html} assets ${assets} total ${html + assets}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(sandbox.url + "/_sandbox/api/docs");
  await page.screenshot({ path: "/tmp/p-docs.png" });
}, 100000);
