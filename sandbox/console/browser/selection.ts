import { getHtml } from "./fragment.js";
import { say } from "./messages.js";

/** Which line is selected, with the detail beside it, and which lines belong to its chain of cause and effect. */
export interface Selection {
  /** The number of the selected line. */
  current(): number | undefined;
  /** Shows a line's detail. */
  open(seq: number): Promise<void>;
  /** Asks for the detail again: there is news. */
  refresh(): Promise<void>;
  close(): void;
  /** Marks rows that are in the page: selected, in the chain, or related to the one under the pointer. */
  mark(): void;
}

const causeOf = (row: HTMLElement) => row.dataset.cause ?? "";

/** Of the rows in the page, those that led to a row, and those that it led to. */
function relatives(list: HTMLElement, row: HTMLElement): Set<HTMLElement> {
  const rows = [...list.children].filter((one) => one instanceof HTMLElement);
  const bySeq = new Map(rows.map((one) => [one.dataset.seq ?? "", one]));
  const found = new Set([row]);
  for (let cause = bySeq.get(causeOf(row)); cause; cause = bySeq.get(causeOf(cause))) found.add(cause);
  const after = new Set([row.dataset.seq ?? ""]);
  for (const one of rows) {
    if (!after.has(causeOf(one))) continue;
    after.add(one.dataset.seq ?? "");
    found.add(one);
  }
  return found;
}

/**
 * @param frame gets the class `has-detail` while a line is selected.
 * @param address of a line's detail.
 */
export function createSelection(
  list: HTMLElement,
  detail: HTMLElement,
  frame: HTMLElement,
  address: (seq: number) => string,
): Selection {
  const numberIn = (article: HTMLElement | null) => (article ? Number(article.dataset.entry) : undefined);
  let seq = numberIn(detail.querySelector("article"));
  let chain = readChain();
  let hovered: HTMLElement | undefined;

  function readChain(): Set<string> {
    const article = detail.querySelector<HTMLElement>("article[data-chain]");
    return new Set(article?.dataset.chain?.split(" ") ?? []);
  }

  function mark(): void {
    const related = hovered?.isConnected ? relatives(list, hovered) : new Set<HTMLElement>();
    for (const row of list.children) {
      if (!(row instanceof HTMLElement)) continue;
      const isSelected = row.dataset.seq === String(seq);
      row.classList.toggle("is-selected", isSelected);
      row.classList.toggle("in-chain", !isSelected && chain.has(row.dataset.seq ?? ""));
      row.classList.toggle("is-related", related.size > 1 && related.has(row));
      const link = row.querySelector("a");
      if (isSelected) link?.setAttribute("aria-current", "true");
      else link?.removeAttribute("aria-current");
    }
    list.classList.toggle("has-chain", chain.size > 1);
  }

  async function show(wanted: number): Promise<void> {
    try {
      const html = await getHtml(address(wanted));
      if (seq !== wanted) return;
      detail.innerHTML = html;
    } catch (error) {
      say(error instanceof Error ? error.message : String(error), "bad");
    }
    chain = readChain();
    mark();
  }

  list.addEventListener("pointerover", (event) => {
    hovered =
      event.target instanceof Element
        ? (event.target.closest<HTMLElement>("li.entry") ?? undefined)
        : undefined;
    mark();
  });
  list.addEventListener("pointerleave", () => {
    hovered = undefined;
    mark();
  });

  return {
    current: () => seq,
    async open(wanted) {
      seq = wanted;
      frame.classList.add("has-detail");
      await show(wanted);
      detail.scrollTop = 0;
      // It lies over the list: the keyboard goes on in it.
      const coversList = getComputedStyle(detail).position === "fixed";
      if (coversList) detail.querySelector<HTMLElement>("[data-close]")?.focus();
    },
    refresh: async () => (seq === undefined ? undefined : show(seq)),
    close() {
      seq = undefined;
      chain = new Set();
      frame.classList.remove("has-detail");
      detail.replaceChildren();
      mark();
    },
    mark,
  };
}
