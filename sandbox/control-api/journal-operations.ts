import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { type Entry, type EntryQuery, entryKinds } from "../journal/entry.js";
import type { Journal } from "../journal/journal.js";
import { InputError } from "../wire/parse.js";

const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, { error: "expected a whole number" })
  .optional();

export const journalQuerySchema = z.strictObject({
  after: wholeNumber,
  kind: z.string().optional(),
  partner: z.string().optional(),
  limit: wholeNumber,
});

/** Reads `after`, `kind` (several with commas), `partner` and `limit`. */
export function readJournalQuery({
  after,
  kind,
  partner,
  limit,
}: z.infer<typeof journalQuerySchema>): EntryQuery {
  const kinds = kind?.split(",").map((name) => {
    const known = entryKinds.find((one) => one === name.trim());
    if (!known) throw new InputError([`kind is "${name}": expected one of ${entryKinds.join(", ")}.`]);
    return known;
  });
  return {
    after: after === undefined ? undefined : Number(after),
    kinds,
    partner,
    limit: limit === undefined ? undefined : Math.min(Number(limit), 10_000),
  };
}

/** An entry with times a person can read. */
export const entryView = ({ at, wall, ...entry }: Entry) => ({
  ...entry,
  at: new Date(at).toISOString(),
  wall: new Date(wall).toISOString(),
});

const pageSize = 500;

/** Sends the journal as it grows. A client that reconnects sends `Last-Event-ID` and misses nothing. */
export function streamJournal(c: Context, journal: Journal, query: EntryQuery): Response {
  const lastSeen = Number(c.req.header("last-event-id") ?? query.after ?? journal.last());
  return streamSSE(c, async (stream) => {
    let after = Number.isFinite(lastSeen) ? lastSeen : 0;
    let wake = () => {};
    const unsubscribe = journal.subscribe(() => wake());
    stream.onAbort(() => wake());
    try {
      while (!stream.aborted) {
        const more = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const entries = journal.read({ ...query, after, limit: pageSize });
        for (const entry of entries) {
          await stream.writeSSE({
            id: String(entry.seq),
            event: entry.kind,
            data: JSON.stringify(entryView(entry)),
          });
          after = entry.seq;
        }
        if (entries.length < pageSize) await more;
      }
    } finally {
      unsubscribe();
    }
  });
}
