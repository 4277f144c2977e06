import axe, { type AxeResults } from "axe-core";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright";
import { expect } from "vitest";
import type { NewContext } from "./browser.ts";

/** The narrowest screen that the pages are made for. */
const narrow: BrowserContextOptions = { viewport: { width: 360, height: 740 }, reducedMotion: "reduce" };

export const narrowContext = (newContext: NewContext): Promise<BrowserContext> => newContext(narrow);

async function violations(page: Page): Promise<string[]> {
  const results = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${any[0]?.message ?? ""}`),
  );
}

/** A colour on its way from light to dark is neither. */
const finishTransitions = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  });

/** What sticks out of the page to the right. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth,
    );
    return wide.map((element) => element.outerHTML.slice(0, 200));
  });

/** Fails when a screen is wider than its window. */
export async function fits(page: Page, screen: string): Promise<void> {
  await page.waitForLoadState();
  expect.soft(await overflowing(page), `${screen} is too wide`).toEqual([]);
}

/** Fails when a screen has an axe violation in light or dark, or is wider than its window. */
export async function looksWell(page: Page, screen: string): Promise<void> {
  await fits(page, screen);
  // As text: it runs where the page's policy lets no foreign script in, and vitest renames what a function here imports.
  await page.evaluate(axe.source);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await finishTransitions(page);
    expect.soft(await violations(page), `${screen}, ${colorScheme}`).toEqual([]);
  }
}
