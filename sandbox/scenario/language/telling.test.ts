import { expect, test } from "vitest";
import { inWords, listed } from "./telling.js";

test.each([
  ["2d", "two days"],
  ["1d", "one day"],
  ["1h30m", "one hour and 30 minutes"],
  ["10min", "ten minutes"],
  ["500ms", "500 milliseconds"],
  ["3w 1d 2s", "three weeks, one day and two seconds"],
  ["0", "no time"],
])("%s is %s", (duration, words) => {
  expect(inWords(duration)).toBe(words);
});

test("lists end with an and", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed)).toEqual(["", "a", "a and b", "a, b and c"]);
});
