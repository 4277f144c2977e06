import { type Browser, chromium } from "playwright";
import { launchOptions } from "../scripts/ensure-chromium.ts";
import { type Figure, median } from "./figures.ts";
import { startNode } from "./processes.ts";

const rounds = 21;
const mostMs = 100;

/** The first screen that somebody sees of each of the hosted pages. */
const firstScreens = {
  "permissions page":
    "/dashboard/app/DirectPA/permissions?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fconnected",
  "Client Hub": "/client-hub/DirectPA",
  "Partner Hub": "/partner-hub/DirectPA/channels",
} as const;

/** From the click on a link to the first text on the screen, redirects included, in a browser that has nothing in its cache. */
async function firstPaintMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  const painted = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const watch = (list: PerformanceObserverEntryList) => {
          const [entry] = list.getEntriesByName("first-contentful-paint");
          if (entry) resolve(entry.startTime);
        };
        new PerformanceObserver(watch).observe({ type: "paint", buffered: true });
      }),
  );
  await context.close();
  return painted;
}

/** The hosted pages in Chromium, beside a page of one line that bare Hono serves. */
export async function benchPages(): Promise<Figure[]> {
  const [ours, bare, browser] = await Promise.all([
    startNode(["dist/sandbox/cli/main.js", "start", "--port", "0", "--json"]),
    startNode(["bench/bare-server.ts"]),
    chromium.launch(launchOptions()),
  ]);
  const addresses = Object.entries(firstScreens).map(([name, path]) => ({
    name,
    url: `${ours.ready.url}${path}`,
  }));
  const times = new Map(addresses.map(({ name }) => [name, [] as number[]]));
  const bareTimes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bareTimes.push(await firstPaintMs(browser, `http://127.0.0.1:${bare.ready.port}/page`));
    for (const { name, url } of addresses) times.get(name)?.push(await firstPaintMs(browser, url));
  }
  await Promise.all([ours.stop(), bare.stop(), browser.close()]);
  const bareMs = median(bareTimes);
  return [...times].map(([name, painted]) => {
    const ms = median(painted);
    return {
      name: `first screen of the ${name}`,
      value: `${ms.toFixed(0)} ms, a line of bare Hono ${bareMs.toFixed(0)} ms`,
      aim: `at most ${mostMs} ms`,
      met: ms <= mostMs,
    };
  });
}
