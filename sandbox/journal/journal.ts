import { AsyncLocalStorage } from "node:async_hooks";
import type { Migration, Store } from "../store/store.js";
import type { Entry, EntryKind, EntryQuery, NewEntry } from "./entry.js";
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
];

interface EntryRow {
  seq: number;
  at: number;
  wall: number;
  partner_id: string | null;
  kind: EntryKind;
  summary: string;
  subject: string | null;
  cause: number | null;
  data: string;
}

interface Pending extends Entry {
  insideTransaction: boolean;
}

/** The one append-only record of everything that happened. */
export interface Journal {
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
  /** Calls back with entries once they are written; returns a function that ends the subscription. */
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

const toEntry = (row: EntryRow): Entry => ({
  seq: row.seq,
  at: row.at,
  wall: row.wall,
  partner: row.partner_id,
  kind: row.kind,
  summary: row.summary,
  subject: row.subject,
  cause: row.cause,
  data: JSON.parse(row.data),
});

function select(store: Store, { after = 0, kinds, partner, limit = 1000 }: EntryQuery): Entry[] {
  const conditions = ["seq > ?"];
  const values: (string | number)[] = [after];
  if (partner !== undefined) {
    conditions.push("partner_id = ?");
    values.push(partner);
  }
  if (kinds !== undefined && kinds.length > 0) {
    conditions.push(`kind IN (${kinds.map(() => "?").join(", ")})`);
    values.push(...kinds);
  }
  const sql = `SELECT * FROM journal WHERE ${conditions.join(" AND ")} ORDER BY seq LIMIT ?`;
  return store
    .prepare<(string | number)[], EntryRow>(sql)
    .all(...values, limit)
    .map(toEntry);
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
  let seq = store.prepare<[], number | null>("SELECT MAX(seq) FROM journal").pluck().get() ?? 0;

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
    read(query = {}) {
      flush();
      return select(store, query);
    },
    last: () => seq,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear(partner) {
      flush();
      store.prepare<[string], never>("DELETE FROM journal WHERE partner_id = ?").run(partner);
    },
    flush,
  };
}
