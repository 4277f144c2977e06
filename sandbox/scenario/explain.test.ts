import { expect, test } from "vitest";
import { explainScenario } from "./explain.js";
import { readScenario } from "./language/read-scenario.js";
import { loadScenario, scenarioNames } from "./library.js";

test("a scenario is told as a story, with pauses where they belong", () => {
  const scenario = readScenario(
    {
      title: "The permission comes late",
      story: "It takes days.",
      billing: "direct",
      settings: { permission_event: "never", life: { running: "1h" } },
      clients: {
        clinic: {
          name: "Praxis Lindenhof",
          email: "empfang@lindenhof.example",
          numbers: {
            desk: { phone: "+4915100000071", running: "2d", live: "never" },
            lab: { phone: "+4915100000080", count: 9 },
          },
        },
      },
      steps: [
        { client_opens: { client: "clinic", blocked: true } },
        { client_adds: ["desk", "lab"] },
        { wait: "1d" },
        { wait: "2h" },
        { client_hub: { client: "clinic", grants: ["desk"] } },
        { fault: { on: "api", do: "status", status: 503, times: 2 } },
        { expect: { call: "create_api_key", never: true } },
        { wait: "10m" },
      ],
      expect: { call: "create_api_key", number: "desk", at_most: 2 },
    },
    "late",
  );
  expect(explainScenario(scenario)).toEqual([
    "late: The permission comes late",
    "It takes days.",
    "",
    "Direct Payment: the client pays, and decides itself what it shares. Its settings are permission_event: never, life.running: 1h.",
    "Praxis Lindenhof has desk, lab_1, lab_2 and 7 others.",
    "",
    "  1. Praxis Lindenhof clicks Connect, and its browser blocks the popup.",
    "  2. Its owner adds the numbers desk, lab_1, lab_2 and 7 others.",
    "  3. One day later, and two hours later: In its Client Hub, Praxis Lindenhof permits the number desk.",
    "  4. The hub's API misbehaves (answer 503), 2 times.",
    "     By now, this must be so:",
    "     – create_api_key, never",
    "     Ten minutes later, at the end, this must be so:",
    "     – create_api_key for desk, at most 2 times",
  ]);
});

test("every scenario of the library can be told, each step in a sentence of its own", async () => {
  for (const name of await scenarioNames()) {
    const told = explainScenario(await loadScenario(name));
    const sentences = told.filter((line) => /^ *\d+\. /.test(line));
    expect(sentences.length, name).toBeGreaterThan(4);
    for (const sentence of sentences) expect(sentence).toMatch(/^ *\d+\. [A-Z\d].*[.”]$/);
    expect(told.join(" "), name).not.toMatch(/undefined|\[object/);
  }
});
