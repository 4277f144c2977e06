import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openStore, StoreError } from "./store.js";

const table = { id: "t/1", sql: "CREATE TABLE t (n INTEGER)" };
const folder = () => mkdtempSync(join(tmpdir(), "sandbox-store-"));
const numbers = (store: ReturnType<typeof openStore>) =>
  store.prepare<[], number>("SELECT n FROM t").pluck().all();

it("keeps nothing of a command that throws", () => {
  const store = openStore(":memory:", [table]);
  const fail = () =>
    store.transaction(() => {
      store.prepare("INSERT INTO t VALUES (1)").run();
      throw new Error("no");
    });
  expect(fail).toThrow("no");
  expect(numbers(store)).toEqual([]);
});

it("lets a nested command join the outer one", () => {
  const store = openStore(":memory:", [table]);
  const insert = (n: number) => store.transaction(() => store.prepare("INSERT INTO t VALUES (?)").run(n));
  const fail = () =>
    store.transaction(() => {
      insert(1);
      throw new Error("outer");
    });
  expect(fail).toThrow("outer");
  store.transaction(() => insert(2));
  expect(numbers(store)).toEqual([2]);
});

it("runs each migration once, over restarts, in the order given", () => {
  const file = join(folder(), "a.db");
  openStore(file, [table]).close();
  const store = openStore(file, [table, { id: "t/2", sql: "INSERT INTO t VALUES (7)" }]);
  expect(numbers(store)).toEqual([7]);
  store.close();
});

it("refuses the database of a newer sandbox, and one that is none, with a remedy", () => {
  const newer = join(folder(), "newer.db");
  openStore(newer, [table, { id: "t/2", sql: "SELECT 1" }]).close();
  expect(() => openStore(newer, [table])).toThrow(StoreError);
  expect(() => openStore(newer, [table])).toThrow(/newer sandbox.*--db/);
  const text = join(folder(), "text.db");
  writeFileSync(text, "this is no database, but it is long enough to look at. ".repeat(20));
  expect(() => openStore(text, [table])).toThrow(/Cannot open the database.*--db/);
});
