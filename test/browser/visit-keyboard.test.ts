import type { Page } from "playwright";
import { expect, test } from "vitest";
import { testReceiver, testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { bakery, openPopup, shopNumber } from "./support/client-in-popup.ts";

const newContext = useBrowser();

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-testid]")?.dataset.testid);

/** A browser gives the focus to a field of a new page a moment after it shows it. */
const hasFocus = (page: Page, testId: string) => expect.poll(() => focused(page)).toBe(testId);

// More than any screen has controls.
const stopsAtMost = 40;

/** Presses Tab until a control has the focus. */
async function tabTo(page: Page, testId: string): Promise<void> {
  await page.getByTestId(testId).waitFor();
  for (let stops = 0; stops < stopsAtMost; stops += 1) {
    if ((await focused(page)) === testId) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to "${testId}"; it has the focus on "${await focused(page)}".`);
}

async function typeInto(page: Page, testId: string, text: string): Promise<void> {
  await tabTo(page, testId);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

async function press(page: Page, testId: string, key = "Enter"): Promise<void> {
  await tabTo(page, testId);
  await page.keyboard.press(key);
}

test("a client gets from the sign-up to the partner by keyboard alone", async () => {
  const [sandbox, partner] = await Promise.all([testSandbox(), testReceiver()]);
  const page = await (await newContext()).newPage();
  await page.goto(`${sandbox.url}/onboarding/DirectPA?redirect_url=${encodeURIComponent(partner.url)}`);
  await page.getByTestId("sign-up-form").waitFor();
  await hasFocus(page, "name");
  await page.keyboard.type(bakery.name);
  await typeInto(page, "user-name", "Mara Lind");
  await typeInto(page, "email", bakery.email);
  await typeInto(page, "password", bakery.password);
  await page.keyboard.press("Enter");

  await tabTo(page, "plan-regular");
  await page.keyboard.press("ArrowDown");
  await typeInto(page, "card-number", "4242424242424242");
  await typeInto(page, "card-expiry", "1240");
  await typeInto(page, "card-cvc", "123");
  await typeInto(page, "card-name", "Mara Lind");
  await press(page, "accept-terms", "Space");
  await press(page, "pay");

  await tabTo(page, "open-meta");
  const meta = await openPopup(page, () => page.keyboard.press("Enter"));
  await press(meta, "meta-next");
  await meta.getByTestId("meta-number-form").waitFor();
  await hasFocus(meta, "meta-phone-number");
  await meta.keyboard.type(shopNumber);
  await tabTo(meta, "meta-verify-sms");
  await meta.keyboard.press("ArrowRight");
  await press(meta, "meta-next");
  const code = await meta.getByTestId("meta-code-shown").innerText();
  await hasFocus(meta, "meta-code");
  await meta.keyboard.type(code);
  await Promise.all([meta.waitForEvent("close"), meta.keyboard.press("Enter")]);

  await press(page, "numbers-done");
  await press(page, "select-none");
  const [shop] = sandbox.hub.channels.list("DirectPA", {}).rows;
  await press(page, `permit-${shop?.id}`, "Space");
  await press(page, "confirm");
  await page.waitForURL(`${partner.url}/**`);
  expect(sandbox.hub.channels.list("DirectPA", {}).rows).toMatchObject([
    { permitted: true, verificationMethod: "voice", client: { userName: "Mara Lind" } },
  ]);
  expect(sandbox.hub.clients.list("DirectPA", {}).rows).toMatchObject([{ plan: "premium" }]);
});

test("the closed parts of a screen open by keyboard", async () => {
  const sandbox = await testSandbox();
  const page = await (await newContext()).newPage();
  await page.goto(`${sandbox.url}/onboarding/DirectPA?redirect_url=http%3A%2F%2F127.0.0.1%3A9&flow=x`);
  await press(page, "link-parameters");
  await page.getByTestId("link-parameter-flow").waitFor();
});
