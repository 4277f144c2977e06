import { getHtml } from "./fragment.js";
import { onNews } from "./journal-news.js";

interface State {
  isUnderWay: boolean;
  isAskedAgain: boolean;
}

const states = new WeakMap<HTMLElement, State>();

const isChanged = (field: Element): boolean => {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLInputElement)
    return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  return false;
};

/** Somebody is at work in it, and would lose what they did. */
function isInUse(part: HTMLElement): boolean {
  const active = document.activeElement;
  const isTyping =
    active instanceof HTMLElement && part.contains(active) && active.matches("input, textarea, select");
  // A secret that somebody asked to see stays until they hide it.
  if (isTyping || part.querySelector("form[aria-busy=true], button[data-masked]") !== null) return true;
  return [...part.querySelectorAll("input, textarea")].some(isChanged);
}

const pathTo = (element: Element): string | undefined => {
  if (element.id !== "") return `#${CSS.escape(element.id)}`;
  const testId = element.getAttribute("data-testid");
  if (testId !== null) return `[data-testid="${CSS.escape(testId)}"]`;
  const href = element.getAttribute("href");
  return href === null ? undefined : `[href="${CSS.escape(href)}"]`;
};

/** Puts new content in place, and keeps what belongs to the reader: focus, what is open, and how far it is scrolled. */
function show(part: HTMLElement, html: string): void {
  const active = document.activeElement;
  const focused = active !== null && part.contains(active) ? pathTo(active) : undefined;
  const open = new Map(
    [...part.querySelectorAll<HTMLDetailsElement>("details[id]")].map(({ id, open }) => [id, open]),
  );
  const scrolled = [...part.querySelectorAll("[id]")].map(({ id, scrollTop, scrollLeft }) => ({
    id,
    scrollTop,
    scrollLeft,
  }));
  part.innerHTML = html;
  for (const [id, wasOpen] of open) {
    const details = document.getElementById(id);
    if (details instanceof HTMLDetailsElement) details.open = wasOpen;
  }
  for (const { id, scrollTop, scrollLeft } of scrolled)
    document.getElementById(id)?.scrollTo(scrollLeft, scrollTop);
  const again = focused === undefined ? null : part.querySelector<HTMLElement>(focused);
  again?.focus({ preventScroll: true });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Fetches a part again. What is asked meanwhile is done once, afterwards. */
export async function refreshPart(part: HTMLElement): Promise<void> {
  const address = part.dataset.part;
  const state = states.get(part) ?? { isUnderWay: false, isAskedAgain: false };
  states.set(part, state);
  state.isAskedAgain = true;
  if (address === undefined || state.isUnderWay) return;
  state.isUnderWay = true;
  while (state.isAskedAgain) {
    state.isAskedAgain = false;
    const start = performance.now();
    const html = await getHtml(part.dataset.part ?? address).catch(() => undefined);
    if (html !== undefined && !isInUse(part)) show(part, html);
    if (!state.isAskedAgain) part.inert = false;
    // What takes the sandbox long is asked for less often: most of its time belongs to the app.
    const took = performance.now() - start;
    await pause(Math.max(Number(part.dataset.partPause ?? 150), 5 * took));
  }
  state.isUnderWay = false;
}

/** Shows another address in a part from now on. What stands there until then can no longer be pressed. */
export function turnPart(part: HTMLElement, address: string): Promise<void> {
  part.dataset.part = address;
  part.inert = true;
  return refreshPart(part);
}

/** Keeps every element with `data-part` up to date. */
export function keepParts(): void {
  const all = () => document.querySelectorAll<HTMLElement>("[data-part]");
  onNews(() => {
    for (const part of all()) void refreshPart(part);
  });
  for (const part of all()) if ("partLoad" in part.dataset) void refreshPart(part);
}
