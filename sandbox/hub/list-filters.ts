import { invalid } from "./errors.js";

type Scalar = string | number | boolean | null;

export type FilterValue = Scalar | Scalar[];

/**
 * What one documented key means in SQL. A bare text is an expression that is compared as it stands.
 *
 * - `always`: the hub has the same value for every row, so the filter is decided without looking.
 * - `time`: a column of milliseconds, which the wire filters and sorts as `2026-03-02T09:14:05Z`.
 * - `column` may name the index (`by`) that finds its few rows, whatever else is asked for. `through` is for a column of
 *   another table: the own column that names its row.
 */
export type ListKey =
  | string
  | { always: string | number | boolean | null }
  | { time: string }
  | { column: string; by?: string; through?: { column: string; table: string } };

/** A condition with the values that it binds. */
export interface Condition {
  sql: string;
  values: (string | number | null)[];
}

const never: Condition = { sql: "0", values: [] };
const anyRow: Condition = { sql: "1", values: [] };

/** The condition that every row fulfils. */
export const isAlways = (condition: Condition): boolean => condition.sql === anyRow.sql;

/** The condition that no row fulfils, whatever is in the table. */
export const isNever = (condition: Condition): boolean => condition.sql === never.sql;

/** Every number of the API's texts is digits in a text column; bound as a number, SQLite would compare it as `42.0`. */
function bindable(value: string | number | boolean): string | number {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "number" ? String(value) : value;
}

const either = (conditions: Condition[]): Condition => {
  const [first = never, ...others] = conditions;
  if (others.length === 0) return first;
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(" OR ")})`,
    values: conditions.flatMap(({ values }) => values),
  };
};

const isThere = (value: Scalar): value is string | number | boolean => value !== null;

function equals(expression: string, wanted: readonly Scalar[]): Condition {
  const values = wanted.filter(isThere).map(bindable);
  const conditions: Condition[] = [];
  if (values.length === 1) conditions.push({ sql: `${expression} = ?`, values });
  if (values.length > 1)
    conditions.push({ sql: `${expression} IN (${values.map(() => "?").join(", ")})`, values });
  if (wanted.includes(null)) conditions.push({ sql: `${expression} IS NULL`, values: [] });
  return either(conditions);
}

const timeShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** The wire shows whole seconds, the column has milliseconds: one wire time is a second's worth of them. */
function atTime(column: string, key: string, value: Scalar): Condition {
  if (value === null) return { sql: `${column} IS NULL`, values: [] };
  const ms = timeShape.test(String(value)) ? Date.parse(String(value)) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw invalid(
      `filters.${key} is ${JSON.stringify(value)}, which is no time. Write it as the API shows it, such as 2026-03-02T09:14:05Z.`,
      "filters",
    );
  }
  const second = Math.floor(ms / 1000) * 1000;
  return { sql: `(${column} >= ? AND ${column} < ?)`, values: [second, second + 1000] };
}

/** A filter on one key. `scope` is repeated where rows of another table are looked up, which have the same partner. */
export function keyCondition(name: string, key: ListKey, value: FilterValue, scope: Condition): Condition {
  const wanted = Array.isArray(value) ? value : [value];
  if (typeof key === "string") return equals(key, wanted);
  if ("always" in key) return wanted.includes(key.always) ? anyRow : never;
  if ("time" in key) return either(wanted.map((one) => atTime(key.time, name, one)));
  const own = equals(key.column, wanted);
  if (!key.through || isNever(own)) return own;
  const { column, table } = key.through;
  return {
    sql: `${column} IN (SELECT id FROM ${table} WHERE partner_id = ? AND ${own.sql})`,
    values: [...scope.values, ...own.values],
  };
}

/** A free-text search: the words may stand anywhere in one of the columns. Case does not matter in ASCII. */
export function searchCondition(columns: readonly string[], text: FilterValue): Condition {
  if (typeof text === "object") {
    throw invalid(
      `filters.q is ${JSON.stringify(text)}. It is one text to look for, such as "bakery".`,
      "filters",
    );
  }
  const pattern = `%${String(text).replace(/[\\%_]/g, "\\$&")}%`;
  return {
    sql: `(${columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(" OR ")})`,
    values: columns.map(() => pattern),
  };
}

/** What to sort by, or `undefined` when all rows have the same. */
export function sortExpression(key: ListKey): string | undefined {
  if (typeof key === "string") return key;
  if ("always" in key) return undefined;
  return "time" in key ? key.time : key.column;
}

/** The index that finds the few rows of a filter, if its key names one and the value can be looked up in it. */
export function indexFor(key: ListKey | undefined, value: FilterValue | undefined): string | undefined {
  if (typeof key !== "object" || !("by" in key) || value === undefined || value === null) return undefined;
  return Array.isArray(value) && (value.length === 0 || value.includes(null)) ? undefined : key.by;
}
