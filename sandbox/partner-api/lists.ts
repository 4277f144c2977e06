import { z } from "zod";
import { documented } from "../evidence/evidence.js";
import type { FilterValue, ListQuery, Page } from "../hub/lists.js";
import { field } from "../hub/objects/field.js";
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

const reference = documented("older API reference; five clients send filters");

/** The query of every list. */
export const listQuerySchema = z.object({
  filters: field(
    z.string().optional(),
    reference,
    'A JSON object of fields, nested ones with dots, such as {"setup_info.phone_number":"4915100000042"}. An array matches any of its values; q searches.',
  ),
  sort: field(
    z.string().optional(),
    documented("older API reference; several fields at once are inferred from the echo"),
    "A field, with a minus for descending. Several are separated by commas.",
  ),
  limit: field(wholeNumber("the number of rows"), reference, "1000 unless asked otherwise."),
  offset: field(wholeNumber("the number of rows to skip"), reference, "Rows to skip."),
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

/** Several fields, separated by commas or as a JSON array: how the real hub takes them is unknown; its echo is an array. */
function readSort(text: string): string[] {
  const fields = text.trimStart().startsWith("[")
    ? parse(z.array(z.string()), parseJson(text, "sort"), "sort")
    : text.split(",");
  return fields.map((field) => field.trim());
}

/** Reads the query of a list. */
export function readListQuery({ filters, sort, limit, offset }: z.infer<typeof listQuerySchema>): ListQuery {
  if (limit === "0") throw new InputError([`limit is "0": expected at least 1.`]);
  return {
    ...(filters ? { filters: readFilters(filters) } : {}),
    ...(sort ? { sort: readSort(sort) } : {}),
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
