import { expect, it } from "vitest";
import { openStore } from "../store/store.js";
import { type Journal, journalTables, openJournal } from "./journal.js";
import { describeRetention, type Retention } from "./retention.js";

const day = 86_400_000;

/** A journal whose moments and wall the test moves. */
function openTestJournal(retention: Retention, store = openStore(":memory:", journalTables)) {
  const soon: (() => void)[] = [];
  const wall = { now: 0 };
  const time = {
    now: () => 0,
    wall: () => wall.now,
    soon: (callback: () => void) => void soon.push(callback),
  };
  /** Lets a moment pass; returns how many callbacks it brought. */
  function moment(): number {
    const due = soon.splice(0);
    for (const callback of due) callback();
    return due.length;
  }
  function settle(): void {
    while (moment() > 0);
  }
  return { store, wall, journal: openJournal(store, time, retention), moment, settle };
}

function write(journal: Journal, count: number): void {
  for (let n = 0; n < count; n += 1) journal.record({ partner: "A", kind: "note", summary: "n" });
  journal.flush();
}

const numbers = (journal: Journal) => journal.read({ limit: 100_000 }).map(({ seq }) => seq);

it("keeps the newest entries", () => {
  const { journal, settle } = openTestJournal({ entries: 10 });
  write(journal, 25);
  settle();
  expect(numbers(journal)).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25]);
});

it("keeps the entries of the last days on the wall", () => {
  const test = openTestJournal({ ageMs: 2 * day });
  write(test.journal, 1000);
  test.wall.now = 3 * day;
  write(test.journal, 1000);
  test.settle();
  expect(test.journal.read({ limit: 1 })[0]?.seq).toBe(1001);
});

it.each([{}, { entries: 0, ageMs: 0 }])("keeps everything with %j", (retention) => {
  const test = openTestJournal(retention);
  write(test.journal, 3000);
  test.wall.now = 1000 * day;
  write(test.journal, 3000);
  test.settle();
  expect(numbers(test.journal)).toHaveLength(6000);
});

it("takes out so much at a time, and nothing within a command", () => {
  const { journal, store, moment, settle } = openTestJournal({ entries: 10 });
  store.transaction(() => write(journal, 9000));
  expect(numbers(journal)).toHaveLength(9000);
  moment();
  expect(numbers(journal)[0]).toBe(4001);
  settle();
  expect(numbers(journal)).toHaveLength(10);
});

it("starts with what an earlier run left, and goes on numbering even when all was too old", () => {
  const first = openTestJournal({});
  write(first.journal, 20);
  const second = openTestJournal({ ageMs: day }, first.store);
  second.wall.now = 9 * day;
  second.settle();
  expect(numbers(second.journal)).toEqual([20]);
  expect(openTestJournal({}, first.store).journal.last()).toBe(20);
});

it("says what is kept", () => {
  expect(describeRetention({ entries: 200_000, ageMs: 30 * day })).toBe(
    "The journal keeps the newest 200,000 entries of the last 30d.",
  );
  expect(describeRetention({ entries: 0 })).toBe("The journal keeps all entries.");
});
