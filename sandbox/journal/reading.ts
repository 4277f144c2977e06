import type { Store } from "../store/store.js";
import type { Entry, EntryKind, EntryQuery } from "./entry.js";

export interface EntryRow {
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

/** Reads what was written. Nothing here waits for entries that are still held back. */
export interface Reading {
  read(query: EntryQuery): Entry[];
  find(seq: number): Entry | undefined;
  /** Entries by their numbers, and with a request its answer; in order. Numbers that are not kept are left out. */
  among(seqs: readonly number[]): Entry[];
  /**
   * The numbers of matching entries in order, where an answer counts as its request: the lines of a timeline.
   * With `after`, also requests from before whose answer came since.
   */
  lines(query: EntryQuery): number[];
  /** The numbers of everything that an entry led to, itself left out; the first 1,000. */
  effects(seq: number): number[];
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

type Value = string | number;

const likePattern = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

function conditionsOf({ after, before, kinds, partner, subject, text }: EntryQuery): {
  sql: string;
  values: Value[];
} {
  const conditions = ["1"];
  const values: Value[] = [];
  const add = (condition: string, ...given: Value[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (after !== undefined) add("seq > ?", after);
  if (before !== undefined) add("seq < ?", before);
  if (partner !== undefined) add("partner_id = ?", partner);
  if (kinds !== undefined && kinds.length > 0) add(`kind IN (${kinds.map(() => "?").join(", ")})`, ...kinds);
  if (subject !== undefined) add("(subject = ? OR instr(data, ?) > 0)", subject, subject);
  if (text !== undefined && text !== "") {
    const pattern = likePattern(text);
    const columns = ["summary", "subject", "data"].map((column) => `${column} LIKE ? ESCAPE '\\'`);
    add(`(${columns.join(" OR ")})`, pattern, pattern, pattern);
  }
  return { sql: conditions.join(" AND "), values };
}

export function createReading(store: Store): Reading {
  const bySeq = store.prepare<[number], EntryRow>("SELECT * FROM journal WHERE seq = ?");
  const byList = store.prepare<[string, string], EntryRow>(
    `SELECT * FROM journal WHERE seq IN (SELECT value FROM json_each(?))
     UNION SELECT * FROM journal WHERE kind = 'answer' AND cause IN (SELECT value FROM json_each(?)) ORDER BY seq`,
  );
  const ledTo = store
    .prepare<[number], number>(
      `WITH RECURSIVE effects (seq) AS (
         SELECT seq FROM journal WHERE cause = ?
         UNION SELECT journal.seq FROM effects JOIN journal ON journal.cause = effects.seq
       ) SELECT seq FROM effects ORDER BY seq LIMIT 1000`,
    )
    .pluck();

  return {
    read(query) {
      const { sql, values } = conditionsOf(query);
      const { after, before, limit = 1000 } = query;
      // Only a lower end, or none: the oldest first. Only an upper end: those that come right before it.
      const isBackwards = before !== undefined && after === undefined;
      const rows = store
        .prepare<Value[], EntryRow>(
          `SELECT * FROM journal WHERE ${sql} ORDER BY seq ${isBackwards ? "DESC" : "ASC"} LIMIT ?`,
        )
        .all(...values, limit);
      return (isBackwards ? rows.reverse() : rows).map(toEntry);
    },
    find(seq) {
      const row = bySeq.get(seq);
      return row && toEntry(row);
    },
    among(seqs) {
      const list = JSON.stringify(seqs);
      return byList.all(list, list).map(toEntry);
    },
    lines(query) {
      const { after, subject, text } = query;
      // An answer may match where its request does not: it names an id, or came later.
      const mayMatchAlone = after !== undefined || subject !== undefined || text !== undefined;
      const kinds = query.kinds?.includes("request") ? [...query.kinds, "answer" as const] : query.kinds;
      const { sql, values } = conditionsOf({ ...query, kinds });
      const numbers = store
        .prepare<Value[], number>(
          `SELECT CASE kind WHEN 'answer' THEN COALESCE(cause, seq) ELSE seq END FROM journal
           WHERE ${sql} ${mayMatchAlone ? "" : "AND kind <> 'answer'"} ORDER BY seq`,
        )
        .pluck()
        .all(...values);
      return mayMatchAlone ? [...new Set(numbers)].sort((a, b) => a - b) : numbers;
    },
    effects: (seq) => ledTo.all(seq),
  };
}
