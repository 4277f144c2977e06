import type { Store } from "../store/store.js";
import { invalid } from "./errors.js";

/** The echo and the rows of a list, as the real hub's pagination envelope has them. */
export interface Page<Row> {
  count: number;
  filters: Record<string, FilterValue>;
  limit: number;
  offset: number;
  rows: Row[];
  sort: string[];
  total: number;
}

export type FilterValue = string | number | boolean | null | (string | number | boolean | null)[];

/** `filters` match exactly, an array matches any of its values, `q` searches; `sort` takes field names, `-` for descending. */
export interface ListQuery {
  filters?: Record<string, FilterValue>;
  sort?: string[];
  limit?: number;
  offset?: number;
}

/** A list that can be filtered: its FROM clause, the SQL of each documented key, and where `q` looks. */
export interface ListSource {
  /** The word for one row, in errors. */
  noun: string;
  columns: string;
  from: string;
  /** An always-true or scoping condition with its values, such as `partner_id = ?`. */
  keys: Record<string, string>;
  searched: readonly string[];
}

/** The default page of the real hub, recorded. */
const defaultLimit = 1000;

function known(source: ListSource, key: string, where: string): string {
  const expression = source.keys[key];
  if (expression !== undefined) return expression;
  throw invalid(
    `${where} names "${key}", which ${source.noun}s cannot be listed by. Known keys: ${Object.keys(source.keys).join(", ")}.`,
    where,
  );
}

const bindable = (value: string | number | boolean | null) =>
  typeof value === "boolean" ? Number(value) : value;

function condition(
  source: ListSource,
  key: string,
  value: FilterValue,
): { sql: string; values: (string | number | null)[] } {
  if (key === "q") {
    const pattern = `%${String(value).replace(/[\\%_]/g, "\\$&")}%`;
    const sql = `(${source.searched.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(" OR ")})`;
    return { sql, values: source.searched.map(() => pattern) };
  }
  const expression = known(source, key, "filters");
  if (value === null) return { sql: `${expression} IS NULL`, values: [] };
  if (!Array.isArray(value)) return { sql: `${expression} = ?`, values: [bindable(value)] };
  if (value.length === 0) return { sql: "0", values: [] };
  return { sql: `${expression} IN (${value.map(() => "?").join(", ")})`, values: value.map(bindable) };
}

/**
 * Reads one page of a list, filtered, sorted and counted in SQL.
 *
 * @param scope a condition that always holds, with its values: nobody sees another partner's rows.
 * @throws HubError `invalid` that names an unknown key and lists the known ones.
 */
export function listPage<Row>(
  store: Store,
  source: ListSource,
  scope: { sql: string; values: (string | number)[] },
  { filters = {}, sort = ["id"], limit = defaultLimit, offset = 0 }: ListQuery,
): Page<Row> {
  const conditions = Object.entries(filters).map(([key, value]) => condition(source, key, value));
  const where = [scope.sql, ...conditions.map(({ sql }) => sql)].join(" AND ");
  const values = [...scope.values, ...conditions.flatMap((one) => one.values)];
  const order = sort.map((field) => {
    const descending = field.startsWith("-");
    return `${known(source, descending ? field.slice(1) : field, "sort")}${descending ? " DESC" : ""}`;
  });

  const rows = store
    .prepare<(string | number | null)[], Row>(
      `SELECT ${source.columns} FROM ${source.from} WHERE ${where} ORDER BY ${order.join(", ")} LIMIT ? OFFSET ?`,
    )
    .all(...values, limit, offset);
  const pageIsWhole = offset === 0 && rows.length < limit;
  const total = pageIsWhole
    ? rows.length
    : (store
        .prepare<(string | number | null)[], number>(`SELECT COUNT(*) FROM ${source.from} WHERE ${where}`)
        .pluck()
        .get(...values) ?? 0);
  return { count: rows.length, filters, limit, offset, rows, sort, total };
}
