import type { Page } from "playwright";
import type { PopupNumber } from "./popup.js";

/** Whichever comes first; that the other never comes is no failure. */
const firstOf = <Value>(...promises: Promise<Value>[]): Promise<Value> => Promise.any(promises);

/** Fails when the window of the embedded signup shows an error instead of going on. */
async function goOn(meta: Page, button: string, next: string): Promise<void> {
  await meta.getByTestId(button).click();
  const answer = meta.getByTestId(next).or(meta.getByTestId("error"));
  await answer.first().waitFor();
  const errors = await meta.getByTestId("error").allInnerTexts();
  if (errors.length > 0) throw new Error(`The embedded signup says "${errors.join('", "')}".`);
}

async function fillIn(meta: Page, { phone, displayName, verification }: PopupNumber): Promise<void> {
  if (displayName !== undefined) await meta.getByTestId("meta-display-name").fill(displayName);
  await goOn(meta, "meta-next", "meta-phone-number");
  await meta.getByTestId("meta-phone-number").fill(phone);
  if (verification !== undefined) await meta.getByTestId(`meta-verify-${verification}`).check();
  await goOn(meta, "meta-next", "meta-code");
  const code = await meta.getByTestId("meta-code-shown").innerText();
  await meta.getByTestId("meta-code").fill(code.trim());
  await meta.getByTestId("meta-finish").click();
}

/** Closes by itself with JavaScript; without, the page behind it has a link that shows it anew. */
async function leave(page: Page, meta: Page): Promise<void> {
  const stays = meta.getByTestId("meta-close").or(meta.getByTestId("error")).first().waitFor();
  const closed = meta.isClosed() ? Promise.resolve() : meta.waitForEvent("close").then(() => {});
  await firstOf(closed, stays);
  const refresh = page.getByTestId("meta-refresh");
  if ((await refresh.count()) === 0) return;
  await meta.close();
  await refresh.click();
}

/** Clicks, and gives the window with the signup: one of its own or, where the browser blocks that, the page itself. */
async function openMeta(page: Page): Promise<Page> {
  const popup = page.waitForEvent("popup");
  const here = page.getByTestId("meta-window").waitFor();
  const [meta] = await Promise.all([
    firstOf(
      popup,
      here.then(() => page),
    ),
    page.getByTestId("open-meta").click(),
  ]);
  return meta;
}

/** Adds a number in the window that the numbers screen opens, and resolves when that window has done its part. */
export async function addThroughMeta(page: Page, number: PopupNumber): Promise<void> {
  const meta = await openMeta(page);
  const isOwnWindow = meta !== page;
  try {
    await fillIn(meta, number);
    if (isOwnWindow) await leave(page, meta);
  } catch (error) {
    if (!isOwnWindow) await page.getByTestId("meta-cancel").click();
    else if (!meta.isClosed()) await meta.close();
    throw error;
  }
}
