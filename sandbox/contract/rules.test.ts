import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { judgeContract } from "./judge.js";
import { rules } from "./rules.js";

test("every rule of the folder is in the catalogue once, under the name of its file", () => {
  const files = readdirSync(new URL("rules", import.meta.url)).map((name) => name.replace(/\.ts$/, ""));
  expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
});

test("a journal with nothing in it tries no rule", () => {
  const results = new Set(judgeContract([]).map(({ result }) => result));
  expect([...results]).toEqual(["not-tried"]);
});

test.each(rules)(
  "$id says in whole sentences why it matters, what it looks for, and how to mend it",
  (rule) => {
    for (const text of [rule.why, rule.looksFor, rule.mend]) {
      expect(text).toMatch(/^["'`A-Z4].*\.$/);
      expect(text).not.toMatch(/\s{2}|undefined|TODO/);
    }
    expect(rule.looksFor).toContain("broken");
    // A title completes "A good integration …", so that it can stand in a list.
    expect(rule.title).toMatch(/^[A-Z]\w+s .*[^.]$/);
    expect(rule.evidence.source).not.toBe("");
  },
);
