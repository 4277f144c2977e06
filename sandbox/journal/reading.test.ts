import { describe, expect, it } from "vitest";
import { openStore } from "../store/store.js";
import type { NewEntry } from "./entry.js";
import { journalTables, openJournal } from "./journal.js";

const state = (more: Partial<NewEntry> = {}): NewEntry => ({
  partner: "DirectPA",
  kind: "state",
  summary: "something",
  ...more,
});

const seqs = (entries: readonly { seq: number }[]) => entries.map(({ seq }) => seq);

/** Six entries: a call with its answer, what it led to, and two that have nothing to do with it. */
function filled() {
  const store = openStore(":memory:", journalTables);
  const journal = openJournal(store, { now: () => 0, wall: () => 0, soon: () => {} });
  const call = journal.record(state({ kind: "request", summary: "POST /messages", subject: "OneCH" }));
  const change = journal.record(state({ summary: "OneCH sends", subject: "OneCH", cause: call }));
  const other = journal.record(state({ summary: "100% sure", data: { names: ["TwoCH"] } }));
  const event = journal.record(state({ kind: "event", summary: "message_sent", cause: change }));
  const answer = journal.record(
    state({ kind: "answer", summary: "POST /messages → 200", cause: call, data: { body: "wamid.9" } }),
  );
  const foreign = journal.record(state({ partner: "PrePayPA", summary: "elsewhere" }));
  return { store, journal, call, change, other, event, answer, foreign };
}

describe("read", () => {
  it("gives those right before a number, in order", () => {
    const { journal, other, event, answer } = filled();
    expect(seqs(journal.read({ before: answer, limit: 2 }))).toEqual([other, event]);
  });

  it("gives those between two numbers from the lower end", () => {
    const { journal, call, change, other, answer } = filled();
    expect(seqs(journal.read({ after: call, before: answer, limit: 2 }))).toEqual([change, other]);
  });

  it("gives what is about an id, or names it", () => {
    const { journal, call, change, other } = filled();
    expect(seqs(journal.read({ subject: "OneCH" }))).toEqual([call, change]);
    expect(seqs(journal.read({ subject: "TwoCH" }))).toEqual([other]);
  });

  it("finds text in summary and data, and takes signs of the search language as they are", () => {
    const { journal, other, answer } = filled();
    expect(seqs(journal.read({ text: "WAMID" }))).toEqual([answer]);
    expect(seqs(journal.read({ text: "100% s" }))).toEqual([other]);
    expect(journal.read({ text: "1_0" })).toEqual([]);
  });
});

describe("lines", () => {
  it("are the numbers in order, without answers", () => {
    const { journal, call, change, other, event, foreign } = filled();
    expect(journal.lines({})).toEqual([call, change, other, event, foreign]);
    expect(journal.lines({ partner: "PrePayPA" })).toEqual([foreign]);
    expect(journal.lines({ kinds: ["request"] })).toEqual([call]);
  });

  it("name a request whose answer came since, and one whose answer alone matches", () => {
    const { journal, call, answer } = filled();
    expect(journal.lines({ after: answer - 1, partner: "DirectPA" })).toEqual([call]);
    expect(journal.lines({ text: "wamid.9" })).toEqual([call]);
  });
});

describe("causes and effects", () => {
  it("lead from an entry to all that came of it", () => {
    const { journal, call, change, event, answer, other } = filled();
    expect(journal.effects(call)).toEqual([change, event, answer]);
    expect(journal.effects(other)).toEqual([]);
  });

  it("bring the answer with a request", () => {
    const { journal, call, answer, event } = filled();
    expect(seqs(journal.among([event, call]))).toEqual([call, event, answer]);
    expect(journal.among([4711])).toEqual([]);
  });

  it("are found by number as long as they are kept", () => {
    const { journal, call } = filled();
    expect(journal.find(call)?.summary).toBe("POST /messages");
    expect(journal.find(4711)).toBeUndefined();
  });
});

it("counts how often it was cleared, and tells whoever follows it", () => {
  const { journal } = filled();
  journal.flush();
  let told = 0;
  journal.subscribe(() => {
    told += 1;
  });
  journal.clear("DirectPA");
  expect(journal.cleared()).toBe(1);
  expect(told).toBe(1);
  expect(journal.lines({ partner: "DirectPA" })).toEqual([]);
});

it("counts what was replaced as a whole too, but no command that failed", () => {
  const { store, journal } = filled();
  journal.flush();
  const failing = () =>
    store.transaction(() => {
      throw new Error("refused");
    });
  expect(failing).toThrow("refused");
  expect(journal.cleared()).toBe(0);
  store.transaction(() => store.forgetAll());
  expect(journal.cleared()).toBe(1);
});
