import type { Store } from "../store/store.js";
import { invalid } from "./errors.js";
import {
  type Condition,
  type FilterValue,
  indexFor,
  isAlways,
  isNever,
  keyCondition,
  type ListKey,
  searchCondition,
  sortExpression,
} from "./list-filters.js";

export type { FilterValue } from "./list-filters.js";

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

/**
 * `filters` match exactly, an array matches any of its values, `null` what is absent; `q` searches and reads every row.
 * `sort` takes field names, `-` for descending.
 */
export interface ListQuery {
  filters?: Record<string, FilterValue>;
  sort?: string[];
  limit?: number;
  offset?: number;
}

/** A list that can be filtered: its table, the SQL of each documented key, and where `q` looks. */
export interface ListSource {
  /** The word for one row, in errors. */
  noun: string;
  columns: string;
  from: string;
  /** Tables of which each row has one, with their joins; a statement names only those that it reads. */
  joins?: Record<string, string>;
  /** The table's rowid: with it, rows that a page skips are only counted, never read. */
  rowid?: string;
  /** Those that find few rows come first. */
  keys: Record<string, ListKey>;
  searched: readonly string[];
  /** Rows that triggers count, and the keys that they count them by: totals that cost the same for any number of rows. */
  counted?: { as: string; by: Record<string, string> };
}

type Value = string | number | null;

/** The default page of the real hub, recorded. */
const defaultLimit = 1000;

function known(source: ListSource, key: string, where: string): ListKey {
  const found = Object.hasOwn(source.keys, key) ? source.keys[key] : undefined;
  if (found !== undefined) return found;
  throw invalid(
    `${where} names "${key}", which ${source.noun}s cannot be listed by. Known keys: ${Object.keys(source.keys).join(", ")}.`,
    where,
  );
}

/** Equal rows keep the order of their ids, in the direction of the last field, so that one index serves both. */
function orderOf(source: ListSource, sort: readonly string[]): string {
  const fields = sort.map((field) => ({
    descending: field.startsWith("-"),
    by: sortExpression(known(source, field.replace(/^-/, ""), "sort")),
  }));
  const id = source.keys.id === undefined ? undefined : sortExpression(source.keys.id);
  fields.push({ descending: fields.at(-1)?.descending ?? false, by: id });
  const terms = new Map<string, string>();
  for (const { by, descending } of fields) {
    if (by !== undefined && !terms.has(by)) terms.set(by, `${by}${descending ? " DESC" : ""}`);
  }
  return terms.size === 0 ? "" : `ORDER BY ${[...terms.values()].join(", ")}`;
}

/** The total from the maintained counts, when only what they are counted by is asked for. */
function countedTotal(
  store: Store,
  { counted, keys }: ListSource,
  scope: Condition,
  filters: Record<string, FilterValue>,
): number | undefined {
  if (!counted) return undefined;
  const conditions: Condition[] = [
    { sql: "partner_id = ? AND list = ?", values: [...scope.values, counted.as] },
  ];
  for (const [key, value] of Object.entries(filters)) {
    const condition = keyCondition(key, counted.by[key] ?? keys[key] ?? "", value, scope);
    if (isAlways(condition)) continue;
    if (counted.by[key] === undefined) return undefined;
    conditions.push(condition);
  }
  const { sql, values } = all(conditions);
  return store
    .prepare<Value[], number>(`SELECT COALESCE(SUM(total), 0) FROM list_totals WHERE ${sql}`)
    .pluck()
    .get(...values);
}

const all = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => sql).join(" AND "),
  values: conditions.flatMap(({ values }) => values),
});

const joinsOf = ({ joins = {} }: ListSource, ...read: string[]): string =>
  Object.entries(joins)
    .flatMap(([table, join]) => (read.some((sql) => sql.includes(`${table}.`)) ? [join] : []))
    .join(" ");

/** The statements of one list call; `plan` of a test looks at the same ones. */
export function listStatements(
  source: ListSource,
  scope: Condition,
  { filters = {}, sort = ["id"], offset = 0 }: ListQuery,
): { page: string; count: string; values: Value[]; empty: boolean } {
  const conditions = Object.entries(filters).map(([key, value]) =>
    key === "q"
      ? searchCondition(source.searched, value)
      : keyCondition(key, known(source, key, "filters"), value, scope),
  );
  const where = all([scope, ...conditions.filter((one) => !isAlways(one))]);
  const by = Object.keys(source.keys).find(
    (key) => Object.hasOwn(filters, key) && indexFor(source.keys[key], filters[key]),
  );
  const index = by === undefined ? undefined : indexFor(source.keys[by], filters[by]);
  const { columns, rowid } = source;
  const from = `${source.from}${index === undefined ? "" : ` INDEXED BY ${index}`}`;
  const order = orderOf(source, sort);
  const joins = joinsOf(source, columns, where.sql, order);
  const rows = (read: string) => `FROM ${from} ${read} WHERE ${where.sql} ${order} LIMIT ? OFFSET ?`;
  const skipped = `SELECT ${rowid} ${rows(joinsOf(source, where.sql, order))}`;
  const page =
    rowid === undefined || offset === 0
      ? `SELECT ${columns} ${rows(joins)}`
      : `SELECT ${columns} FROM ${source.from} ${joins} WHERE ${rowid} IN (${skipped}) ${order}`;
  const count = `SELECT COUNT(*) FROM ${from} ${joinsOf(source, where.sql)} WHERE ${where.sql}`;
  return { page, count, values: where.values, empty: conditions.some(isNever) };
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
  scope: Condition,
  query: ListQuery,
): Page<Row> {
  const { filters = {}, sort = ["id"], limit = defaultLimit, offset = 0 } = query;
  const { page, count, values, empty } = listStatements(source, scope, query);
  const rows = empty ? [] : store.prepare<Value[], Row>(page).all(...values, limit, offset);
  const isLast = rows.length < limit && (offset === 0 || rows.length > 0);
  const total = isLast
    ? offset + rows.length
    : (countedTotal(store, source, scope, filters) ??
      store
        .prepare<Value[], number>(count)
        .pluck()
        .get(...values) ??
      0);
  return { count: rows.length, filters, limit, offset, rows, sort, total };
}
