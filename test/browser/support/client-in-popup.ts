import type { Page } from "playwright";

/** What a client types to open its account. */
export interface Account {
  name: string;
  email: string;
  password: string;
}

export const bakery: Account = {
  name: "Nordlicht Bakery",
  email: "owner@nordlicht.example",
  password: "long enough",
};

/** Two numbers that nobody has. */
export const shopNumber = "+49 151 00000042";
export const cafeNumber = "+49 151 00000043";

/** Clicks what opens a popup, and gives its window. */
export async function openPopup(page: Page, click: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent("popup"), click()]);
  await popup.waitForLoadState();
  return popup;
}

/** Resolves when the window has closed by itself. */
export async function closedByItself(popup: Page): Promise<void> {
  if (!popup.isClosed()) await popup.waitForEvent("close");
}

export async function signUp(popup: Page, { name, email, password }: Account = bakery): Promise<void> {
  const form = popup.getByTestId("sign-up-form");
  await form.getByTestId("name").fill(name);
  await form.getByTestId("email").fill(email);
  await form.getByTestId("password").fill(password);
  await form.getByTestId("submit").click();
}

export async function logIn(popup: Page, { email, password }: Account = bakery): Promise<void> {
  const form = popup.getByTestId("log-in-form");
  await form.getByTestId("email").fill(email);
  await form.getByTestId("password").fill(password);
  await form.getByTestId("submit").click();
}

/** Chooses a plan, accepts the terms and pays; only Direct Payment asks for it. */
export async function pay(popup: Page, plan: "regular" | "premium" | "basic" = "regular"): Promise<void> {
  await popup.getByTestId(`plan-${plan}`).check();
  await popup.getByTestId("accept-terms").check();
  await popup.getByTestId("pay").click();
}

const rows = (popup: Page) => popup.locator("li[data-testid^='number-']");

async function listedChannels(popup: Page): Promise<string[]> {
  const testIds = await rows(popup).evaluateAll((items) => items.map((item) => item.dataset.testid ?? ""));
  return testIds.map((testId) => testId.slice("number-".length));
}

/** Adds a number; gives the id of its channel, as the page lists it. */
export async function addNumber(popup: Page, phoneNumber: string, displayName?: string): Promise<string> {
  await popup.getByTestId("phone-number").waitFor();
  const before = await listedChannels(popup);
  await popup.getByTestId("phone-number").fill(phoneNumber);
  if (displayName !== undefined) await popup.getByTestId("display-name").fill(displayName);
  await popup.getByTestId("add-number").click();
  await rows(popup).nth(before.length).waitFor();
  const added = (await listedChannels(popup)).find((id) => !before.includes(id));
  if (added === undefined) throw new Error(`No new number in the list: ${before.join(", ")}`);
  return added;
}

export const numbersDone = (popup: Page): Promise<void> => popup.getByTestId("numbers-done").click();

/** Ticks exactly these channels on the permission screen and confirms. */
export async function permit(popup: Page, permitted: readonly string[]): Promise<void> {
  await popup.getByTestId("confirm").waitFor();
  for (const channelId of await listedChannels(popup)) {
    await popup.getByTestId(`permit-${channelId}`).setChecked(permitted.includes(channelId));
  }
  await popup.getByTestId("confirm").click();
}
