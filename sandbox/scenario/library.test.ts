import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { loadScenario, loadScenarios, scenarioNames } from "./library.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scenario-library-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const scenario = (step: string) => `{
  title: "A title", story: "A story.", billing: "partner",
  clients: { bakery: { name: "Nordlicht Bakery", email: "owner@nordlicht.example" } },
  steps: [${step}],
}`;

test("the library has a good many scenarios, and lists no shared beginnings", async () => {
  const names = await scenarioNames();
  expect(names.length).toBeGreaterThanOrEqual(30);
  expect(names.filter((name) => name.includes("shared") || name === "bakery")).toEqual([]);
});

test("a file of YAML includes others by paths that are relative to it", async () => {
  file("bakery.yaml", "clients: { bakery: { name: Nordlicht, email: owner@nordlicht.example } }\n");
  const path = file(
    "mine.yaml",
    "title: a\nstory: b\nbilling: partner\ninclude: ./bakery.yaml\nsteps: [{ client_opens: bakery }]\n",
  );
  expect((await loadScenario(path)).clients.get("bakery")?.name).toBe("Nordlicht");
});

test("an unknown name is answered with the nearest, or with all", async () => {
  await expect(loadScenario("first-grnt")).rejects.toThrow('Did you mean "first-grant"?');
  await expect(loadScenario("x.yaml")).rejects.toThrow("There is no scenario and no file");
});

describe("a module", () => {
  test("of TypeScript has its default export under its own name, and others under theirs", async () => {
    const path = file(
      "mine.ts",
      `type Step = { client_opens: string };
       const opens: Step = { client_opens: "bakery" };
       export default ${scenario("opens")};
       export const twice = ${scenario("opens, opens")};
       export const helper = () => opens;`,
    );
    const scenarios = await loadScenarios(path);
    expect(scenarios.map(({ name, steps }) => [name, steps.length])).toEqual([
      ["mine", 1],
      ["mine.twice", 2],
    ]);
    await expect(loadScenario(path)).rejects.toThrow("has several scenarios (mine, mine.twice)");
  });

  test("of JavaScript with one export is one scenario", async () => {
    const path = file("mine.mjs", `export default ${scenario('{ client_opens: "bakery" }')};`);
    expect(await loadScenario(path)).toMatchObject({ name: "mine", clients: new Map([["bakery", {}]]) });
  });

  test.each([
    [
      `export const late = ${scenario('{ client_opns: "bakery" }')}`,
      '(late): steps.0: unknown verb "client_opns".',
    ],
    [`export default ${scenario('{ client_opens: "bakry" }')}`, "steps.0.client_opens: there is no client"],
    [`export default { include: "x.yaml" }`, "include: a scenario in TypeScript includes nothing."],
    ["export const nothing = 5;", "this module exports no scenario."],
    ["throw new Error('oh no');", "this module cannot be loaded: oh no"],
  ])("%s is told with its file and its path", async (text, message) => {
    const path = file("mine.mjs", text);
    await expect(loadScenarios(path)).rejects.toThrow(message);
    await expect(loadScenarios(path)).rejects.toThrow("mine.mjs");
  });
});
