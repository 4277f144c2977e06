import { formatDuration } from "../clock/duration.js";
import type { Store } from "../store/store.js";
import type { JournalTime } from "./journal.js";

/** How much of the journal is kept; `0` or nothing keeps all. */
export interface Retention {
  /** The newest so many of the whole sandbox, counted by their numbers. */
  entries?: number | undefined;
  /** Those of the last so many milliseconds on the wall. */
  ageMs?: number | undefined;
}

export const defaultRetention: Readonly<Required<Retention>> = { entries: 200_000, ageMs: 30 * 86_400_000 };

// A few milliseconds of work: what waits meanwhile does not notice. Times 50 a second, it outruns any load.
const entriesPerStep = 4000;
const longestBetweenChecks = 1000;

/** Says what is kept, for the line at the start. */
export function describeRetention({ entries = 0, ageMs = 0 }: Retention): string {
  const count = entries > 0 ? `the newest ${entries.toLocaleString("en")} entries` : "all entries";
  const age = ageMs > 0 ? ` of the last ${formatDuration(ageMs)}` : "";
  return `The journal keeps ${count}${age}.`;
}

/** Takes old entries out in small steps, while the journal grows. */
export interface Pruning {
  /** So many entries were written just now. */
  grewBy(count: number): void;
}

/**
 * Starts with what an earlier run left too much of.
 *
 * @param last gives the highest number so far. That entry is never taken out: numbering goes on from it after a restart.
 */
export function createPruning(
  store: Store,
  time: Pick<JournalTime, "wall" | "soon">,
  { entries = 0, ageMs = 0 }: Retention,
  last: () => number,
): Pruning {
  const selectOldest = store.prepare<[], { seq: number; wall: number }>(
    "SELECT seq, wall FROM journal ORDER BY seq LIMIT 1",
  );
  const remove = store.prepare<[number, number, number], never>(
    "DELETE FROM journal WHERE seq < ? AND (seq <= ? OR wall < ?)",
  );
  // A tenth more than was asked for may pile up, so that not every entry starts a search for another.
  const betweenChecks = Math.min(longestBetweenChecks, Math.ceil(entries / 10) || longestBetweenChecks);
  let sinceCheck = 0;
  let isPlanned = false;

  function step(): void {
    isPlanned = false;
    const oldest = store.database.open ? selectOldest.get() : undefined;
    if (!oldest || oldest.seq >= last()) return;
    const lastTooMany = entries > 0 ? last() - entries : 0;
    const oldestToKeep = ageMs > 0 ? time.wall() - ageMs : 0;
    if (oldest.seq > lastTooMany && oldest.wall >= oldestToKeep) return;
    remove.run(Math.min(oldest.seq + entriesPerStep, last()), lastTooMany, oldestToKeep);
    plan();
  }

  function plan(): void {
    if (isPlanned || (entries <= 0 && ageMs <= 0)) return;
    isPlanned = true;
    time.soon(step);
  }

  if (last() > 0) plan();
  return {
    grewBy(count) {
      sinceCheck += count;
      if (sinceCheck < betweenChecks) return;
      sinceCheck = 0;
      plan();
    },
  };
}
