/**
 * What an entry tells:
 * `request` and `answer` (an exchange that came in), `event` (a webhook was put in the outbox), `attempt` (it was tried),
 * `state` (the hub changed), `redirect` (a browser was sent back to the partner), `visit` (the client did something in the
 * hosted pages), `clock`, `fault`, `note` (worth a developer's attention).
 */
export const entryKinds = [
  "request",
  "answer",
  "event",
  "attempt",
  "state",
  "redirect",
  "visit",
  "clock",
  "fault",
  "note",
] as const;

export type EntryKind = (typeof entryKinds)[number];

/** As many characters of a body as an entry keeps: as much as a person reads. The whole length is noted beside it. */
export const keptBody = 4 * 1024;

/** What a room writes. `subject` is the id it is about (a channel, a client, a delivery); `data` is JSON without secrets. */
export interface NewEntry {
  partner: string | null;
  kind: EntryKind;
  /** One line for a person. */
  summary: string;
  subject?: string | null;
  data?: Record<string, unknown>;
  /** The entry that caused this one; left out, the one whose handling is under way. */
  cause?: number | null;
}

/** One entry of the append-only record. `at` is virtual and `wall` is real time, both in milliseconds since 1970. */
export interface Entry {
  seq: number;
  at: number;
  wall: number;
  partner: string | null;
  kind: EntryKind;
  summary: string;
  subject: string | null;
  cause: number | null;
  data: Record<string, unknown>;
}

/**
 * Which entries to read: in order, those after a sequence number; with `before` alone, those that come right before it.
 * At most `limit` (1,000 when left out).
 */
export interface EntryQuery {
  after?: number | undefined;
  before?: number | undefined;
  kinds?: readonly EntryKind[] | undefined;
  partner?: string | undefined;
  /** An id, of a channel or a client: entries about it, and those that name it in their data. */
  subject?: string | undefined;
  /** Text that the summary, the subject or the data contain, in capital or small letters. */
  text?: string | undefined;
  limit?: number | undefined;
}
