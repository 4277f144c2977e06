/**
 * Loaded before the sandbox (`node --import`): the process kills itself right after the database has committed for the
 * nth time, so that whatever is written in two commits instead of one is cut in half there.
 */
import Database from "better-sqlite3";

let left = Number(process.env.CRASH_AFTER_COMMITS);
const { prepare } = Database.prototype;

/** Counts what is committed: by a COMMIT, or by a statement outside of a transaction. */
function committed(database: Database.Database): void {
  if (database.inTransaction) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
}

Database.prototype.prepare = new Proxy(prepare, {
  apply(target, database: Database.Database, args) {
    const statement = Reflect.apply(target, database, args);
    statement.run = new Proxy(statement.run, {
      apply(run, self, values) {
        const result = Reflect.apply(run, self, values);
        committed(database);
        return result;
      },
    });
    return statement;
  },
});
