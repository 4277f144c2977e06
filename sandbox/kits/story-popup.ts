import type { Page } from "playwright";
import {
  drivePopup,
  type Popup,
  type PopupAccount,
  type PopupLogIn,
  type PopupNumber,
  type PopupPlan,
} from "../permissions-page/popup.js";
import { playPopup } from "../permissions-page/popup-autopilot.js";
import { stageOf, type TestHub } from "./test-hub.js";

/** A whole onboarding. Whatever is left out is made up, or stays as the page has it. */
export interface StoryPlan extends Omit<PopupPlan, "numbers"> {
  /** Who signs up, or logs in when it has an account: a client's alias. */
  client?: string | undefined;
  /** By their aliases or by themselves; left out, those that were named for the client and are not there yet. */
  numbers?: readonly (string | PopupNumber)[] | undefined;
}

/**
 * The hosted pages in a window that the app's page opens, driven by aliases: `popup.signUp("bakery")`. Each step waits
 * until the window and its screen are there.
 */
export interface StoryPopup extends Omit<Popup, "page" | "signUp" | "logIn" | "addNumber" | "autopilot"> {
  /** The window, once it has opened. */
  window(): Promise<Page>;
  signUp(who: string | PopupAccount): Promise<void>;
  logIn(who: string | PopupLogIn): Promise<void>;
  /** @returns the id of its channel. */
  addNumber(number: string | PopupNumber): Promise<string>;
  /** Ticks exactly these: aliases, or ids of channels. */
  permit: Popup["permit"];
  /** Plays the visit from where it is to its end: see {@link Popup.autopilot}. */
  autopilot(plan?: StoryPlan): ReturnType<Popup["autopilot"]>;
}

/** Gives the window that a step is for. */
interface Windows {
  /** The newest that the page has opened, open or closed; while there is none, it waits. */
  newest(): Promise<Page>;
  /** One that is open; while there is none, it waits for the next. */
  open(): Promise<Page>;
}

function windowsOf(page: Page, timeout: number): Windows {
  let newest: Page | undefined;
  page.on("popup", (window) => {
    window.setDefaultTimeout(timeout);
    newest = window;
  });
  const next = () =>
    page.waitForEvent("popup", { timeout }).catch((error: unknown) => {
      const last = newest ? "The last one is closed." : "It has opened none.";
      throw new Error(`${page.url()} opened no window within ${timeout / 1000} s. ${last}`, { cause: error });
    });
  return {
    newest: async () => newest ?? next(),
    open: async () => (newest && !newest.isClosed() ? newest : next()),
  };
}

/** How long a step waits, in real milliseconds, for its window and its screen. */
const defaultTimeout = 15_000;

/**
 * Drives the hosted pages in the popup of an app's page. A page that opens one after the other is followed to the newest.
 *
 * @param page the app's page; call this before the click that opens the popup.
 */
export const followPopup = (
  page: Page,
  hub: TestHub,
  { timeout = defaultTimeout }: { timeout?: number | undefined } = {},
): StoryPopup => storyPopup(windowsOf(page, timeout), hub);

/** Drives the hosted pages in this very window. */
export const driveStory = (window: Page, hub: TestHub): StoryPopup =>
  storyPopup({ newest: async () => window, open: async () => window }, hub);

function storyPopup(windows: Windows, hub: TestHub): StoryPopup {
  const stage = stageOf(hub);
  const driven = new WeakMap<Page, Popup>();

  function drive(page: Page): Popup {
    const popup = driven.get(page) ?? drivePopup(page);
    driven.set(page, popup);
    return popup;
  }

  const current = async () => drive(await windows.open());

  /** A number that comes through a browser has the partner's life; its own is laid over that while it is added. */
  async function addWithLife(popup: Popup, number: PopupNumber): Promise<string> {
    const { partners } = stage.sandbox.hub;
    const plan = [...stage.cast.numbers.values()].find(({ phone }) => phone === number.phone);
    const { life } = partners.get(stage.partnerId).settings;
    const change = (to: typeof life) => partners.change(stage.partnerId, { settings: { life: to } });
    if (!plan || Object.keys(plan.life).length === 0) return popup.addNumber(number);
    change({ ...life, ...plan.life });
    try {
      return await popup.addNumber(number);
    } finally {
      change(life);
    }
  }

  const accountOf = (who: string) => hub.client(who).account;
  const numberOf = (number: string | PopupNumber): PopupNumber => {
    if (typeof number !== "string") return number;
    const { phone, displayName } = stage.cast.number(number);
    return { phone, displayName };
  };
  const idOf = (name: string) => (stage.cast.numbers.has(name) ? hub.id(name) : name);
  const idsOf: (which: Parameters<Popup["permit"]>[0]) => Parameters<Popup["permit"]>[0] = (which) =>
    typeof which === "string" ? which : which.map(idOf);

  function planOf({ client, numbers, permit, ...plan }: StoryPlan): PopupPlan {
    const aliases = stage.aliases();
    const there = new Set(aliases.values());
    const own = [...stage.cast.numbers.values()].filter(
      (one) => one.client === client && !there.has(one.alias),
    );
    const wanted =
      numbers ?? (client !== undefined && own.length > 0 ? own.map(({ alias }) => alias) : undefined);
    const who =
      client === undefined
        ? {}
        : there.has(client)
          ? { logIn: accountOf(client) }
          : { account: accountOf(client) };
    return { ...plan, ...who, numbers: wanted?.map(numberOf), permit };
  }

  const popup: StoryPopup = {
    window: windows.newest,
    screen: async () => drive(await windows.newest()).screen(),
    signUp: async (who) => (await current()).signUp(typeof who === "string" ? accountOf(who) : who),
    logIn: async (who) => (await current()).logIn(typeof who === "string" ? accountOf(who) : who),
    pay: async (payment) => (await current()).pay(payment),
    addNumber: async (number) => addWithLife(await current(), numberOf(number)),
    channels: async () => (await current()).channels(),
    numbersDone: async () => (await current()).numbersDone(),
    addAnother: async () => (await current()).addAnother(),
    permit: async (which) => (await current()).permit(idsOf(which)),
    confirm: async () => (await current()).confirm(),
    cancel: async () => (await current()).cancel(),
    closed: async () => drive(await windows.newest()).closed(),
    // Played step by step on the popup with aliases: a number has no id before it has been added.
    async autopilot(plan = {}) {
      const opened = await current();
      const addNumber = (number: PopupNumber) => addWithLife(opened, number);
      return playPopup({ ...opened, permit: popup.permit, addNumber }, planOf(plan));
    },
  };
  return popup;
}
