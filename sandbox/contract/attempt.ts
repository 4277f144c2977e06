import type { Entry } from "../journal/entry.js";
import { type Moment, momentOf } from "./call.js";
import { number, type TextFields, text, textFields } from "./data.js";

/** One try to deliver a webhook. It is written down when it is over: `seq`, `at` and `wall` are those of its end. */
export interface Attempt extends Moment {
  /** When it began, in real milliseconds. */
  began: number;
  delivery: string;
  route: "partner" | "messaging";
  event: string;
  /** The channel or client that the event is about. */
  subject: string | null;
  number: number;
  url: string;
  headers: TextFields;
  /** `null`: the app gave no answer, and `error` says why. */
  status: number | null;
  error: string;
  answerBody: string;
  tookMs: number;
  delivered: boolean;
  /** When it is tried again, in virtual milliseconds. */
  nextAt: number | null;
  /** Its signature was made with another secret, as an attacker's would be. */
  isForged: boolean;
}

export function attemptOf(entry: Entry, isForged = false): Attempt {
  const { data, subject, wall } = entry;
  const tookMs = number(data.tookMs) ?? 0;
  return {
    ...momentOf(entry),
    began: number(data.began) ?? wall - tookMs,
    delivery: text(data.delivery),
    route: data.route === "messaging" ? "messaging" : "partner",
    event: text(data.event),
    subject,
    number: number(data.attempt) ?? 1,
    url: text(data.url),
    headers: textFields(data.headers),
    status: number(data.status),
    error: text(data.error),
    answerBody: text(data.answerBody),
    tookMs,
    delivered: data.outcome === "delivered",
    nextAt: number(data.nextAt),
    isForged,
  };
}
