import { z } from "zod";
import type { FilterValue, ListQuery, Page } from "../hub/lists.js";
import { InputError, parse, parseJson } from "../wire/parse.js";

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const filtersSchema: z.ZodType<Record<string, FilterValue>> = z.record(
  z.string(),
  z.union([scalar, z.array(scalar)]),
);

const wholeNumber = (what: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `expected ${what} as a whole number` })
    .optional();

/** The query of every list: documented in the older API reference. */
export const listQuerySchema = z.object({
  filters: z.string().optional(),
  sort: z.string().optional(),
  limit: wholeNumber("the number of rows"),
  offset: wholeNumber("the number of rows to skip"),
});

function readFilters(text: string): Record<string, FilterValue> {
  const filters = parseJson(text, "filters");
  if (typeof filters !== "object" || filters === null || Array.isArray(filters)) {
    throw new InputError([
      `filters is ${text}: expected a URL-encoded JSON object such as {"id":"y9MiLoCH"}.`,
    ]);
  }
  return parse(filtersSchema, filters, "filters");
}

/** Reads the query of a list. Several sort fields are separated by commas (our choice; the real syntax is unknown). */
export function readListQuery({ filters, sort, limit, offset }: z.infer<typeof listQuerySchema>): ListQuery {
  if (limit === "0") throw new InputError([`limit is "0": expected at least 1.`]);
  return {
    ...(filters ? { filters: readFilters(filters) } : {}),
    ...(sort ? { sort: sort.split(",").map((field) => field.trim()) } : {}),
    ...(limit ? { limit: Number(limit) } : {}),
    ...(offset ? { offset: Number(offset) } : {}),
  };
}

/** The pagination envelope as recorded, with the rows under their own key; all keys in alphabetical order. */
export function pageObject<Row>(
  key: string,
  { rows, ...page }: Page<Row>,
  format: (row: Row) => unknown,
): Record<string, unknown> {
  const envelope: Record<string, unknown> = { ...page, [key]: rows.map(format) };
  return Object.fromEntries(Object.entries(envelope).sort(([a], [b]) => (a < b ? -1 : 1)));
}
