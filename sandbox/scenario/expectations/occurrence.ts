import { attemptOf } from "../../contract/attempt.js";
import { type Call, momentOf, readCalls } from "../../contract/call.js";
import type { CallName } from "../../contract/calls.js";
import { text, texts } from "../../contract/data.js";
import type { Entry } from "../../journal/entry.js";

export type { CallName };

/** Something in the journal that an expectation can be about. `at` is virtual, `wall` and `began` are real milliseconds. */
export interface Occurrence {
  seq: number;
  at: number;
  wall: number;
  /** When it began: an attempt is written down only once it has been answered. */
  began: number;
  /** `attempt`: of a partner webhook; `message`: of a messaging webhook; `announced`: put in the outbox. */
  kind: "call" | "attempt" | "message" | "announced" | "permission" | "redirect";
  /** Name of the call or event; `granted` or `revoked` of a permission. */
  name: string;
  /** Id of the channel or client that it is about. */
  subject: string | null;
  /** What it ended in: a status, or what stood in the way. */
  ending: string;
  status: number | null;
  /** Whether the receiver took the delivery. */
  delivered: boolean;
  /** Id of the delivery; several attempts share it. */
  delivery: string | null;
  channels: readonly string[];
  revoked: readonly string[];
}

const base = (entry: Entry) => ({
  ...momentOf(entry),
  began: entry.wall,
  subject: entry.subject,
  ending: "",
  status: null,
  delivered: false,
  delivery: null,
  channels: [],
  revoked: [],
});

/** What scenarios call a messaging webhook: `received`, not `message_received`. */
const shortName = (event: unknown): string => text(event).replace(/^message_/, "");

function callOccurrence(entry: Entry, { name, subject, status }: Call): Occurrence[] {
  if (name === null) return [];
  return [{ ...base(entry), kind: "call", name, subject, status, ending: String(status ?? "no answer") }];
}

function attemptOccurrence(entry: Entry): Occurrence {
  const { route, event, began, status, error, delivered, delivery } = attemptOf(entry);
  return {
    ...base(entry),
    kind: route === "messaging" ? "message" : "attempt",
    name: shortName(event),
    began,
    status,
    ending: status === null ? error : String(status),
    delivered,
    delivery,
  };
}

function read(entry: Entry, calls: ReadonlyMap<number, Call>): Occurrence[] {
  const { kind, data } = entry;
  const call = kind === "request" ? calls.get(entry.seq) : undefined;
  if (call) return callOccurrence(entry, call);
  if (kind === "attempt") return [attemptOccurrence(entry)];
  if (kind === "event") {
    return [
      { ...base(entry), kind: "announced", name: shortName(data.event), delivery: text(data.delivery) },
    ];
  }
  if (kind === "state" && typeof data.permitted === "boolean") {
    return [{ ...base(entry), kind: "permission", name: data.permitted ? "granted" : "revoked" }];
  }
  if (kind === "redirect") {
    const { channels, revoked } = data;
    return [
      {
        ...base(entry),
        kind: "redirect",
        name: "redirect",
        channels: texts(channels),
        revoked: texts(revoked),
      },
    ];
  }
  return [];
}

/** What a partner's journal has to tell, in its order. */
export function readOccurrences(entries: readonly Entry[]): Occurrence[] {
  const calls = readCalls(entries);
  return entries.flatMap((entry) => read(entry, calls));
}

/**
 * Whether `later` happened after `earlier` had begun. An app may ask for a key while it still answers the webhook that
 * told it to, so an attempt counts from its beginning and not from its answer.
 */
export const isAfter = (later: Occurrence, earlier: Occurrence): boolean =>
  later.seq > earlier.seq ||
  (later.kind === "call" &&
    later.at >= earlier.at &&
    earlier.began < earlier.wall &&
    later.wall >= earlier.began);
