import { beforeEach, expect, it } from "vitest";
import { openStore, type Store } from "../store/store.js";
import type { NewEntry } from "./entry.js";
import { type Journal, journalTables, openJournal } from "./journal.js";

let store: Store;
let journal: Journal;

beforeEach(() => {
  store = openStore(":memory:", journalTables);
  journal = openJournal(store, {
    now: (partner) => (partner === null ? 1 : 1000),
    wall: () => 5,
    soon: setImmediate,
  });
});

const note = (summary: string, partner: string | null = "A"): NewEntry => ({
  partner,
  kind: "note",
  summary,
});

it("numbers entries from one, and keeps virtual and wall time", () => {
  journal.record({ ...note("first"), data: { a: 1 } });
  journal.record(note("second", null));
  expect(journal.read()).toMatchObject([
    { seq: 1, at: 1000, wall: 5, summary: "first", data: { a: 1 }, cause: null },
    { seq: 2, at: 1, summary: "second", partner: null },
  ]);
});

it("drops the entries of a command that fails, and keeps what was recorded before it", () => {
  journal.record(note("before"));
  const fail = () =>
    store.transaction(() => {
      journal.record(note("inside"));
      throw new Error("no");
    });
  expect(fail).toThrow("no");
  journal.record(note("after"));
  expect(journal.read().map((entry) => entry.summary)).toEqual(["before", "after"]);
});

it("names the cause of what happens during awaited work, and of nothing else", async () => {
  const cause = journal.record(note("request"));
  const work = journal.causedBy(cause, async () => {
    await Promise.resolve();
    journal.record(note("effect"));
  });
  journal.record(note("meanwhile"));
  await work;
  expect(journal.read().map((entry) => [entry.summary, entry.cause])).toEqual([
    ["request", null],
    ["meanwhile", null],
    ["effect", cause],
  ]);
});

it("tells subscribers once entries are written, until they leave", async () => {
  const heard: string[] = [];
  const leave = journal.subscribe((entries) => heard.push(...entries.map((entry) => entry.summary)));
  journal.record(note("one"));
  store.transaction(() => journal.record(note("two")));
  expect(heard).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toEqual(["one", "two"]);
  leave();
  journal.record(note("three"));
  journal.flush();
  expect(heard).toHaveLength(2);
});

it("reads after a number, by kind and by partner, with a limit", () => {
  for (const partner of ["A", "B", "A"])
    journal.record({ partner, kind: partner === "A" ? "event" : "state", summary: partner });
  expect(journal.read({ partner: "A" }).map(({ seq }) => seq)).toEqual([1, 3]);
  expect(journal.read({ kinds: ["state"] }).map(({ seq }) => seq)).toEqual([2]);
  expect(journal.read({ after: 1, limit: 1 }).map(({ seq }) => seq)).toEqual([2]);
});

it("goes on numbering after a restart", () => {
  journal.record(note("before"));
  journal.flush();
  const reopened = openJournal(store, { now: () => 0, wall: () => 0, soon: setImmediate });
  expect(reopened.record(note("after"))).toBe(2);
});
