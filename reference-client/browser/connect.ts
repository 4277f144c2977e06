/*
 * The Connect popup, in the custom style: the page opens the hub's permission page in a window, the hub sends that
 * window to our redirect page, and the redirect page posts its query string back here (see redirect-page.ts).
 */
import { findEmbedder, followEmbedder } from "./embedding.js";

const windowName = "integratedOnboardingWindow";
const windowFeatures = "toolbar=no, menubar=no, width=600, height=900, top=100, left=100";
const closedPollMs = 300;

let popup: Window | null = null;
let watch: number | undefined;

/** Writes to the page's status line, which screen readers announce. */
function tell(...content: (string | Node)[]): void {
  const notice = document.getElementById("notice");
  if (notice === null) return;
  notice.className = "notice";
  notice.replaceChildren(...content);
}

/**
 * Takes the redirect page's message: the raw query string. Everything else that may be posted to a page is ignored:
 * other origins, objects (other SDKs post those), strings that are no query. Our server has verified and stored the
 * redirect by now; reloading with the query only shows its result.
 */
export function receiveMessage(event: MessageEvent<unknown>): void {
  if (event.origin !== window.location.origin) return;
  const { data } = event;
  if (typeof data === "string") takeQuery(data);
}

function takeQuery(search: string): void {
  if (!search.startsWith("?")) return;
  stopWatching();
  window.location.search = search;
}

function stopWatching(): void {
  window.clearInterval(watch);
  watch = undefined;
}

// A closed window sends nothing, and neither does the hub. Looking at `closed` is the only way to notice. One more
// round is waited then: the message of a window that finished and closed itself may still be on its way.
function watchForClose(opened: Window): void {
  stopWatching();
  let wasClosed = false;
  watch = window.setInterval(() => {
    if (!opened.closed || !wasClosed) {
      wasClosed = opened.closed;
      return;
    }
    stopWatching();
    tellClosed();
  }, closedPollMs);
}

function tellClosed(): void {
  tell("The window was closed before you finished. Nothing was changed; press Connect to go on.");
}

function tellBlocked(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = "Continue in this window";
  tell(
    "Your browser blocked the window. ",
    link,
    ", or allow pop-ups for this page and press Connect again.",
  );
}

/** Opens the hub's permission page as a popup. Call it in a click handler, or the browser blocks it. */
export function open360DialogPopup(url: string): void {
  const embedder = findEmbedder();
  if (embedder !== undefined) {
    embedder.tell({ type: "open-popup", url });
    tell("Go on in the window that has just opened.");
    return;
  }
  popup = window.open(url, windowName, windowFeatures);
  if (popup === null) {
    tellBlocked(url);
    return;
  }
  popup.focus();
  tell("Go on in the window that has just opened.");
  watchForClose(popup);
}

/** Turns the Connect links into popups. The message listener is added once, not once per click. */
export function upgradeConnectLinks(): void {
  window.addEventListener("message", receiveMessage);
  followEmbedder({ returned: takeQuery, closed: tellClosed });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-connect]") : null;
    const isPlainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!(link instanceof HTMLAnchorElement) || !isPlainClick) return;
    event.preventDefault();
    open360DialogPopup(link.href);
  });
}
