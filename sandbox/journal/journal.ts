import { AsyncLocalStorage } from "node:async_hooks";
import type { Migration, Store } from "../store/store.js";
import type { Entry, EntryQuery, NewEntry } from "./entry.js";
import { createReading, type Reading } from "./reading.js";
import { createPruning, defaultRetention, type Retention } from "./retention.js";

export const journalTables: Migration[] = [
  {
    id: "journal/1",
    sql: `
      CREATE TABLE journal (
        seq INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        wall INTEGER NOT NULL,
        partner_id TEXT,
        kind TEXT NOT NULL,
        summary TEXT NOT NULL,
        subject TEXT,
        cause INTEGER,
        data TEXT NOT NULL
      );
      CREATE INDEX journal_by_partner ON journal (partner_id, seq);
    `,
  },
  {
    // What an entry led to, and the answer of a request.
    id: "journal/2",
    sql: "CREATE INDEX journal_by_cause ON journal (cause) WHERE cause IS NOT NULL",
  },
];

interface Pending extends Entry {
  insideTransaction: boolean;
}

/** The one append-only record of everything that happened. */
export interface Journal extends Pick<Reading, "find" | "among" | "lines" | "effects"> {
  /**
   * Adds an entry. Inside a transaction it is written with it, or not at all; outside, a moment later or when somebody reads.
   *
   * @returns its sequence number, to name as the cause of others.
   */
  record(entry: NewEntry): number;
  /** Runs `work`; entries recorded within it (awaited work too) name `cause` as theirs. */
  causedBy<Result>(cause: number | null, work: () => Result): Result;
  /** The entry whose handling is under way. */
  cause(): number | null;
  read(query?: EntryQuery): Entry[];
  /** The highest sequence number so far. */
  last(): number;
  /** How often entries were forgotten on purpose, so that whoever shows them knows when to begin anew. */
  cleared(): number;
  /**
   * Calls back with entries once they are written, and with none when some were forgotten; returns a function that ends
   * the subscription.
   */
  subscribe(listener: (entries: readonly Entry[]) => void): () => void;
  /** Forgets a partner's entries. */
  clear(partner: string): void;
  /** Writes what is held back. */
  flush(): void;
}

/** What the journal needs to know of time: virtual for a partner, real for everybody. */
export interface JournalTime {
  now(partner: string | null): number;
  wall(): number;
  /** Calls back once, a moment later. */
  soon(callback: () => void): void;
}

/**
 * Opens the journal. Entries of exchanges that change nothing are held back for a moment and written together, so that
 * a read of the Partner API does not wait for a write; a command's entries always go with its transaction.
 *
 * @param retention how much is kept; what is older goes a moment later, never within somebody's command.
 */
export function openJournal(
  store: Store,
  time: JournalTime,
  retention: Retention = defaultRetention,
): Journal {
  const causes = new AsyncLocalStorage<number | null>();
  const listeners = new Set<(entries: readonly Entry[]) => void>();
  let pending: Pending[] = [];
  let written: Entry[] = [];
  let flushPlanned = false;
  const highest = store.prepare<[], number | null>("SELECT MAX(seq) FROM journal").pluck();
  let seq = highest.get() ?? 0;

  const reading = createReading(store);
  let cleared = 0;

  const pruning = createPruning(store, time, retention, () => seq);

  const insert = store.prepare<
    [number, number, number, string | null, string, string, string | null, number | null, string],
    never
  >(
    "INSERT INTO journal (seq, at, wall, partner_id, kind, summary, subject, cause, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );

  function write(): void {
    for (const entry of pending) {
      const { at, wall, partner, kind, summary, subject, cause } = entry;
      insert.run(entry.seq, at, wall, partner, kind, summary, subject, cause, JSON.stringify(entry.data));
    }
    if (listeners.size > 0) written.push(...pending);
    pruning.grewBy(pending.length);
    pending = [];
  }

  store.around(write, () => {
    pending = pending.filter((entry) => !entry.insideTransaction);
    // Entries may have come from elsewhere. A number is never given twice, so that whoever reads on misses nothing.
    seq = Math.max(seq, highest.get() ?? 0);
    // Nothing was rolled back, then: all that was written has been replaced.
    if (store.database.inTransaction) cleared += 1;
  });

  function tell(): void {
    const entries = written;
    written = [];
    if (entries.length > 0) for (const listener of listeners) listener(entries);
  }

  function flush(): void {
    if (pending.length > 0 && !store.database.inTransaction) store.transaction(() => {});
    tell();
  }

  const afterFlush =
    <Given extends unknown[], Found>(read: (...given: Given) => Found) =>
    (...given: Given): Found => {
      flush();
      return read(...given);
    };

  function plan(): void {
    if (flushPlanned) return;
    flushPlanned = true;
    time.soon(() => {
      flushPlanned = false;
      if (store.database.open) flush();
    });
  }

  return {
    record({ partner, kind, summary, subject = null, data = {}, cause = causes.getStore() ?? null }) {
      seq += 1;
      const insideTransaction = store.database.inTransaction;
      const entry = {
        seq,
        at: time.now(partner),
        wall: time.wall(),
        partner,
        kind,
        summary,
        subject,
        cause,
        data,
      };
      pending.push({ ...entry, insideTransaction });
      plan();
      return seq;
    },
    causedBy: (cause, work) => causes.run(cause, work),
    cause: () => causes.getStore() ?? null,
    read: afterFlush((query: EntryQuery = {}) => reading.read(query)),
    find: afterFlush(reading.find),
    among: afterFlush(reading.among),
    lines: afterFlush(reading.lines),
    effects: afterFlush(reading.effects),
    cleared: () => cleared,
    last: () => seq,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear(partner) {
      flush();
      store.prepare<[string], never>("DELETE FROM journal WHERE partner_id = ?").run(partner);
      cleared += 1;
      for (const listener of listeners) listener([]);
    },
    flush,
  };
}
