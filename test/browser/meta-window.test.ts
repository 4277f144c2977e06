import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { addNumber, cafeNumber, openPopup, shopNumber, signUp } from "./support/client-in-popup.ts";

const newContext = useBrowser();

/** A new client of the Partner Payment hub, at its numbers. */
async function atNumbers(options = {}): Promise<{ sandbox: Sandbox; page: Page }> {
  const sandbox = await testSandbox();
  const page = await (await newContext(options)).newPage();
  await page.goto(`${sandbox.url}/onboarding/PrePayPA?redirect_url=http%3A%2F%2F127.0.0.1%3A9`);
  await signUp(page);
  await page.getByTestId("open-meta").waitFor();
  return { sandbox, page };
}

const openMeta = (page: Page) => openPopup(page, () => page.getByTestId("open-meta").click());
const channels = ({ hub }: Sandbox) => hub.channels.list("PrePayPA", {}).rows;

/** From the first page to the last; the window or its page is left to itself then. */
async function playMeta(meta: Page, phoneNumber: string): Promise<void> {
  await meta.getByTestId("meta-next").click();
  await meta.getByTestId("meta-phone-number").fill(phoneNumber);
  await meta.getByTestId("meta-next").click();
  const code = await meta.getByTestId("meta-code-shown").innerText();
  await meta.getByTestId("meta-code").fill(code);
  await meta.getByTestId("meta-finish").click();
}

test("the embedded signup has a window of its own, which closes, and the page behind goes on by itself", async () => {
  const { sandbox, page } = await atNumbers();
  const meta = await openMeta(page);
  await meta.getByTestId("meta-window").waitFor();
  await page.getByTestId("meta-waiting").waitFor();
  await Promise.all([meta.waitForEvent("close"), playMeta(meta, shopNumber)]);
  const [shop] = channels(sandbox);
  await page.getByTestId(`number-${shop?.id}`).waitFor();
  expect(shop).toMatchObject({ phoneNumber: "4915100000042", waba: { name: "Nordlicht Bakery" } });
});

test("a second number joins the account of the first, whose names need not be written again", async () => {
  const { sandbox, page } = await atNumbers();
  await addNumber(page, shopNumber);
  const meta = await openMeta(page);
  await meta.getByTestId("meta-business-name").waitFor({ state: "hidden" });
  await meta.getByTestId("meta-waba-name").waitFor({ state: "hidden" });
  await meta.getByTestId("meta-waba").selectOption("new");
  await meta.getByTestId("meta-waba-name").fill("Café");
  await Promise.all([meta.waitForEvent("close"), playMeta(meta, cafeNumber)]);
  const [first, second] = channels(sandbox);
  expect([first, second].map((channel) => channel?.waba.name).toSorted()).toEqual([
    "Café",
    "Nordlicht Bakery",
  ]);
  expect(first?.waba.fbBusinessId).toBe(second?.waba.fbBusinessId);
});

test("closing the window half-way does no harm: it says so behind, and can be opened again", async () => {
  const { sandbox, page } = await atNumbers();
  const meta = await openMeta(page);
  await meta.getByTestId("meta-next").click();
  await meta.getByTestId("meta-phone-number").fill(shopNumber);
  await meta.getByTestId("meta-next").click();
  await meta.getByTestId("meta-code").waitFor();
  await meta.close();
  await page.getByTestId("meta-waiting").waitFor({ state: "hidden" });
  expect(channels(sandbox)).toEqual([]);
  await addNumber(page, shopNumber);
  expect(channels(sandbox)).toHaveLength(1);
});

test("Cancel closes the window and leaves the visit as it was", async () => {
  const { sandbox, page } = await atNumbers();
  const meta = await openMeta(page);
  await Promise.all([meta.waitForEvent("close"), meta.getByTestId("meta-cancel").click()]);
  await page.getByTestId("meta-waiting").waitFor({ state: "hidden" });
  expect(channels(sandbox)).toEqual([]);
});

test("back and reload inside the window do no harm", async () => {
  const { sandbox, page } = await atNumbers();
  const meta = await openMeta(page);
  await meta.getByTestId("meta-display-name").fill("Shop");
  await meta.getByTestId("meta-next").click();
  await meta.getByTestId("meta-phone-number").fill(shopNumber);
  await meta.getByTestId("meta-next").click();
  await meta.getByTestId("meta-code").waitFor();
  await meta.reload();
  await meta.goBack();
  await meta.goBack();
  expect(await meta.getByTestId("meta-display-name").inputValue()).toBe("Shop");
  await Promise.all([meta.waitForEvent("close"), playMeta(meta, shopNumber)]);
  await page.getByTestId("numbers-done").waitFor();
  expect(channels(sandbox)).toMatchObject([{ phoneName: "Shop" }]);
});

test("a browser that blocks the window shows its pages in this one, and leads back", async () => {
  const { sandbox, page } = await atNumbers();
  await page.evaluate(() => {
    window.open = () => null;
  });
  await page.getByTestId("open-meta").click();
  await page.getByTestId("meta-window").waitFor();
  await playMeta(page, shopNumber);
  await page.getByTestId("numbers-done").waitFor();
  await page.getByTestId(`number-${channels(sandbox)[0]?.id}`).waitFor();
});

test("without JavaScript the signup is a tab, and a link on both sides leads on", async () => {
  const { sandbox, page } = await atNumbers({ javaScriptEnabled: false });
  const meta = await openMeta(page);
  await playMeta(meta, shopNumber);
  await meta.getByTestId("meta-close").waitFor();
  await page.getByTestId("meta-refresh").click();
  await page.getByTestId(`number-${channels(sandbox)[0]?.id}`).waitFor();
  await meta.getByTestId("meta-close").click();
  await meta.getByTestId("numbers-done").waitFor();
});
