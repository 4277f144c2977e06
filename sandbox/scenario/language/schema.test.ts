import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { faultSchema } from "../../faults/fault.js";
import { callNames } from "../expectations/matcher.js";
import { loadScenario, packageRoot, scenarioNames } from "../library.js";
import type { Scenario } from "../scenario.js";
import { scenarioJsonSchema, scenarioSchema } from "./schema.js";
import { verbsFor } from "./verbs.js";
import { wordsFor } from "./words.js";

const read = (file: string) => readFileSync(join(packageRoot, "scenarios", file), "utf8");

test("the published JSON Schema is the one that the code makes", () => {
  expect(JSON.parse(read("scenario.schema.json"))).toEqual(scenarioJsonSchema());
});

const editor = z.fromJSONSchema(scenarioJsonSchema());

test("the JSON Schema takes every scenario of the library", async () => {
  for (const name of await scenarioNames()) {
    const { error } = editor.safeParse(parse(read(`${name}.yaml`)));
    expect(error, name).toBeUndefined();
  }
});

test("the JSON Schema refuses two verbs in a step, none, and unknown ones", () => {
  const takes = (step: unknown) =>
    editor.safeParse({ title: "a", story: "b", billing: "direct", clients: {}, steps: [step] }).success;
  expect(takes({ wait: "1s" })).toBe(true);
  expect(takes({ wait: "1s", client_opens: "a" })).toBe(false);
  expect(takes({})).toBe(false);
  expect(takes({ client_opns: "a" })).toBe(false);
});

const guide = read("README.md");

let scenarios: Scenario[];

beforeAll(async () => {
  scenarios = await Promise.all((await scenarioNames()).map(loadScenario));
}, 60_000);

test.each(Object.keys(verbsFor(wordsFor())))("the guide to the language has the verb %s", (verb) => {
  expect(guide).toContain(`\`${verb}`);
});

test("the guide to the language names every call, every fault and every key of a scenario", () => {
  const faults = faultSchema.options.flatMap(({ options }) =>
    options.map(({ shape }) => String(shape.do.value)),
  );
  expect(faults.length).toBeGreaterThan(15);
  const keys = Object.keys(scenarioSchema().shape);
  for (const name of [...callNames, ...faults, ...keys]) {
    expect(guide).toContain(name);
  }
});

test("the guide lists every scenario of the library with its title, and no other", () => {
  const listed = [...guide.matchAll(/^\| \[`([a-z0-9-]+)`\]\(\1\.yaml\) +\| (.+?) +\|/gm)].map(
    ([, name, title]) => `${name}: ${title}`,
  );
  expect(listed).toEqual(scenarios.map(({ name, title }) => `${name}: ${title}`));
});

test("every scenario of the library has tags, a story of a few sentences, and something to expect", () => {
  for (const { name, tags, story, expect: checks } of scenarios) {
    expect(tags.length, name).toBeGreaterThan(0);
    expect(story.match(/[.!?]/g)?.length ?? 0, name).toBeGreaterThan(1);
    expect(checks.length, name).toBeGreaterThan(0);
    expect(read(`${name}.yaml`).split("\n").length, `${name} is longer than a page`).toBeLessThan(66);
  }
});
