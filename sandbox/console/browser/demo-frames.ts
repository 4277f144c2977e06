import { frameOf, place } from "./demo-place.js";

/** What the frames of the screen say to one another: the app asks for its popup, and the popup brings the result back. */
export interface Frames {
  /** Shows the app to somebody who has no numbers yet. Resolves when it is there. */
  startApp(signal: AbortSignal): Promise<void>;
  /** Scrolls the app to a part of its page. */
  showInApp(part: string): void;
  /** Has the app's Connect pressed. Resolves when it has opened its popup. */
  connect(partnerId: string, signal: AbortSignal): Promise<void>;
  /** Resolves when the popup has come back to the app, and has closed. */
  popupClosed(signal: AbortSignal): Promise<void>;
  closePopup(): void;
}

type AppMessage = Record<string, unknown> & { type?: unknown };

const isMessage = (data: unknown): data is AppMessage => typeof data === "object" && data !== null;

/** Calls back once when something happens, unless the tour was called off before. */
function once<Args extends unknown[]>(
  listeners: Set<(...args: Args) => void>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const hear = () => {
      listeners.delete(hear);
      signal.removeEventListener("abort", giveUp);
      resolve();
    };
    const giveUp = () => {
      listeners.delete(hear);
      reject(signal.reason);
    };
    listeners.add(hear);
    signal.addEventListener("abort", giveUp, { once: true });
  });
}

// What is not there by then does not come: the app is on this machine.
const patienceMs = 10_000;

/** Gives up with words for a person when something takes too long. */
function within(happening: Promise<void>, message: string): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(message)), patienceMs);
  });
  return Promise.race([happening, late]).finally(() => clearTimeout(timer));
}

const stage = () => place("stage", HTMLElement);

/** The address as a window's bar shows it: without what follows the path. */
const shortAddress = (url: string): string => {
  const { host, pathname } = new URL(url);
  return host + pathname;
};

/** Whether an address is the sandbox's: the popup is for its pages. */
const isHubs = (url: string): boolean => URL.canParse(url) && new URL(url).origin === location.origin;

/**
 * @param origin of the app.
 * @param onKey hears keys that were pressed in the app's frame.
 */
export function createFrames(origin: string, onKey: (key: string) => void): Frames {
  const app = frameOf("app");
  const popup = frameOf("popup");
  const address = document.querySelector('[data-pane="popup"] [data-address]');
  const ready = new Set<() => void>();
  const opened = new Set<() => void>();
  const closed = new Set<() => void>();
  /** The tour has asked for the popup; else a person has clicked in the app, and plays the client as well. */
  let isTours = false;

  /** What the app was last asked to show; it is asked again when its page has changed meanwhile. */
  let shown: string | undefined;

  const tellApp = (message: Record<string, string>) => app.contentWindow?.postMessage(message, origin);

  // The autopilot focuses what it fills in. The keys are the tour's all the same, until somebody takes over.
  window.addEventListener("blur", () => {
    // In the event itself the focus is still on its way.
    if (popup.inert && document.activeElement === popup)
      setTimeout(() => place("narration", HTMLElement).focus());
  });

  // And a key that was faster than that is not the autopilot's end.
  popup.addEventListener("load", () => {
    // `null` for the app's own page, which is of another origin.
    popup.contentDocument?.defaultView?.addEventListener("keydown", takeKey, true);
  });

  function takeKey(event: KeyboardEvent): void {
    if (!popup.inert) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    onKey(event.key);
  }

  function showInApp(part: string): void {
    shown = part;
    tellApp({ type: "show", part });
  }

  function openPopup(url: string): void {
    popup.inert = isTours;
    isTours = false;
    popup.src = url;
    if (address) address.textContent = shortAddress(url);
    stage().dataset.popup = "open";
    for (const tell of [...opened]) tell();
  }

  function closePopup(): void {
    if (stage().dataset.popup === "closed") return;
    stage().dataset.popup = "closed";
    popup.src = "about:blank";
    for (const tell of [...closed]) tell();
  }

  function hear({ type, url, search, key }: AppMessage, isPopup: boolean): void {
    if (isPopup) {
      if (type !== "popup-returned" || typeof search !== "string") return;
      shown = undefined;
      closePopup();
      tellApp({ type: "popup-returned", search });
      return;
    }
    if (type === "app-ready") {
      if (shown !== undefined) showInApp(shown);
      for (const tell of [...ready]) tell();
    }
    if (type === "open-popup" && typeof url === "string" && isHubs(url)) openPopup(url);
    if (type === "key" && typeof key === "string") onKey(key);
  }

  window.addEventListener("message", ({ data, source, origin: from }: MessageEvent<unknown>) => {
    const isPopup = source === popup.contentWindow;
    if (from === origin && isMessage(data) && (isPopup || source === app.contentWindow)) hear(data, isPopup);
  });
  place("take-over", HTMLButtonElement).addEventListener("click", () => {
    popup.inert = false;
    popup.focus();
  });
  place("close-popup", HTMLButtonElement).addEventListener("click", () => {
    closePopup();
    tellApp({ type: "popup-closed" });
  });

  return {
    async startApp(signal) {
      const isReady = once(ready, signal);
      app.src = `${origin}/start-over`;
      await within(
        isReady,
        `The app at ${origin} does not show itself here. Start both with hub-sandbox demo, or set "embeddedIn": "${location.origin}" in the reference client's config.`,
      );
    },
    showInApp,
    async connect(partnerId, signal) {
      const isOpen = once(opened, signal);
      isTours = true;
      tellApp({ type: "press-connect", partnerId });
      await within(isOpen, `The app has not opened the popup of ${partnerId}.`);
    },
    popupClosed: (signal) => (stage().dataset.popup === "closed" ? Promise.resolve() : once(closed, signal)),
    closePopup,
  };
}
