import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { packageRoot, scenarioNames } from "../library.js";
import { scenarioJsonSchema } from "./schema.js";

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

test("the guide to the language names every verb and every call", () => {
  const guide = read("README.md");
  const { definitions } = z
    .looseObject({ definitions: z.record(z.string(), z.unknown()) })
    .parse(scenarioJsonSchema());
  const text = JSON.stringify(definitions);
  const verbs = [...text.matchAll(/"((?:client|customer|number)_[a-z_]+|receiver|wait)":\{/g)].map(
    ([, verb]) => verb,
  );
  const calls = /"call":\{[^}]*"enum":\[([^\]]*)\]/.exec(text)?.[1] ?? "";
  expect(verbs.length).toBeGreaterThan(15);
  for (const verb of verbs) expect(guide).toContain(`\`${verb}`);
  for (const call of JSON.parse(`[${calls}]`)) expect(guide).toContain(`${call}`);
});
