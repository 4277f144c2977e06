import { expect, test } from "vitest";
import type { ScenarioCard } from "../rooms.js";
import { matching, readScenarioQuery } from "./scenario-query.js";

const card = (name: string, more: Partial<ScenarioCard> = {}): ScenarioCard => ({
  name,
  title: name,
  story: "",
  tags: [],
  billing: "direct",
  hubs: ["direct"],
  settings: {},
  emails: [],
  ...more,
});

const library = [
  card("first", { story: "A bakery signs up.", tags: ["keys"] }),
  card("late", { title: "Two days late", billing: "partner", tags: ["life", "keys"] }),
];

test.each([
  ["", ["first", "late"]],
  ["text=BAKERY", ["first"]],
  ["text=late+days", ["late"]],
  ["text=late+bakery", []],
  ["tag=keys", ["first", "late"]],
  ["tag=keys&billing=partner", ["late"]],
  ["billing=nobody", ["first", "late"]],
])("?%s finds %j", (query, found) => {
  const shown = readScenarioQuery(`http://localhost/_sandbox/scenarios?${query}`);
  expect(matching(library, shown).map(({ name }) => name)).toEqual(found);
});
