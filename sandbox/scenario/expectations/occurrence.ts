import type { Entry } from "../../journal/entry.js";

/** Calls of the partner that an expectation can name; the group in a path is the id that the call is about. */
const calls = {
  create_api_key: { method: "POST", path: /^\/api\/v2\/partners\/[^/]+\/channels\/([^/]+)\/api_keys$/ },
  get_channel: { method: "GET", path: /^\/api\/v2\/partners\/[^/]+\/channels\/([^/]+)$/ },
  list_channels: { method: "GET", path: /^\/api\/v2\/partners\/[^/]+\/channels$/ },
  shared_client_numbers: {
    method: "GET",
    path: /^\/api\/v2\/partners\/[^/]+\/clients\/([^/]+)\/shared_client_numbers$/,
  },
  set_messaging_webhook: { method: "POST", path: /^\/v1\/configs\/webhook$/ },
  send_message: { method: "POST", path: /^\/messages$/ },
} as const;

export type CallName = keyof typeof calls;

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

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

const base = ({ seq, at, wall, subject }: Entry) => ({
  seq,
  at,
  wall,
  began: wall,
  subject,
  ending: "",
  status: null,
  delivered: false,
  delivery: null,
  channels: [],
  revoked: [],
});

function callOf(entry: Entry, statuses: ReadonlyMap<number, number>): Occurrence[] {
  const { method, url } = entry.data;
  const path = URL.canParse(text(url)) ? new URL(text(url)).pathname : "";
  for (const [name, call] of Object.entries(calls)) {
    const found = call.method === method ? call.path.exec(path) : null;
    if (!found) continue;
    const status = statuses.get(entry.seq) ?? null;
    const subject = found[1] ?? entry.subject;
    return [{ ...base(entry), kind: "call", name, subject, status, ending: String(status ?? "no answer") }];
  }
  return [];
}

function attemptOf(entry: Entry): Occurrence {
  const { route, event, status, error, outcome, delivery, tookMs } = entry.data;
  return {
    ...base(entry),
    kind: route === "messaging" ? "message" : "attempt",
    name: text(event).replace(/^message_/, ""),
    began: entry.wall - (number(tookMs) ?? 0),
    status: number(status),
    ending: number(status) === null ? text(error) : String(status),
    delivered: outcome === "delivered",
    delivery: text(delivery),
  };
}

function read(entry: Entry, statuses: ReadonlyMap<number, number>): Occurrence[] {
  const { kind, data } = entry;
  if (kind === "request") return callOf(entry, statuses);
  if (kind === "attempt") return [attemptOf(entry)];
  if (kind === "event") {
    const name = text(data.event).replace(/^message_/, "");
    return [{ ...base(entry), kind: "announced", name, delivery: text(data.delivery) }];
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
  const statuses = new Map<number, number>();
  for (const { kind, cause, data } of entries) {
    const status = number(data.status);
    if (kind === "answer" && cause !== null && status !== null) statuses.set(cause, status);
  }
  return entries.flatMap((entry) => read(entry, statuses));
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
