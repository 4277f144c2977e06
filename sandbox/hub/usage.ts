import { createRequire } from "node:module";
import type { HubContext } from "./context.js";
import { invalid } from "./errors.js";

export const granularities = ["day", "month"] as const;
export type Granularity = (typeof granularities)[number];

/** Which messages to count. Times are virtual milliseconds since 1970; the end is not part of the range. */
export interface UsageRange {
  /** The beginning of the present month, when left out. */
  from?: number | undefined;
  /** Now, when left out. */
  to?: number | undefined;
  granularity: Granularity;
  /** Only channels with one of these application ids. */
  appIds?: readonly string[] | undefined;
}

/** Messages sent within one day or month to one receiver. */
export interface Sent {
  /** When the day or the month begins (UTC). */
  period: number;
  peer: string;
  /** Within 24 hours of what the customer wrote: a service message, which is free. */
  isAnswer: boolean;
  quantity: number;
}

/** Whose messages to count: a column of `channels`, and its value. */
export interface UsageScope {
  column: "partner_id" | "client_id" | "id";
  value: string;
}

export interface Usages {
  /** The range with its defaults filled in. */
  range(partnerId: string, range: UsageRange): { from: number; to: number };
  sent(partnerId: string, scope: UsageScope, range: UsageRange): Sent[];
  /** What was sent outside of the 24 hours since the beginning of time: what costs. */
  paidQuantity(scope: UsageScope): number;
}

const dayMs = 86_400_000;

interface SentRow {
  day: string;
  peer: string;
  isAnswer: number;
  quantity: number;
}

// Meta lets a business answer freely for 24 hours; anything else has to be a template, which costs.
const isAnswer = `EXISTS (SELECT 1 FROM messages AS before WHERE before.channel_id = messages.channel_id
  AND before.direction = 'in' AND before.peer = messages.peer
  AND before.created_at BETWEEN messages.created_at - ${dayMs} AND messages.created_at)`;

/** When the day or the month that `ms` is in begins (UTC). */
function periodStart(ms: number, granularity: Granularity): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), granularity === "day" ? date.getUTCDate() : 1);
}

/** When the day or the month that begins at `period` ends (UTC). */
export function periodEnd(period: number, granularity: Granularity): number {
  const date = new Date(period);
  return granularity === "day" ? period + dayMs : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** Counts the messages that numbers really sent. */
export function createUsages({ store, clock }: HubContext): Usages {
  function range(partnerId: string, { from, to }: UsageRange): { from: number; to: number } {
    const now = clock.now(partnerId);
    const begin = from ?? periodStart(Math.min(now, to ?? now), "month");
    const end = to ?? Math.max(now + 1, begin);
    if (begin <= end) return { from: begin, to: end };
    throw invalid(
      `The range begins at ${begin / 1000}, which is after its end at ${end / 1000}. Both are Unix times in seconds.`,
      "start_date",
    );
  }

  return {
    range,
    sent(partnerId, { column, value }, wanted) {
      const { from, to } = range(partnerId, wanted);
      const format = wanted.granularity === "day" ? "%Y-%m-%d" : "%Y-%m-01";
      const apps = wanted.appIds === undefined ? null : JSON.stringify(wanted.appIds);
      return store
        .prepare<(string | number | null)[], SentRow>(
          `SELECT strftime('${format}', messages.created_at / 1000, 'unixepoch') AS day, peer, ${isAnswer} AS isAnswer,
             COUNT(*) AS quantity
           FROM channels JOIN messages ON messages.channel_id = channels.id
           WHERE channels.${column} = ? AND direction = 'out' AND messages.created_at >= ? AND messages.created_at < ?
             AND (? IS NULL OR app_id IN (SELECT value FROM json_each(?)))
           GROUP BY day, peer, isAnswer ORDER BY day, peer, isAnswer`,
        )
        .all(value, from, to, apps, apps)
        .map(({ day, ...row }) => ({
          ...row,
          period: Date.parse(`${day}T00:00:00Z`),
          isAnswer: row.isAnswer === 1,
        }));
    },
    paidQuantity: ({ column, value }) =>
      store
        .prepare<[string], number>(
          `SELECT COUNT(*) FROM channels JOIN messages ON messages.channel_id = channels.id
           WHERE channels.${column} = ? AND direction = 'out' AND NOT ${isAnswer}`,
        )
        .pluck()
        .get(value) ?? 0,
  };
}

// The numbering plans take a while to load, and few sandboxes are ever asked for figures by country.
const require = createRequire(import.meta.url);

/** The two letters of the country that a number (digits only) belongs to; `null` when its plan does not say. */
export function countryOf(digits: string): string | null {
  const {
    parsePhoneNumberFromString,
  }: typeof import("libphonenumber-js/min") = require("libphonenumber-js/min");
  return parsePhoneNumberFromString(`+${digits}`)?.country ?? null;
}
