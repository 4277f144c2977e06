import { getHtml } from "./fragment.js";

// A few screens' worth in memory; what is far away is fetched again when somebody scrolls back.
const mostRows = 2000;
const rowsPerFetch = 120;

/** The rows as the server writes them, fetched when they come into sight. */
export interface RowStore {
  /** The row of a line; before it was fetched, an empty one of the same height. */
  row(seq: number): HTMLElement;
  /** Takes over rows that came with the page. */
  adopt(rows: Iterable<HTMLElement>): void;
  /** Fetches those of these lines that are missing or old, and says when some of them have come. */
  want(seqs: readonly number[]): void;
  /** These have news: they are fetched again when they are in sight. */
  age(seqs: readonly number[]): void;
  /** Forgets everything. */
  clear(): void;
}

function emptyRow(seq: number): HTMLElement {
  const row = document.createElement("li");
  row.className = "entry is-loading";
  row.dataset.seq = String(seq);
  return row;
}

/** @param address of rows with these numbers. */
export function createRowStore(address: (seqs: readonly number[]) => string, onRows: () => void): RowStore {
  // In the order in which they were last looked at.
  const rows = new Map<number, HTMLElement>();
  const missing = new Set<number>();
  let wanted: readonly number[] = [];
  let isUnderWay = false;
  let age = 0;

  function keep(seq: number, row: HTMLElement): void {
    rows.delete(seq);
    rows.set(seq, row);
    for (const [oldest] of rows) {
      if (rows.size <= mostRows) break;
      rows.delete(oldest);
      missing.delete(oldest);
    }
  }

  function take(seqs: readonly number[], html: string): void {
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const seq of seqs) missing.delete(seq);
    for (const row of template.content.querySelectorAll<HTMLElement>("li.entry")) {
      keep(Number(row.dataset.seq), document.adoptNode(row));
    }
    for (const seq of seqs) {
      const row = rows.get(seq);
      if (row?.classList.contains("is-loading")) row.textContent = `No. ${seq} is no longer kept.`;
    }
  }

  async function fetchWanted(): Promise<void> {
    if (isUnderWay) return;
    isUnderWay = true;
    for (;;) {
      const seqs = wanted.filter((seq) => missing.has(seq)).slice(0, rowsPerFetch);
      if (seqs.length === 0) break;
      const born = age;
      const html = await getHtml(address(seqs)).catch(() => undefined);
      if (html === undefined) break;
      if (born !== age) continue;
      take(seqs, html);
      onRows();
    }
    isUnderWay = false;
  }

  return {
    row(seq) {
      const known = rows.get(seq);
      const row = known ?? emptyRow(seq);
      if (!known) missing.add(seq);
      keep(seq, row);
      return row;
    },
    adopt(given) {
      for (const row of given) keep(Number(row.dataset.seq), row);
    },
    want(seqs) {
      wanted = seqs;
      void fetchWanted();
    },
    age(seqs) {
      for (const seq of seqs) if (rows.has(seq)) missing.add(seq);
    },
    clear() {
      rows.clear();
      missing.clear();
      age += 1;
    },
  };
}
