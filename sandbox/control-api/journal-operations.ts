import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import { notFound } from "../hub/errors.js";
import { type Entry, type EntryQuery, entryKinds } from "../journal/entry.js";
import type { Journal } from "../journal/journal.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";
import { InputError } from "../wire/parse.js";
import type { ControlRooms } from "./rooms.js";

const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, { error: "expected a whole number" })
  .optional();

const filters = {
  after: wholeNumber.describe("Only entries with higher numbers."),
  before: wholeNumber.describe("Only entries with lower numbers; alone, those that come right before it."),
  kind: z
    .string()
    .optional()
    .describe(`Several with commas: ${entryKinds.join(", ")}.`),
  partner: z.string().optional(),
  subject: z.string().optional().describe("An id, of a channel or a client: what is about it or names it."),
  text: z.string().optional().describe("Text anywhere in an entry, in capital or small letters."),
};

export const journalQuerySchema = z.strictObject({ ...filters, limit: wholeNumber });

const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));

/** Reads `kind` with its several names, and the numbers. */
export function readJournalQuery(query: z.infer<typeof journalQuerySchema>): EntryQuery {
  const { after, before, kind, limit, ...rest } = query;
  const kinds = kind?.split(",").map((name) => {
    const known = entryKinds.find((one) => one === name.trim());
    if (!known) throw new InputError([`kind is "${name}": expected one of ${entryKinds.join(", ")}.`]);
    return known;
  });
  return {
    ...rest,
    after: numberOf(after),
    before: numberOf(before),
    kinds,
    limit: limit === undefined ? undefined : Math.min(Number(limit), 10_000),
  };
}

/** An entry with times a person can read. */
const entryView = ({ at, wall, ...entry }: Entry) => ({
  ...entry,
  at: new Date(at).toISOString(),
  wall: new Date(wall).toISOString(),
});

const ours = invented("the sandbox's own control API");

/** The one record of everything that happened, for whoever reads it at once; the stream is beside it. */
export function journalOperations({ journal }: ControlRooms): BoundOperation[] {
  return [
    operation({
      id: "readJournal",
      method: "get",
      path: "/journal",
      summary: "Entries of the journal",
      evidence: ours,
      query: journalQuerySchema,
      body: none,
      handle: ({ query }) => ({
        entries: journal.read(readJournalQuery(query)).map(entryView),
        last: journal.last(),
      }),
    }),
    operation({
      id: "listJournalLines",
      method: "get",
      path: "/journal/lines",
      summary: "The numbers of all matching entries, an answer counting as its request",
      evidence: ours,
      query: z.strictObject(filters),
      body: none,
      handle: ({ query }) => ({
        lines: journal.lines(readJournalQuery(query)),
        last: journal.last(),
        cleared: journal.cleared(),
      }),
    }),
    operation({
      id: "getJournalEntry",
      method: "get",
      path: "/journal/:seq",
      summary: "One entry, and the numbers of what it led to",
      evidence: ours,
      query: none,
      body: none,
      handle: ({ params }) => {
        const seq = param(params, "seq");
        const entry = /^\d{1,15}$/.test(seq) ? journal.find(Number(seq)) : undefined;
        if (!entry) throw notFound("entry", seq, "GET /_sandbox/api/journal lists those that are kept.");
        return { ...entryView(entry), effects: journal.effects(entry.seq) };
      },
    }),
  ];
}

const pageSize = 500;

/** An entry as an event of the stream; JSON has no line breaks of its own. */
const eventOf = (entry: Entry): string =>
  `id: ${entry.seq}\nevent: ${entry.kind}\ndata: ${JSON.stringify(entryView(entry))}\n\n`;

/**
 * Sends the journal as it grows. A client that reconnects sends `Last-Event-ID` and misses nothing. An event `cleared`
 * says that entries were forgotten on purpose.
 */
export function streamJournal(c: Context, journal: Journal, query: EntryQuery): Response {
  const lastSeen = Number(c.req.header("last-event-id") ?? query.after ?? journal.last());
  return streamSSE(c, async (stream) => {
    // A number that was never given is of another journal: the sandbox was started anew.
    let after = lastSeen <= journal.last() ? lastSeen : 0;
    let cleared = journal.cleared();
    let wake = () => {};
    const unsubscribe = journal.subscribe(() => wake());
    stream.onAbort(() => wake());
    try {
      // Tells the browser at once that it is connected, and to come back soon after a restart.
      await stream.write("retry: 1000\n\n");
      while (!stream.aborted) {
        const more = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const last = journal.last();
        const entries = journal.read({ ...query, after, limit: pageSize });
        // Many at once: under load, a write for each would cost more than all the rest.
        if (entries.length > 0) await stream.write(entries.map(eventOf).join(""));
        after = entries.at(-1)?.seq ?? after;
        if (journal.cleared() !== cleared) {
          cleared = journal.cleared();
          await stream.writeSSE({ event: "cleared", data: JSON.stringify({ cleared }) });
        }
        if (entries.length === pageSize) continue;
        // What the query left out need not be looked through again.
        after = Math.max(after, last);
        await more;
      }
    } finally {
      unsubscribe();
    }
  });
}
