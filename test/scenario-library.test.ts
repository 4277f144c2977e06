import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { scenarioNames } from "../sandbox/scenario/library.ts";
import { neverMet } from "./mutants/catalogue.ts";

const resultSchema = z.object({
  scenarios: z.array(
    z.object({
      name: z.string(),
      checks: z.array(z.object({ says: z.string(), result: z.string(), reasons: z.array(z.string()) })),
      failure: z.object({ message: z.string() }).nullable(),
      unmet: z.array(z.string()),
    }),
  ),
  rules: z.array(z.object({ id: z.string(), result: z.string() })),
});

let result: z.output<typeof resultSchema>;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "scenario-run-"));
  const file = join(folder, "result.json");
  try {
    const args = ["dist/sandbox/cli/main.js", "run", "--quiet", "--json-file", file];
    const child = spawn(process.execPath, args, { stdio: "ignore" });
    await once(child, "close");
    result = resultSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 180_000);

it("every scenario of the library passes against the reference client", async () => {
  expect(result.scenarios.map(({ name }) => name)).toEqual(await scenarioNames());
  const wrong = result.scenarios.flatMap(({ name, checks, failure }) => [
    ...checks.filter((check) => check.result !== "passed").map((check) => ({ name, ...check })),
    ...(failure === null ? [] : [{ name, failure: failure.message }]),
  ]);
  expect(wrong).toEqual([]);
});

it("every fault that a scenario switches on meets something", () => {
  expect(result.scenarios.filter(({ unmet }) => unmet.length > 0)).toEqual([]);
});

it("the reference client keeps every rule of the contract, and meets all but those that are named", () => {
  const idsOf = (wanted: string) =>
    result.rules.flatMap(({ id, result: own }) => (own === wanted ? [id] : []));
  expect(idsOf("broken")).toEqual([]);
  expect(idsOf("not-tried").sort()).toEqual(Object.keys(neverMet).sort());
});
