type Handler = () => void;

const handlers = new Map<string, Handler>();

// Long enough to find the second key, short enough that a forgotten first one does no harm.
const patienceMs = 1500;
let first = "";
let firstAt = 0;

/** Binds a key, or two that are pressed one after the other: `j`, `g t`. They do nothing while somebody types. */
export function onKey(keys: string, handler: Handler): void {
  handlers.set(keys, handler);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");

function handlerOf(key: string, now: number): Handler | undefined {
  const before = now - firstAt < patienceMs ? first : "";
  first = key;
  firstAt = now;
  return handlers.get(`${before} ${key}`) ?? handlers.get(key);
}

/** The space bar presses what has the focus. */
const isPress = ({ key, target }: KeyboardEvent): boolean =>
  key === " " && target instanceof HTMLElement && target.matches("button, summary, input[type=checkbox]");

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isPress(event)) return;
  if (event.key === "Escape") {
    if (event.target instanceof HTMLElement && isTyping(event.target)) event.target.blur();
    else if (document.querySelector("dialog[open]") === null) handlers.get("Escape")?.();
    return;
  }
  if (isTyping(event.target) || document.querySelector("dialog[open]") !== null) return;
  const handler = handlerOf(event.key, event.timeStamp);
  if (!handler) return;
  event.preventDefault();
  handler();
}

/** Listens to the keyboard; `?` opens the sheet of keys, `g` and the letter of a page goes there. */
export function listenToKeys(): void {
  document.addEventListener("keydown", press);
  const sheet = document.getElementById("keys");
  const open = () => {
    if (sheet instanceof HTMLDialogElement) sheet.showModal();
  };
  onKey("?", open);
  document.querySelector("[data-open=keys]")?.addEventListener("click", open);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("nav a[data-key]")) {
    onKey(`g ${link.dataset.key}`, () => link.click());
  }
}
