import type { Entry } from "../journal/entry.js";
import { type CallName, callAt, type Surface, surfaceOf } from "./calls.js";
import { number, type TextFields, text, textFields } from "./data.js";

/** When something happened: its place in the journal, virtual and real milliseconds since 1970. */
export interface Moment {
  seq: number;
  at: number;
  wall: number;
}

/** When an app heard of something: `began` is the earliest real time at which it may have acted on it. */
export interface Hearing extends Moment {
  began: number;
}

export const momentOf = ({ seq, at, wall }: Moment): Moment => ({ seq, at, wall });

/** A credential that a call carried. `mask` is the same for the same secret. */
export interface Credential {
  header: "x-api-key" | "authorization" | "d360-api-key";
  mask: string;
}

/** One request of the app or of a browser, with the answer that it got. */
export interface Call extends Moment {
  method: string;
  path: string;
  query: URLSearchParams;
  surface: Surface;
  name: CallName | null;
  /** The channel or client in the path, or the channel whose key it carries. */
  subject: string | null;
  headers: TextFields;
  body: string;
  credentials: readonly Credential[];
  /** `null` while it is under way, and when the connection was closed on purpose. */
  status: number | null;
  answered: Moment | null;
  answerHeaders: TextFields;
  answerBody: string;
  /** How many rows there are in all, of an answer that lists some of them. */
  total: number | null;
  /** The hub has nothing at this path, whatever the id. */
  isUnknownPath: boolean;
  /** The kind of each credential that was refused, by header. */
  refused: TextFields;
  /** What was broken on purpose about it, such as `done_but_500`. */
  fault: string | null;
}

const headerNames = ["x-api-key", "authorization", "d360-api-key"] as const;

const credentialsIn = (headers: TextFields): Credential[] =>
  headerNames.flatMap((header) => {
    const mask = headers[header]?.replace(/^bearer\s+/i, "");
    return mask === undefined ? [] : [{ header, mask }];
  });

const noQuery = new URLSearchParams();

/** The journal's URLs are absolute and written as the platform writes them, so they need no parser. */
function addressOf(url: string): { path: string; query: URLSearchParams } {
  const begin = url.indexOf("/", url.indexOf("://") + 3);
  if (begin === -1) return { path: "/", query: noQuery };
  const mark = url.indexOf("?", begin);
  if (mark === -1) return { path: url.slice(begin), query: noQuery };
  return { path: url.slice(begin, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}

/** A request without its answer, which comes with a later entry. */
function callOf(entry: Entry): Call {
  const { method, url, headers: sent, body } = entry.data;
  const { path, query } = addressOf(text(url));
  const headers = textFields(sent);
  const named = callAt(text(method), path);
  return {
    ...momentOf(entry),
    method: text(method),
    path,
    query,
    surface: surfaceOf(path),
    name: named?.name ?? null,
    subject: named?.id ?? entry.subject,
    headers,
    body: text(body),
    credentials: credentialsIn(headers),
    status: null,
    answered: null,
    answerHeaders: {},
    answerBody: "",
    total: null,
    isUnknownPath: false,
    refused: {},
    fault: null,
  };
}

/** Lays an answer over its request. */
function answer(call: Call, entry: Entry): void {
  const { status, headers, body, total, unknownPath, refused } = entry.data;
  call.answered = momentOf(entry);
  call.status = number(status);
  call.answerHeaders = textFields(headers);
  call.answerBody = text(body);
  call.total = number(total);
  call.isUnknownPath = unknownPath === true;
  call.refused = textFields(refused);
}

/** Every request of a journal by its sequence number, with its answer. */
export function readCalls(entries: readonly Entry[]): Map<number, Call> {
  const calls = new Map<number, Call>();
  for (const entry of entries) {
    if (entry.kind === "request") calls.set(entry.seq, callOf(entry));
    const call = entry.cause === null ? undefined : calls.get(entry.cause);
    if (call && entry.kind === "answer") answer(call, entry);
    if (call && entry.kind === "fault") call.fault = text(entry.data.do) || call.fault;
  }
  return calls;
}

/** Whether the hub itself took the call: answered with 2xx, and nothing broke on the way back. */
export const isTaken = ({ status }: Call): boolean => status !== null && status >= 200 && status < 300;

/** Whether the hub itself refused the call as wrong; an answer that a fault gave says nothing about the app. */
export const isRefused = ({ status, fault }: Call): boolean =>
  status !== null && status >= 400 && status < 500 && fault === null;
