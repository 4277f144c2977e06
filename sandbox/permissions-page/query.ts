import { z } from "zod";
import type { VisitParams } from "../hub/visit.js";
import { maskJson } from "../journal/mask.js";
import { toLanguage } from "../pages/languages.js";

// Observed: the official button sends parameters that were not set as `key=`.
const exact = z
  .string()
  .transform((value) => value || undefined)
  .optional();
const text = exact.transform((value) => value?.trim() || undefined);

const querySchema = z.object({
  redirect_url: text,
  // The partner's own, handed back as it came; whether an empty one is, is a setting.
  state: z.string().optional(),
  io_signature: exact,
  io_timestamp: exact,
  email: text,
  name: text,
  next: text,
  // Observed: the demo's generator wraps the number in literal double quotes.
  number: text.transform((value) => value?.replace(/^"(.*)"$/, "$1").trim() || undefined),
  plan_selection: text,
  lang: text.transform((value) => value && toLanguage(value)),
  partner: text,
  connect_client_user: text,
  client_id: text,
  flow: text,
  preverified_phone_number_id: text,
  hosting_type: text,
});

const knownKeys: readonly string[] = Object.keys(querySchema.shape);

// In a query `+` is a space, but partners also write these three into their links as they are (observed for
// redirect_url and number), and none of them can contain a space.
const plusIsPlus = ["redirect_url", "email", "number"];

/**
 * Reads the query that opened the permissions page. Values may be raw or percent-encoded (both are in use), an empty one
 * is absent, and of a repeated key the first counts. What is unknown or empty is kept apart, to be shown as such.
 */
export function parseQuery(url: string): VisitParams {
  const { search } = new URL(url);
  const query = new URLSearchParams(search);
  const rawPlus = new URLSearchParams(search.replaceAll("+", "%2B"));
  const first = (key: string) => (plusIsPlus.includes(key) ? rawPlus : query).get(key) ?? undefined;
  const received = Object.fromEntries([...query.keys()].map((key) => [key, first(key)]));
  const others = Object.entries(received).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      (!knownKeys.includes(entry[0]) || (entry[0] !== "state" && entry[1].trim() === "")),
  );
  const params = querySchema.parse(received);
  if (others.length === 0) return params;
  // A plan for the autopilot may hold a password, and what is kept here is shown and journalled.
  return { ...params, others: Object.fromEntries(others.map(([key, value]) => [key, maskJson(value)])) };
}
