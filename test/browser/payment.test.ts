import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { pay, signUp } from "./support/client-in-popup.ts";

const newContext = useBrowser();

// Invented; it passes the networks' check digit, as a real one would.
const noTestCard = "4539 1488 0343 6467";

/** A new client of the Direct Payment hub, at its payment. */
async function atPayment(options = {}): Promise<{ sandbox: Sandbox; page: Page }> {
  const sandbox = await testSandbox();
  const page = await (await newContext(options)).newPage();
  await page.goto(`${sandbox.url}/onboarding/DirectPA?redirect_url=http%3A%2F%2F127.0.0.1%3A9`);
  await signUp(page);
  await page.getByTestId("pay").waitFor();
  return { sandbox, page };
}

const sentForms = ({ journal }: Sandbox) =>
  journal.read({ kinds: ["request"] }).filter(({ summary }) => summary.endsWith("/payment"));
const plan = ({ hub }: Sandbox) => hub.clients.list("DirectPA", {}).rows[0]?.plan;

async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByTestId("card-number").fill(number);
  await page.getByTestId("card-expiry").fill("12/40");
  await page.getByTestId("card-cvc").fill("123");
  await page.getByTestId("card-name").fill("Mara Lind");
  await page.getByTestId("accept-terms").check();
}

const scripts = [
  { manner: "with JavaScript", options: {} },
  { manner: "without JavaScript", options: { javaScriptEnabled: false } },
];

test.each(scripts)(
  "$manner, a card that is no test card is refused before anything is sent",
  async ({ options }) => {
    const { sandbox, page } = await atPayment(options);
    await fillCard(page, noTestCard);
    await page.getByTestId("pay").click();
    expect(
      await page.getByTestId("card-number").evaluate((input: HTMLInputElement) => input.validity.valid),
    ).toBe(false);
    // What the browser did not send cannot arrive late: the next form is there before it.
    await fillCard(page, "4242 4242 4242 4242");
    await page.getByTestId("pay").click();
    await page.getByTestId("open-meta").waitFor();
    expect(sentForms(sandbox)).toHaveLength(1);
    expect(plan(sandbox)).toBe("regular");
  },
);

test("no digit of a card leaves the browser, and none is kept", async () => {
  const { sandbox, page } = await atPayment();
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  await fillCard(page, noTestCard);
  await page.getByTestId("pay").click();
  await page.getByTestId("error").first().waitFor();
  await pay(page);
  await page.getByTestId("open-meta").waitFor();
  expect(sent.join("\n")).toContain("card=test-4242");
  const journal = JSON.stringify(sandbox.journal.read({ limit: 10_000 }));
  for (const kept of [sent.join("\n"), journal]) {
    expect(kept).not.toMatch(/4539|6467|4242.?4242|12%2F|card-(number|cvc|expiry|name)=/);
  }
});

test("says beside each field what is wrong, and stops saying so when it is right", async () => {
  const { page } = await atPayment();
  await page.getByTestId("pay").click();
  await page.locator("#card-number-error").filter({ hasText: "Please fill this in." }).waitFor();
  await page.getByTestId("card-number").fill(noTestCard);
  await page.locator("#card-number-error").filter({ hasText: "This is no test card" }).waitFor();
  await page.getByTestId("card-expiry").fill("01/20");
  await page.locator("#card-expiry-error").filter({ hasText: "has expired" }).waitFor();
  expect(await page.getByTestId("card-number").getAttribute("aria-invalid")).toBe("true");
  await fillCard(page, "5555 5555 5555 4444");
  expect(await page.getByTestId("error").count()).toBe(0);
});

test("groups the digits as they are typed, and knows the card by them", async () => {
  const { page } = await atPayment();
  const number = page.getByTestId("card-number");
  await number.pressSequentially("378282246310005");
  expect(await number.inputValue()).toBe("3782 822463 10005");
  expect(await page.getByTestId("test-card").inputValue()).toBe("test-0005");
  await page.getByTestId("card-expiry").pressSequentially("1240");
  expect(await page.getByTestId("card-expiry").inputValue()).toBe("12/40");
  await page.getByTestId("card-cvc").fill("123");
  await page.getByTestId("pay").click();
  await page.locator("#card-cvc-error").filter({ hasText: "4 digits" }).waitFor();
});

test("a chosen test card fills the fields; one that the bank refuses says so, and another one is taken", async () => {
  const { sandbox, page } = await atPayment();
  await page.getByTestId("test-card").selectOption("test-0002");
  expect(await page.getByTestId("card-number").inputValue()).toBe("4000 0000 0000 0002");
  await page.getByTestId("accept-terms").check();
  await page.getByTestId("pay").click();
  await page.getByTestId("error").filter({ hasText: "was declined by the bank" }).waitFor();
  expect(plan(sandbox)).toBeNull();
  await page.getByTestId("test-card").selectOption("test-4444");
  await page.getByTestId("pay").click();
  await page.getByTestId("open-meta").waitFor();
});
