import type { BrowserContext, BrowserContextOptions, Page } from "playwright";
import { expect, test } from "vitest";
import { useBrowser } from "./support/browser.ts";
import { type EveryPage, everyPage, type SomePage, type Words } from "./support/every-page.ts";
import { fits, looksWell } from "./support/looks.ts";

const newContext = useBrowser();

const plainWords: Words = (place) => `The ${place}`;

// Nothing in it at which a line could end, and longer than any screen is wide.
const longWords: Words = (place) =>
  `${place.replace(/\W/g, "")}${"Donaudampfschifffahrtsgesellschaft".repeat(6)}`;

interface Opened extends EveryPage {
  context: BrowserContext;
  page: Page;
  opened: SomePage[];
}

async function open(words: Words, options: BrowserContextOptions = {}): Promise<Opened> {
  const world = await everyPage(words);
  const context = await newContext({ reducedMotion: "reduce", ...options });
  const { url } = world.sandbox;
  await context.addCookies(Object.entries(world.cookies).map(([name, value]) => ({ name, value, url })));
  await context.route("http://127.0.0.1:9/**", (route) => route.abort());
  const opened = world.pages.filter(({ isForReading }) => !isForReading);
  return { ...world, context, page: await context.newPage(), opened };
}

/** The directives of a policy, each with its sources. */
const directives = (policy: string): Record<string, string[]> =>
  Object.fromEntries(
    policy.split(";").map((part) => {
      const [name = "", ...sources] = part.trim().split(/\s+/);
      return [name, sources];
    }),
  );

test("every page, and every part of one, has a policy that lets no foreign script in", async () => {
  const { sandbox, cookies, pages } = await everyPage(plainWords);
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  for (const { name, path } of pages) {
    const answer = await fetch(sandbox.url + path, { headers: { cookie } });
    expect.soft(answer.headers.get("content-type"), name).toMatch(/^text\/html/);
    const headers = Object.fromEntries(answer.headers);
    const policy = directives(headers["content-security-policy"] ?? "");
    expect.soft(policy, name).toMatchObject({
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": ["'self'"],
      "form-action": ["'self'"],
      "base-uri": ["'none'"],
      "frame-ancestors": expect.arrayContaining(["'self'"]),
    });
    expect.soft(headers, name).toMatchObject({
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    // It would cut the popup off from the page that opened it.
    expect.soft(headers, name).not.toHaveProperty("cross-origin-opener-policy");
  }
}, 120_000);

test("every page keeps to its policy, and none of its scripts fails", async () => {
  const { sandbox, page, opened } = await open(plainWords);
  for (const { path } of opened) {
    const answer = await page.goto(sandbox.url + path);
    // What the browser complains about fails the test by itself.
    expect(answer?.headers()["content-type"]).toMatch(/^text\/html/);
  }
}, 120_000);

test("what is no page says what it is, so that nobody takes it for one", async () => {
  const { sandbox } = await everyPage(plainWords);
  for (const path of [
    "/no-such-page/<b>",
    "/_sandbox/assets/none.css",
    "/_sandbox/api/none",
    "/api/v2/none",
  ]) {
    const { headers } = await fetch(sandbox.url + path);
    expect(headers.get("content-type"), path).toMatch(/^(text\/plain|application\/json)/);
  }
});

test("every cookie is out of reach for scripts and other sites' forms", async () => {
  const { sandbox, context, page } = await open(plainWords);
  await context.clearCookies();
  await page.goto(`${sandbox.url}/client-hub/DirectPA`);
  await page.getByTestId("email").fill("nobody@nordlicht.example");
  const { hub } = sandbox;
  const visit = hub.visits.open("DirectPA", {});
  const account = { name: "Nordlicht", email: "nobody@nordlicht.example", password: "long enough" };
  hub.visits.signUp(visit, account);
  await page.getByTestId("password").fill(account.password);
  await page.getByTestId("submit").click();
  await page.getByTestId("log-out").waitFor();
  await page.goto(`${sandbox.url}/partner-hub/DirectPA/api-keys`);
  await page.getByTestId("key-name").fill("another");
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.getByTestId("create-key").click(),
  ]);
  const [cookie = ""] = (await answer.headersArray()).flatMap(({ name, value }) =>
    name.toLowerCase() === "set-cookie" ? [value] : [],
  );
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax/i);
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const { name, httpOnly, sameSite } of cookies)
    expect(`${name} ${httpOnly} ${sameSite}`).toMatch(/ true (Lax|Strict)$/);
  expect(await page.evaluate(() => document.cookie)).toBe("");
});

