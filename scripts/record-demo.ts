/**
 * Films the demo for the README: `npm run record` builds, plays parts of the tour, and writes docs/demo.webp. With
 * `--check` nothing is written, and the exit code says whether the tour can still be filmed.
 */
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { chromium, type Page } from "playwright";
import { startReferenceClient } from "../dist/reference-client/app.js";
import { startSandbox } from "../dist/sandbox/sandbox.js";
import { launchOptions } from "./ensure-chromium.ts";
import { animatedWebp } from "./film/animated-webp.ts";
import { openEncoder } from "./film/encoder.ts";
import { createFilm, type Film } from "./film/film.ts";

const path = "docs/demo.webp";
const mostBytes = 2.5 * 1024 * 1024;
const size = { width: 960, height: 540 };

/** The port that everybody knows, when it is free: its number is in the picture. */
const portOr0 = (port: number): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(0));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(port)));
  });

const next = (page: Page) => page.keyboard.press("ArrowRight");
const told = (page: Page, title: string) =>
  page.getByTestId("step-title").filter({ hasText: title }).waitFor();
const ended = (page: Page) => page.locator("#narration:is([data-state=ready], [data-state=ended])").waitFor();
/** What moves by itself has come to rest: panes that grow, and what the journal has just brought. */
const settled = (page: Page) => page.waitForTimeout(700);

/** Goes on to the next step, filmed until it has ended, and lets it be read. */
async function step(page: Page, film: Film, { speed = 1.4, readMs = 0 } = {}): Promise<void> {
  await next(page);
  await film.follow(
    ended(page).then(() => settled(page)),
    speed,
  );
  await film.hold(readMs);
}

/** Goes on to a step without filming. */
async function skipTo(page: Page, title: string): Promise<void> {
  while (!(await page.getByTestId("step-title").innerText()).startsWith(title)) {
    await next(page);
    await ended(page);
  }
  await settled(page);
}

async function firstGrant(page: Page, film: Film): Promise<void> {
  await film.hold(1500);
  await step(page, film, { readMs: 1500 });
  await step(page, film, { speed: 1.5 });
  await step(page, film, { speed: 2, readMs: 500 });
  await step(page, film, { readMs: 2200 });
  await step(page, film, { readMs: 2600 });
}

async function twoDaysLate(page: Page, film: Film): Promise<void> {
  await page.keyboard.press("2");
  await told(page, "The same click");
  await ended(page);
  await skipTo(page, "Still nothing");
  await film.hold(2000);
  await step(page, film, { readMs: 2200 });
}

async function revocation(page: Page, film: Film): Promise<void> {
  await page.keyboard.press("3");
  await told(page, "A clinic");
  await ended(page);
  await skipTo(page, "A patient writes");
  await film.hold(1600);
  await step(page, film, { speed: 1.5, readMs: 500 });
  await step(page, film, { readMs: 1800 });
  await step(page, film, { readMs: 2600 });
  await step(page, film, { readMs: 2600 });
}

async function record(): Promise<Buffer> {
  // A fixed seed and a fixed morning: the same ids and dates in every recording.
  const startAt = Date.parse("2026-03-02T09:00:00Z");
  const sandbox = await startSandbox({ port: await portOr0(8082), seed: 1, startAt });
  const config = { hubUrl: sandbox.url, embeddedIn: sandbox.url };
  const client = await startReferenceClient({ port: await portOr0(3000), config });
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: "light" });
    const film = createFilm(page, await openEncoder(browser, { ...size, quality: 0.82 }));
    await page.goto(`${sandbox.url}/_sandbox/demo`);
    await page.locator("body[data-ready]").waitFor();
    await settled(page);
    await firstGrant(page, film);
    await twoDaysLate(page, film);
    await revocation(page, film);
    const seconds = film.frames().reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
    console.log(`${film.frames().length} pictures, ${seconds.toFixed(0)} s`);
    return animatedWebp(size, film.frames());
  } finally {
    await browser.close();
    await client.stop();
    await sandbox.stop();
  }
}

const film = await record();
console.log(`${(film.length / 1024).toFixed(0)} KB`);
if (film.length > mostBytes) {
  console.error(`The film is larger than ${mostBytes / 1024} KB, too large for a README.`);
  process.exitCode = 1;
} else if (!process.argv.includes("--check")) writeFileSync(path, film);
