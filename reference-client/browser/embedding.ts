/*
 * For demos: a page that this app is embedded in (config key `embeddedIn`; no other page may frame it) plays the browser
 * for it. It opens the popup as a frame of its own, presses Connect, and brings the redirect's query back, because a
 * frame has no opener that could be posted to.
 */

/** The page around this one. */
export interface Embedder {
  tell(message: Record<string, string>): void;
  /** Calls back with each message of that page. */
  hear(listener: (message: Record<string, unknown>) => void): void;
}

const isMessage = (data: unknown): data is Record<string, unknown> =>
  typeof data === "object" && data !== null;

/** `undefined` in a window of its own, which is the normal case. */
export function findEmbedder(): Embedder | undefined {
  const origin = document.body.dataset.embeddedIn;
  const { parent } = window;
  if (origin === undefined || parent === window) return undefined;
  return {
    tell: (message) => parent.postMessage(message, origin),
    hear: (listener) =>
      window.addEventListener("message", (event: MessageEvent<unknown>) => {
        if (event.source === parent && event.origin === origin && isMessage(event.data)) listener(event.data);
      }),
  };
}

let shown: string | undefined;

/** Scrolls to a part of the page: from its beginning, or to the newest message of a conversation. */
function show(part: string): void {
  shown = part;
  const block = part === "conversation" ? "end" : "start";
  document.querySelector(`[data-part="${CSS.escape(part)}"]`)?.scrollIntoView({ block });
}

// What was asked for may have grown since, or may not have been there yet.
function keepShown(): void {
  const channels = document.getElementById("channels");
  const again = () => shown !== undefined && show(shown);
  if (channels !== null) new MutationObserver(again).observe(channels, { childList: true });
}

function pressConnect(partnerId: unknown): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-connect]")) {
    if (link.dataset.partnerId !== partnerId) continue;
    link.scrollIntoView({ block: "center" });
    link.classList.add("is-pressed");
    link.click();
  }
}

// Whoever has clicked in here still wants the embedding page's keys.
function handKeysOn(embedder: Embedder): void {
  document.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
    const isOnControl = target instanceof Element && target.closest("a, button, input") !== null;
    if (!ctrlKey && !metaKey && !altKey && !(isOnControl && key === " ")) embedder.tell({ type: "key", key });
  });
}

/** What becomes of the popup: it came back with the query of a redirect, or was closed before. */
interface PopupEnd {
  returned(search: string): void;
  closed(): void;
}

/** Does what the page around asks for. */
export function followEmbedder({ returned, closed }: PopupEnd): void {
  const embedder = findEmbedder();
  if (embedder === undefined) return;
  embedder.hear(({ type, partnerId, part, search }) => {
    if (type === "press-connect") pressConnect(partnerId);
    if (type === "show" && typeof part === "string") show(part);
    if (type === "popup-returned" && typeof search === "string") returned(search);
    if (type === "popup-closed") closed();
  });
  handKeysOn(embedder);
  keepShown();
  embedder.tell({ type: "app-ready" });
}