test("no page is wider than its window, from 360 to 3840 pixels, however long a word is", async () => {
  const { sandbox, page, opened } = await open(longWords, { viewport: { width: 360, height: 740 } });
  for (const { name, path } of opened) {
    await page.goto(sandbox.url + path);
    await page.evaluate(() => {
      for (const closed of document.querySelectorAll("details")) closed.open = true;
    });
    for (const width of [3840, 1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await fits(page, `${name} at ${width}`);
    }
  }
}, 180_000);

// The others have tests of their looks with the rest of their room, in each language.
const seldomSeen = /unknown|bad|wrong|no signature|API document|cancelled|demo's/;

test("the pages that nobody wants to see look well too", async () => {
  const { sandbox, page, opened } = await open(plainWords, { viewport: { width: 360, height: 740 } });
  const seldom = opened.filter(({ name }) => seldomSeen.test(name));
  expect(seldom.length).toBeGreaterThan(10);
  for (const { name, path } of seldom) {
    await page.goto(sandbox.url + path);
    await looksWell(page, name);
  }
}, 120_000);

/** The controls that a keyboard has to reach: of a group of radio buttons, the one that is chosen. */
const controlsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = [
      ...document.querySelectorAll<HTMLElement>(
        "a[href], button, input, select, textarea, summary, [tabindex='0']",
      ),
    ].filter((control) => {
      if (control.matches(":disabled, [type=hidden], [type=radio]:not(:checked)")) return false;
      return control.checkVisibility({ visibilityProperty: true });
    });
    return found.map((control, index) => {
      control.dataset.stop = String(index);
      return control.outerHTML.slice(0, 120);
    });
  });

/** What has the focus, and whether one can see that; a row may show it for the button inside. */
const focusOf = (page: Page): Promise<{ stop: number; isSeen: boolean }> =>
  page.evaluate(() => {
    const control = document.activeElement;
    const stop = control instanceof HTMLElement ? Number(control.dataset.stop ?? -1) : -1;
    const isMarked = (one: Element | null | undefined): boolean => {
      if (!one) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
    };
    return { stop, isSeen: isMarked(control) || isMarked(control?.closest("label, .choice, .row")) };
  });

test("Tab leads to every control of every page, and each shows that it has the focus", async () => {
  const { sandbox, page, opened } = await open(plainWords);
  // The console has more keys than Tab, and tests of its own; its rows come and go while one looks.
  for (const { name, path } of opened.filter((one) => !one.path.startsWith("/_sandbox"))) {
    await page.goto(sandbox.url + path);
    const controls = await controlsOf(page);
    const reached = new Set<number>();
    const unseen: (string | undefined)[] = [];
    for (let presses = 0; presses < controls.length + 3 && reached.size < controls.length; presses += 1) {
      const { stop, isSeen } = await focusOf(page);
      if (stop >= 0 && !reached.has(stop) && !isSeen) unseen.push(controls[stop]);
      if (stop >= 0) reached.add(stop);
      await page.keyboard.press("Tab");
    }
    expect.soft(unseen, `${name}: focus cannot be seen`).toEqual([]);
    expect
      .soft(
        controls.filter((_, index) => !reached.has(index)),
        `${name}: not reached`,
      )
      .toEqual([]);
  }
}, 120_000);
