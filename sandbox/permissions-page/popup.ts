import type { Locator, Page } from "playwright";
import { somebody, visitIn } from "./autopilot-people.js";
import { playPopup } from "./popup-autopilot.js";
import { addThroughMeta } from "./popup-meta.js";
import { createScreens, type PopupScreen } from "./popup-screens.js";

export type { PopupScreen } from "./popup-screens.js";

/** What a client types to open its account. */
export interface PopupAccount {
  /** The company's name. */
  name: string;
  /** The person's name; left out, one is made up. */
  userName?: string | undefined;
  email: string;
  password: string;
}

export interface PopupPayment {
  plan?: "regular" | "premium" | "basic" | undefined;
}

/** A number to add. */
export interface PopupNumber {
  /** With its country code: `+49 151 00000042`. */
  phone: string;
  /** Left out, the company's name. */
  displayName?: string | undefined;
  /** How Meta sends its code; `sms` when left out. */
  verification?: "sms" | "voice" | undefined;
}

/** Which of the listed numbers are permitted: all, none, or the channels with these ids. */
export type PopupPermit = "all" | "none" | readonly string[];

export type PopupLogIn = Pick<PopupAccount, "email" | "password">;

/** A whole onboarding. Whatever is left out is made up, or stays as the page has it. */
export interface PopupPlan {
  /** Who signs up. */
  account?: Partial<PopupAccount> | undefined;
  /** Logs in with this account instead. */
  logIn?: PopupLogIn | undefined;
  plan?: PopupPayment["plan"];
  /** Left out, one when the client has none. */
  numbers?: readonly PopupNumber[] | undefined;
  /** All when left out. */
  permit?: PopupPermit | undefined;
}

/**
 * Plays the client in the hosted pages, in the popup or in a window of their own. Each step waits until its screen is
 * there; one that does not fit fails with what the window shows instead. A step that sends a form does not wait for the
 * answer: the next step does.
 */
export interface Popup {
  readonly page: Page;
  /** Which screen the window shows, once one has loaded. */
  screen(): Promise<PopupScreen>;
  signUp(account: PopupAccount): Promise<void>;
  /** Logs in; from the sign-up form it goes to the log-in form first. */
  logIn(account: PopupLogIn): Promise<void>;
  /** Pays with a test card; only Direct Payment asks for it. */
  pay(payment?: PopupPayment): Promise<void>;
  /** Adds a number through the window of the simulated embedded signup. @returns the id of its channel. */
  addNumber(number: PopupNumber): Promise<string>;
  /** The ids of the channels that the screen lists. */
  channels(): Promise<string[]>;
  numbersDone(): Promise<void>;
  /** From the permission screen back to the numbers. */
  addAnother(): Promise<void>;
  /** Ticks exactly these, and leaves the screen as it is: `confirm` sends it. */
  permit(which: PopupPermit): Promise<void>;
  confirm(): Promise<void>;
  cancel(): Promise<void>;
  /** Resolves when the window has closed by itself. */
  closed(): Promise<void>;
  /**
   * Plays the visit from where it is to its end.
   *
   * @returns `elsewhere` when the window is back at the partner's, `closed` when the partner's page has closed it.
   */
  autopilot(plan?: PopupPlan): Promise<PopupScreen>;
}

/**
 * Drives the hosted pages in a window of Playwright.
 *
 * @param page the popup: `const [popup] = await Promise.all([page.waitForEvent("popup"), button.click()])`.
 */
export function drivePopup(page: Page): Popup {
  const screens = createScreens(page);
  const at = (testId: string, inside: Page | Locator = page) => inside.getByTestId(testId);

  /** Sends a form. The old page is marked, so that nobody takes it for the answer. */
  async function send(button: Locator): Promise<void> {
    await screens.leave();
    await button.click();
  }

  async function channels(): Promise<string[]> {
    const testIds = await page
      .locator("li[data-testid^='number-']")
      .evaluateAll((items) => items.map((item) => item.getAttribute("data-testid") ?? ""));
    return testIds.map((testId) => testId.slice("number-".length));
  }

  async function signUp({ name, userName, email, password }: PopupAccount): Promise<void> {
    await screens.need("sign-up");
    const form = at("sign-up-form");
    // A link that makes a login for a known client shows its name, and has no field for it.
    const company = form.locator('input[data-testid="name"]');
    if ((await company.count()) > 0) await company.fill(name);
    await at("user-name", form).fill(userName ?? somebody(visitIn(page.url())).person);
    await at("email", form).fill(email);
    await at("password", form).fill(password);
    await send(at("submit", form));
  }

  async function logIn({ email, password }: PopupLogIn): Promise<void> {
    if ((await screens.current()) === "sign-up") await send(at("switch-to-log-in"));
    await screens.need("log-in");
    const form = at("log-in-form");
    await at("email", form).fill(email);
    await at("password", form).fill(password);
    await send(at("submit", form));
  }

  async function pay({ plan }: PopupPayment = {}): Promise<void> {
    await screens.need("payment");
    if (plan !== undefined) await at(`plan-${plan}`).check();
    await at("card-number").fill("4242 4242 4242 4242");
    await at("card-expiry").fill("12/49");
    await at("card-cvc").fill("123");
    await at("card-name").fill("Ada Lind");
    await at("accept-terms").check();
    await send(at("pay"));
  }

  async function addNumber(number: PopupNumber): Promise<string> {
    await screens.need("numbers");
    const before = await channels();
    await addThroughMeta(page, number);
    await page.locator("li[data-testid^='number-']").nth(before.length).waitFor();
    const added = (await channels()).find((id) => !before.includes(id));
    if (added === undefined)
      throw new Error(`${number.phone} is not among the numbers: ${await screens.describe()}`);
    return added;
  }

  async function numbersDone(): Promise<void> {
    await screens.need("numbers");
    await send(at("numbers-done"));
  }

  async function addAnother(): Promise<void> {
    await screens.need("permission");
    await send(at("add-another"));
  }

  async function permit(which: PopupPermit): Promise<void> {
    await screens.need("permission");
    const listed = await channels();
    const stranger = typeof which === "string" ? undefined : which.find((id) => !listed.includes(id));
    if (stranger !== undefined)
      throw new Error(`The screen lists ${listed.join(", ")}, and no channel "${stranger}".`);
    for (const id of listed) {
      const isPermitted = typeof which === "string" ? which === "all" : which.includes(id);
      await at(`permit-${id}`).setChecked(isPermitted);
    }
  }

  async function confirm(): Promise<void> {
    await screens.need("permission");
    await send(at("confirm"));
  }

  async function cancel(): Promise<void> {
    await screens.need("sign-up", "log-in", "payment", "numbers", "permission");
    await send(at("cancel"));
  }

  async function closed(): Promise<void> {
    if (page.isClosed()) return;
    try {
      await page.waitForEvent("close");
    } catch (error) {
      throw new Error(`The window has not closed. ${await screens.describe()}`, { cause: error });
    }
  }

  const popup: Popup = {
    page,
    screen: screens.current,
    signUp,
    logIn,
    pay,
    addNumber,
    channels,
    numbersDone,
    addAnother,
    permit,
    confirm,
    cancel,
    closed,
    autopilot: (plan = {}) => playPopup(popup, plan),
  };
  return popup;
}
