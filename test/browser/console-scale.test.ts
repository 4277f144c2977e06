import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";

const newContext = useBrowser();

const many = 100_000;

/** A journal as a long run leaves it: calls with answers, in bodies of a usual length. */
function fillJournal({ journal }: Sandbox): void {
  const body = JSON.stringify({ note: "x".repeat(300) });
  for (let number = journal.last() + 1; number <= many; number++) {
    journal.record({
      partner: number % 2 === 0 ? "DirectPA" : "PrePayPA",
      kind: "state",
      subject: `Number${number % 50}CH`,
      summary: `entry ${number}`,
      data: { body },
    });
  }
  journal.flush();
}

const rowsInPage = (page: Page) => page.evaluate(() => document.querySelectorAll("li.entry").length);
const row = (page: Page, number: number) =>
  page.getByTestId("entries").getByText(`entry ${number}`, { exact: true });

test("100,000 entries scroll from the newest to the first and back, and only those in sight are in the page", async () => {
  const sandbox = await testSandbox();
  fillJournal(sandbox);
  const page = await (await newContext()).newPage();
  await page.goto(`${sandbox.url}/_sandbox`);
  await page.getByTestId("count").filter({ hasText: "100,000 entries" }).waitFor();
  await row(page, many).waitFor();
  expect(await rowsInPage(page)).toBeLessThan(300);

  await page.keyboard.press("Home");
  await row(page, 3).waitFor();
  expect(await rowsInPage(page)).toBeLessThan(300);

  await page.locator("#viewport").evaluate((viewport) => viewport.scrollTo(0, viewport.scrollHeight / 2));
  await row(page, many / 2).waitFor();
  expect(await rowsInPage(page)).toBeLessThan(300);

  await page.getByTestId("newest").click();
  await row(page, many).waitFor();
  expect(await rowsInPage(page)).toBeLessThan(300);
});

test("scrolling through everything keeps the memory of the page bounded, and each frame short", async () => {
  const sandbox = await testSandbox();
  fillJournal(sandbox);
  const context = await newContext();
  const page = await context.newPage();
  await page.goto(`${sandbox.url}/_sandbox`);
  await row(page, many).waitFor();
  const session = await context.newCDPSession(page);
  const heapUsed = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  const before = await heapUsed();
  const longest = await page.locator("#viewport").evaluate(async (viewport) => {
    const steps = 200;
    let longestMs = 0;
    for (let step = 0; step <= steps; step++) {
      viewport.scrollTo(0, (viewport.scrollHeight * step) / steps);
      const start = performance.now();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      longestMs = Math.max(longestMs, performance.now() - start);
    }
    return longestMs;
  });
  await row(page, many).waitFor();
  expect((await heapUsed()) - before).toBeLessThan(20 * 1024 * 1024);
  expect(longest).toBeLessThan(1000);
});

test("an entry that a link names is found among 100,000, with those around it", async () => {
  const sandbox = await testSandbox();
  fillJournal(sandbox);
  const page = await (await newContext()).newPage();
  await page.goto(`${sandbox.url}/_sandbox?entry=4321`);
  await page.getByTestId("detail").getByText("No. 4321").waitFor();
  await row(page, 4321).waitFor();
  await row(page, 4320).waitFor();
  await page.getByTestId("search").fill("entry 99999");
  await page
    .getByTestId("count")
    .filter({ hasText: /^1 entry$/ })
    .waitFor();
});
