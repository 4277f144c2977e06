import { expect, test } from "vitest";
import { toldLines } from "./told.js";

test("tells steps, what must be so by then, and who is who apart", () => {
  const lines = [
    "first-grant: The first grant",
    "A bakery signs up.",
    "",
    "Partner Payment: the partner pays.",
    "Bakery has shop (+4915100000042).",
    "",
    "  1. The client opens the page.",
    "     One day later, this must be so:",
    "     – the app makes one call",
    " 12. After that: it leaves.",
  ];
  expect(toldLines(lines)).toEqual([
    { kind: "about", says: "Partner Payment: the partner pays.", number: undefined },
    { kind: "about", says: "Bakery has shop (+4915100000042).", number: undefined },
    { kind: "step", says: "The client opens the page.", number: 1 },
    { kind: "moment", says: "One day later, this must be so:", number: undefined },
    { kind: "check", says: "the app makes one call", number: undefined },
    { kind: "step", says: "After that: it leaves.", number: 12 },
  ]);
});
