import { filtersOf, watchFilters } from "./filters.js";
import { createJournalLines, type LinesChange, placeOf } from "./journal-lines.js";
import { onNews } from "./journal-news.js";
import { onKey } from "./keys.js";
import { say } from "./messages.js";
import { turnPart } from "./parts.js";
import { createRowStore } from "./row-store.js";
import { createSelection } from "./selection.js";
import { createVirtualList } from "./virtual-list.js";

function place(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no element "${id}".`);
  return element;
}

const viewport = place("viewport");
const list = place("entries");
const newest = place("newest");
const frame = place("timeline");

const filters = () => filtersOf(location.href);

function withFilters(path: string, more: Record<string, string> = {}): string {
  const query = filters();
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return `${path}?${query}`;
}

const lines = createJournalLines();
const rows = createRowStore(
  (seqs) => withFilters("/_sandbox/rows", { seqs: seqs.join(",") }),
  () => render(),
);
const selection = createSelection(list, place("detail"), frame, (seq) =>
  withFilters(`/_sandbox/entries/${seq}`),
);
const scroller = createVirtualList(
  { viewport, list, above: place("space-above"), below: place("space-below") },
  () => lines.all.length,
  (from, to) => {
    const seqs = lines.all.slice(from, to);
    const shown = seqs.map((seq) => rows.row(seq));
    rows.want(seqs);
    // The rows are put in place right after this.
    queueMicrotask(() => selection.mark());
    return shown;
  },
);

let unseen = 0;

function renderFoot(): void {
  const count = lines.all.length;
  place("count").textContent = count === 1 ? "1 entry" : `${count.toLocaleString("en")} entries`;
  if (scroller.isAtEnd()) unseen = 0;
  newest.hidden = count === 0 || scroller.isAtEnd();
  newest.textContent = unseen > 0 ? `Newest (${unseen.toLocaleString("en")} more)` : "Newest";
}

function render(): void {
  const isEmpty = lines.all.length === 0;
  const isFiltered = ["kind", "subject", "text"].some((name) => filters().has(name));
  // What is hidden cannot be scrolled: first it is shown.
  viewport.hidden = isEmpty;
  place("empty").hidden = !isEmpty;
  place("nothing-yet").hidden = isFiltered;
  place("no-match").hidden = !isFiltered;
  place("clear-filters").hidden = !isFiltered;
  scroller.render();
  renderFoot();
}

function remember(seq: number | undefined): void {
  const address = new URL(location.href);
  if (seq === undefined) address.searchParams.delete("entry");
  else address.searchParams.set("entry", String(seq));
  history.replaceState(null, "", address);
}

/** Where a line is in the list; `undefined` when the filters hide it. */
function indexOf(seq: number | undefined): number | undefined {
  if (seq === undefined) return undefined;
  const index = placeOf(lines.all, seq);
  return lines.all[index] === seq ? index : undefined;
}

function open(seq: number): void {
  remember(seq);
  const index = indexOf(seq);
  void selection.open(seq);
  // The list may just have become narrower.
  if (index !== undefined) requestAnimationFrame(() => scroller.reveal(index));
}

function close(): void {
  const index = indexOf(selection.current());
  selection.close();
  remember(undefined);
  if (index !== undefined) focusRow(index);
}

const linkIn = (row: Element | null | undefined) => row?.querySelector<HTMLElement>("a") ?? undefined;

function focusRow(index: number): void {
  const seq = lines.all[index];
  if (seq === undefined) return;
  scroller.reveal(index);
  linkIn(document.getElementById(`entry-${seq}`))?.focus({ preventScroll: true });
  if (selection.current() !== undefined) open(seq);
}

/** The line that the keyboard is at: the focused one, or the selected one, or the newest. */
function cursor(): number {
  const row = document.activeElement?.closest<HTMLElement>("li.entry");
  return indexOf(row ? Number(row.dataset.seq) : selection.current()) ?? lines.all.length;
}

function apply(change: LinesChange | undefined): void {
  if (change === undefined) return;
  const follows = scroller.isAtEnd();
  if (change === "anew") rows.clear();
  else {
    rows.age(change.changed);
    unseen += change.added;
    const selected = selection.current();
    if (selected !== undefined && change.changed.includes(selected)) void selection.refresh();
  }
  render();
  if (follows) toEnd();
}

function toEnd(): void {
  scroller.toEnd();
  renderFoot();
}

let hasBegun = false;

async function begin(): Promise<void> {
  try {
    await lines.begin(filters());
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), "bad");
    return;
  }
  hasBegun = true;
  unseen = 0;
  render();
  const index = indexOf(selection.current());
  if (index === undefined) toEnd();
  else scroller.reveal(index);
}

/** The address of a part that depends on the chosen channel. */
function aboutSubject(part: HTMLElement): string {
  const address = new URL(part.dataset.part ?? "", location.href);
  address.searchParams.set("subject", filters().get("subject") ?? "");
  return address.pathname + address.search;
}

function changeFilters(): void {
  rows.clear();
  // Not where the timeline is shown alone.
  const clock = document.getElementById("clock-bar");
  if (clock !== null) void turnPart(clock, aboutSubject(clock));
  // It shows the choice already, and has the focus.
  place("channel-choice").dataset.part = aboutSubject(place("channel-choice"));
  void begin();
}

function showConnection(news: string, text: string): void {
  const live = place("live");
  live.dataset.state = news;
  live.textContent = text;
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
  const link = event.target.closest<HTMLElement>("li.entry a, a[data-entry], [data-close]");
  if (!link) return;
  const row = link.closest<HTMLElement>("li.entry");
  const seq = Number(row?.dataset.seq ?? link.dataset.entry);
  if ("close" in link.dataset) close();
  else if (row || indexOf(seq) !== undefined || link.closest("#detail")) open(seq);
  // A line that the filters hide: the link leads to it without them.
  else return;
  event.preventDefault();
});

const form = place("filters");
if (form instanceof HTMLFormElement) watchFilters(form, changeFilters);
newest.addEventListener("click", toEnd);

let wasAtEnd = true;
viewport.addEventListener("scroll", () => {
  wasAtEnd = scroller.isAtEnd();
  renderFoot();
});
// Another size of the window, or of what stands above: who read the newest goes on reading the newest.
new ResizeObserver(() => {
  if (!hasBegun) return;
  scroller.measure();
  render();
  if (wasAtEnd) toEnd();
}).observe(viewport);

onNews((news) => {
  if (news === "disconnected") return showConnection(news, "reconnecting …");
  if (news === "connected") showConnection(news, "live");
  if (hasBegun) lines.follow().then(apply, () => {});
});

onKey("j", () => focusRow(Math.min(lines.all.length - 1, cursor() + 1)));
onKey("k", () => focusRow(Math.max(0, cursor() - 1)));
onKey("Home", () => focusRow(0));
onKey("End", () => focusRow(lines.all.length - 1));
onKey("/", () => place("text").focus());
onKey("Escape", close);

rows.adopt(list.querySelectorAll<HTMLElement>("li.entry"));
void begin();
