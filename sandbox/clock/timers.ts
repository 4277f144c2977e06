import type { Store } from "../store/store.js";

/** Something that will happen. `subject` is the id it is about, `payload` is JSON, `cause` the journal entry behind it. */
export interface Timer {
  id: number;
  partnerId: string;
  dueAt: number;
  kind: string;
  subject: string;
  payload: string;
  cause: number | null;
}

type NewTimer = Omit<Timer, "id">;

interface TimerRow {
  id: number;
  partner_id: string;
  due_at: number;
  kind: string;
  subject: string;
  payload: string;
  cause: number | null;
}

/** Timers as rows: they survive a restart, and fire in the order of their due time, ties in the order they were set. */
export interface TimerTable {
  add(timer: NewTimer): number;
  /** Takes up to `most` timers that are due at `now`; they count as running until they are removed. */
  take(partnerId: string, now: number, most: number): Timer[];
  remove(id: number): void;
  /** Whether a timer of a kind about a subject is there, waiting or running. */
  has(partnerId: string, subject: string, kind: string): boolean;
  /** Moves all timers of a partner by so many milliseconds, with a clock that was set anew. */
  shift(partnerId: string, ms: number): void;
  /** Makes waiting timers of a kind about a subject due at `now`, if they are due later. */
  hasten(partnerId: string, subject: string, kind: string, now: number): void;
  /** Removes waiting timers about a subject (of one kind, or of all kinds). */
  cancel(partnerId: string, subject: string, kind?: string): number;
  /** The next timer of a partner that waits. */
  next(partnerId: string): Timer | undefined;
  /** When the next waiting timer of a partner is due, in virtual milliseconds. */
  nextDue(partnerId: string): number | undefined;
  waiting(partnerId: string): Timer[];
  removeAll(partnerId: string): void;
  /** After a restart nothing is running any more: what was cut off is due again. */
  recover(): void;
}

const toTimer = (row: TimerRow): Timer => ({
  id: row.id,
  partnerId: row.partner_id,
  dueAt: row.due_at,
  kind: row.kind,
  subject: row.subject,
  payload: row.payload,
  cause: row.cause,
});

const columns = "id, partner_id, due_at, kind, subject, payload, cause";

export function createTimerTable(store: Store): TimerTable {
  const insert = store.prepare<[string, number, string, string, string, number | null], never>(
    "INSERT INTO timers (partner_id, due_at, kind, subject, payload, cause) VALUES (?, ?, ?, ?, ?, ?)",
  );
  // Which ones run is nothing that has to survive: after a restart nothing does. The column `running` of older databases
  // is 0 but after a crash.
  const running = new Set<number>();
  const idsInOrder = store
    .prepare<[string, number, number], number>(
      "SELECT id FROM timers WHERE running = 0 AND partner_id = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?",
    )
    .pluck();
  const selectById = store.prepare<[number], TimerRow>(`SELECT ${columns} FROM timers WHERE id = ?`);
  const selectOne = store.prepare<[string, string, string], number>(
    "SELECT 1 FROM timers WHERE partner_id = ? AND subject = ? AND kind = ? LIMIT 1",
  );
  const deleteOne = store.prepare<[number], never>("DELETE FROM timers WHERE id = ?");
  const about = store.prepare<[string, string], Pick<TimerRow, "id" | "kind" | "due_at">>(
    "SELECT id, kind, due_at FROM timers WHERE partner_id = ? AND subject = ?",
  );
  const setDue = store.prepare<[number, number], never>("UPDATE timers SET due_at = ? WHERE id = ?");

  /** The first `most` timers that are due and do not run yet. */
  function firstDue(partnerId: string, now: number, most: number): TimerRow[] {
    const ids = idsInOrder.all(partnerId, now, most + running.size).filter((id) => !running.has(id));
    return ids.slice(0, most).flatMap((id) => selectById.get(id) ?? []);
  }

  /** The timers about a subject that do not run yet. */
  const waitingAbout = (partnerId: string, subject: string) =>
    about.all(partnerId, subject).filter(({ id }) => !running.has(id));

  return {
    add(timer) {
      const { partnerId, dueAt, kind, subject, payload, cause } = timer;
      return Number(insert.run(partnerId, dueAt, kind, subject, payload, cause).lastInsertRowid);
    },
    take(partnerId, now, most) {
      const due = firstDue(partnerId, now, most);
      for (const { id } of due) running.add(id);
      return due.map(toTimer);
    },
    has: (partnerId, subject, kind) => selectOne.get(partnerId, subject, kind) !== undefined,
    shift(partnerId, ms) {
      store
        .prepare<[number, string], never>("UPDATE timers SET due_at = due_at + ? WHERE partner_id = ?")
        .run(ms, partnerId);
    },
    remove(id) {
      deleteOne.run(id);
      running.delete(id);
    },
    hasten(partnerId, subject, kind, now) {
      const later = waitingAbout(partnerId, subject).filter(
        (timer) => timer.kind === kind && timer.due_at > now,
      );
      for (const { id } of later) setDue.run(now, id);
    },
    cancel(partnerId, subject, kind) {
      const called = waitingAbout(partnerId, subject).filter(
        (timer) => kind === undefined || timer.kind === kind,
      );
      for (const { id } of called) deleteOne.run(id);
      return called.length;
    },
    next(partnerId) {
      const row = firstDue(partnerId, Number.MAX_SAFE_INTEGER, 1)[0];
      return row && toTimer(row);
    },
    nextDue: (partnerId) => firstDue(partnerId, Number.MAX_SAFE_INTEGER, 1)[0]?.due_at,
    waiting: (partnerId) =>
      store
        .prepare<[string], TimerRow>(`SELECT ${columns} FROM timers WHERE partner_id = ? ORDER BY due_at, id`)
        .all(partnerId)
        .map(toTimer),
    removeAll(partnerId) {
      store.prepare<[string], never>("DELETE FROM timers WHERE partner_id = ?").run(partnerId);
    },
    recover() {
      store.prepare<[], never>("UPDATE timers SET running = 0 WHERE running = 1").run();
      running.clear();
    },
  };
}
