import { expect, it } from "vitest";
import { openStore } from "./store.js";

function openTestStore() {
  const store = openStore(":memory:", [{ id: "t/1", sql: "CREATE TABLE t (n INTEGER UNIQUE)" }]);
  const insert = store.prepare<[number], never>("INSERT INTO t VALUES (?)");
  let commits = 0;
  store.around(
    () => {
      commits += 1;
    },
    () => {},
  );
  return {
    store,
    add: (n: number) => void insert.run(n),
    commits: () => commits,
    numbers: () => store.prepare<[], number>("SELECT n FROM t ORDER BY n").pluck().all(),
  };
}

it("commits the commands of one turn together, a moment later", async () => {
  const { store, add, commits, numbers } = openTestStore();
  const both = Promise.all([store.grouped(() => add(1)), store.grouped(() => add(2))]);
  expect(numbers()).toEqual([]);
  await both;
  expect(numbers()).toEqual([1, 2]);
  expect(commits()).toBe(1);
});

it("lets a command that throws spoil none of the others, and keeps nothing of it", async () => {
  const { store, add, numbers } = openTestStore();
  const results = await Promise.allSettled([
    store.grouped(() => add(1)),
    store.grouped(() => {
      add(2);
      throw new Error("no");
    }),
    store.grouped(() => add(3)),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(numbers()).toEqual([1, 3]);
});
