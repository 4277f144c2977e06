import { describe, expect, test } from "vitest";
import { explainScenario } from "../explain.js";
import { parseScenario, ScenarioError } from "./read-scenario.js";
import type { ReadIncluded } from "./sources.js";

const main = `title: A title
story: A story
billing: partner
include: shared/onboarded.yaml
clients:
  bakery: { numbers: { shop: { running: 2d } } }
steps:
  - wait: 3d
`;

const files: Record<string, string> = {
  "shared/onboarded.yaml": `include: bakery.yaml
steps:
  - client_opens: bakery
  - client_adds: shop
`,
  "shared/bakery.yaml": `settings: { permission_event: always }
clients:
  bakery:
    name: Nordlicht Bakery
    email: owner@nordlicht.example
    numbers:
      shop: { phone: "+4915100000042", live: never }
`,
};

/** Files of one folder below the scenario's; paths are relative to the file that includes. */
const reading =
  (folder: Record<string, string>): ReadIncluded =>
  async (path, from) => {
    const file = from.startsWith("shared/") ? `shared/${path}` : path;
    const text = folder[file];
    return text === undefined ? undefined : { text, file };
  };

const parse = (text: string, folder = files) => parseScenario(text, "x.yaml", reading(folder));

async function complaints(text: string, folder = files): Promise<string[]> {
  try {
    await parse(text, folder);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split("\n");
    throw error;
  }
}

test("included files come first, and the scenario's own words go before theirs", async () => {
  const scenario = await parse(main);
  expect(scenario.steps.map(({ verb }) => verb)).toEqual(["client_opens", "client_adds", "wait"]);
  expect(scenario.settings).toEqual({ permission_event: "always" });
  expect(scenario.numbers.get("shop")).toMatchObject({
    phone: "+4915100000042",
    life: { running: "2d", live: "never" },
  });
  expect(explainScenario(scenario)).toContain("  2. Its owner adds the number shop.");
});

test("each step knows the file that it stands in", async () => {
  const { steps } = await parse(main);
  expect(steps.map(({ position }) => position)).toEqual([
    { line: 3, column: 5, file: "shared/onboarded.yaml" },
    { line: 4, column: 5, file: "shared/onboarded.yaml" },
    { line: 8, column: 5 },
  ]);
});

test("a scenario can take all of its steps from another file", async () => {
  const { steps } = await parse(main.replace("steps:\n  - wait: 3d\n", ""));
  expect(steps).toHaveLength(2);
});

describe("mistakes are told where they stand", () => {
  const wrong = (file: string, right: string, instead: string) => ({
    ...files,
    [file]: files[file]?.replace(right, instead) ?? "",
  });

  test.each([
    [
      "a step",
      wrong("shared/onboarded.yaml", "client_adds: shop", "client_adds: shp"),
      'shared/onboarded.yaml:4:18: there is no number "shp". Did you mean "shop"?',
    ],
    [
      "a client",
      wrong("shared/bakery.yaml", "owner@", "owner"),
      'shared/bakery.yaml:5:12: "ownernordlicht.example" is no e-mail address.',
    ],
    [
      "a setting",
      wrong("shared/bakery.yaml", "always", "allways"),
      'shared/bakery.yaml:1:31: permission_event is the string allways. Did you mean "always"?',
    ],
    [
      "a key that belongs to whole scenarios",
      wrong("shared/bakery.yaml", "settings", "billing: direct\nsettings"),
      'shared/bakery.yaml:1:1: unknown key "billing". Known here: include, clients, settings, steps. An included file has clients, settings and steps only.',
    ],
    ["YAML that is none", wrong("shared/bakery.yaml", "settings: {", "settings: ["), "shared/bakery.yaml:1:"],
    [
      "a file that is not there",
      wrong("shared/onboarded.yaml", "bakery.yaml", "baker.yaml"),
      'shared/onboarded.yaml:1:10: there is no file "baker.yaml". Write its path relative to this file.',
    ],
    [
      "a file that includes itself",
      wrong("shared/bakery.yaml", "settings:", "include: onboarded.yaml\nsettings:"),
      "shared/bakery.yaml:1:10: x.yaml includes shared/onboarded.yaml includes shared/bakery.yaml includes shared/onboarded.yaml. Take one of these includes out.",
    ],
  ])("%s", async (_, folder, message) => {
    expect((await complaints(main, folder))[0]).toContain(message);
  });

  test("and in the scenario itself with the scenario's own line", async () => {
    expect(await complaints(main.replace("wait: 3d", "wait: soon"))).toEqual([
      'x.yaml:8:11: "soon" is not a duration. Write it as 500ms, 90s, 10m, 1h30m or 2d.',
    ]);
    expect((await complaints(main.replace("running: 2d", "runing: 2d")))[0]).toContain(
      'x.yaml:6:32: unknown key "runing". Did you mean "running"?',
    );
  });
});
