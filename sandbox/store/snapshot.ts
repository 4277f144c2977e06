import type { Store } from "./store.js";

/** Rows of one table, cell by cell in the order of `columns`. */
interface TableSnapshot {
  columns: string[];
  rows: Cell[][];
}

type Cell = string | number | null;

/** Everything in the database at one moment, as JSON. `migrations` says which shape the tables have. */
export interface StoreSnapshot {
  migrations: string[];
  tables: Record<string, TableSnapshot>;
}

/** The snapshot does not fit this sandbox; the message says why and what to do. */
export class SnapshotError extends Error {}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

const migrationsOf = ({ database }: Store): string[] =>
  database.prepare<[], string>("SELECT id FROM migrations ORDER BY id").pluck().all();

/** The tables, without those that SQLite keeps for itself; the counters of AUTOINCREMENT are ours to keep. */
const tablesOf = ({ database }: Store): string[] =>
  database
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migrations' AND (name = 'sqlite_sequence' OR name NOT LIKE 'sqlite%') ORDER BY name",
    )
    .pluck()
    .all();

function read({ database }: Store, table: string): TableSnapshot {
  const statement = database.prepare<[], Cell[]>(`SELECT * FROM ${quote(table)}`).raw();
  return { columns: statement.columns().map(({ name }) => name), rows: statement.all() };
}

/** Copies everything, in one transaction. */
export const takeSnapshot = (store: Store): StoreSnapshot =>
  store.transaction(() => ({
    migrations: migrationsOf(store),
    tables: Object.fromEntries(tablesOf(store).map((table) => [table, read(store, table)])),
  }));

/** Triggers count what commands write; here the counts come with the rows. */
function withoutTriggers({ database }: Store, work: () => void): void {
  const triggers = database
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    .all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${quote(name)}`);
  work();
  for (const { sql } of triggers) database.exec(sql);
}

function requireSameShape(store: Store, snapshot: StoreSnapshot): void {
  const own = migrationsOf(store);
  const foreign = snapshot.migrations.find((id) => !own.includes(id));
  const missing = own.find((id) => !snapshot.migrations.includes(id));
  if (foreign !== undefined)
    throw new SnapshotError(
      `The snapshot is of a newer sandbox (it has the migration "${foreign}"). Update this one.`,
    );
  if (missing !== undefined)
    throw new SnapshotError(
      `The snapshot is of an older sandbox (it lacks the migration "${missing}"). Take it anew with this one.`,
    );
  for (const table of tablesOf(store)) {
    const columns = read(store, table).columns.join(", ");
    const given = snapshot.tables[table]?.columns.join(", ");
    if (given !== columns)
      throw new SnapshotError(
        `The snapshot's table ${table} has the columns (${given ?? "none"}) instead of (${columns}). It was changed by hand, or is of another sandbox.`,
      );
  }
}

/**
 * Puts everything in the database back to what a snapshot says: all of it, or nothing. What rooms remember of the
 * database is forgotten.
 *
 * @throws SnapshotError when it does not fit.
 */
export function putSnapshot(store: Store, snapshot: StoreSnapshot): void {
  const { database } = store;
  store.transaction(() => {
    requireSameShape(store, snapshot);
    database.pragma("defer_foreign_keys = ON");
    withoutTriggers(store, () => {
      // Inserts move the counters of AUTOINCREMENT, so these come last.
      const tables = tablesOf(store).sort(
        (a, b) => Number(a === "sqlite_sequence") - Number(b === "sqlite_sequence"),
      );
      for (const table of tables) database.exec(`DELETE FROM ${quote(table)}`);
      for (const table of tables) {
        const { columns, rows } = snapshot.tables[table] ?? { columns: [], rows: [] };
        if (table === "sqlite_sequence") database.exec("DELETE FROM sqlite_sequence");
        const insert = database.prepare<Cell[], never>(
          `INSERT INTO ${quote(table)} VALUES (${columns.map(() => "?").join(", ")})`,
        );
        for (const row of rows) insert.run(...row);
      }
    });
    store.forgetAll();
  });
}
