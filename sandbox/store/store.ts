import Database from "better-sqlite3";
import { createGroup } from "./group.js";

/** Tables of one room. `id` is the room's name and a number that only grows; `sql` runs once for each database. */
export interface Migration {
  id: string;
  sql: string;
}

type BeforeCommit = () => void;
type AfterRollback = () => void;

/** The one SQLite database of a sandbox, and the only way to write to it: a transaction. */
export interface Store {
  readonly database: Database.Database;
  /** Prepares a statement once and keeps it; rooms own the SQL of their tables. */
  prepare<Parameters extends unknown[], Row>(sql: string): Database.Statement<Parameters, Row>;
  /**
   * Runs `command` in one transaction and returns its result. A nested call joins the outer transaction.
   * When `command` throws, nothing that it wrote remains.
   */
  transaction<Result>(command: () => Result): Result;
  /**
   * Runs `command` a moment later, in one transaction with the others that were asked for in the same turn of the event
   * loop: under load, many small commands cost one commit. Resolves once it is committed; each is written whole or not
   * at all, and one that throws spoils none of the others. It runs outside of the caller's asynchronous context: an entry
   * that it journals has to name its cause.
   */
  grouped(command: () => void): Promise<void>;
  /** Calls back just before each commit (to write what was held back) and after each rollback (to forget it). */
  around(beforeCommit: BeforeCommit, afterRollback: AfterRollback): void;
  /** Has every room forget what it remembers of the database, as after a rollback: it was changed past them. */
  forgetAll(): void;
  close(): void;
}

/** The file is a database of something else, or of a newer sandbox. */
export class StoreError extends Error {}

/**
 * SQLite as better-sqlite3 builds it (with STAT4) plans many statements anew whenever a parameter is bound that it compares
 * with a column or that limits the rows: its value might suggest another plan. That takes ten times as long as running
 * them. `+?` has the same value, but is no bare parameter.
 */
const plannedOnce = (sql: string): string => sql.replace(/([=<>]|\bLIMIT|\bOFFSET) \?/g, "$1 +?");

function migrate(database: Database.Database, migrations: readonly Migration[]): void {
  database.exec("CREATE TABLE IF NOT EXISTS migrations (id TEXT PRIMARY KEY) WITHOUT ROWID");
  const done = new Set(database.prepare<[], string>("SELECT id FROM migrations").pluck().all());
  const known = new Set(migrations.map((migration) => migration.id));
  const foreign = [...done].find((id) => !known.has(id));
  if (foreign !== undefined) {
    throw new StoreError(
      `${database.name} was written by a newer sandbox (it has the migration "${foreign}"). Update the sandbox, or start with another --db file.`,
    );
  }
  for (const migration of migrations) {
    if (done.has(migration.id)) continue;
    database.exec(migration.sql);
    database.prepare("INSERT INTO migrations (id) VALUES (?)").run(migration.id);
  }
}

/**
 * Opens `file` (or `:memory:`) and brings it up to date with `migrations`, in the order given.
 *
 * @throws StoreError when the file is no database or comes from a newer sandbox.
 */
export function openStore(file: string, migrations: readonly Migration[]): Store {
  let database: Database.Database;
  try {
    database = new Database(file);
    if (file !== ":memory:") {
      // WAL with NORMAL survives a killed process without a sync for each commit; only a power cut may lose the last one.
      database.pragma("journal_mode = WAL");
      database.pragma("synchronous = NORMAL");
      // The journal writes without end; with SQLite's 2 MB of cache it would push out the pages that every request reads.
      database.pragma("cache_size = -32768");
      database.pragma("wal_autocheckpoint = 8000");
    }
    database.pragma("foreign_keys = ON");
    database.transaction(() => migrate(database, migrations)).immediate();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      `Cannot open the database ${file}: ${reason}. Name a file that can be written with --db.`,
    );
  }

  const statements = new Map<string, Database.Statement<unknown[], unknown>>();
  const beforeCommit: BeforeCommit[] = [];
  const afterRollback: AfterRollback[] = [];
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");

  function transaction<Result>(command: () => Result): Result {
    if (database.inTransaction) return command();
    begin.run();
    try {
      const result = command();
      for (const write of beforeCommit) write();
      commit.run();
      return result;
    } catch (error) {
      if (database.inTransaction) rollback.run();
      for (const forget of afterRollback) forget();
      throw error;
    }
  }

  return {
    database,
    transaction,
    grouped: createGroup(transaction),
    prepare<Parameters extends unknown[], Row>(sql: string) {
      let statement = statements.get(sql);
      if (!statement) {
        statement = database.prepare(plannedOnce(sql));
        statements.set(sql, statement);
      }
      // The statement cache cannot carry each row type; the caller names it beside its SQL.
      return statement as Database.Statement<Parameters, Row>;
    },
    around(write, forget) {
      beforeCommit.push(write);
      afterRollback.push(forget);
    },
    forgetAll() {
      for (const forget of afterRollback) forget();
    },
    close() {
      database.close();
    },
  };
}
