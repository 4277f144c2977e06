import type { Page } from "playwright";
import { drivePopup, type PopupLogIn } from "../../../sandbox/permissions-page/popup.ts";

/** What a client types to open its account. */
export interface Account {
  name: string;
  userName?: string;
  email: string;
  password: string;
}

export const bakery: Account = {
  name: "Nordlicht Bakery",
  userName: "Mara Lind",
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

export const signUp = (popup: Page, account: Account = bakery): Promise<void> =>
  drivePopup(popup).signUp(account);

export const logIn = (popup: Page, account: PopupLogIn = bakery): Promise<void> =>
  drivePopup(popup).logIn(account);

/** Chooses a plan, fills in a test card, accepts the terms and pays; only Direct Payment asks for it. */
export const pay = (popup: Page, plan: "regular" | "premium" | "basic" = "regular"): Promise<void> =>
  drivePopup(popup).pay({ plan });

/** Adds a number through the window of the embedded signup; gives the id of its channel, as the page lists it. */
export const addNumber = (popup: Page, phone: string, displayName?: string): Promise<string> =>
  drivePopup(popup).addNumber({ phone, displayName });

export const numbersDone = (popup: Page): Promise<void> => drivePopup(popup).numbersDone();

/** Ticks exactly these channels on the permission screen and confirms. */
export async function permit(popup: Page, permitted: readonly string[]): Promise<void> {
  const driven = drivePopup(popup);
  await driven.permit(permitted);
  await driven.confirm();
}
