import { describe, expect, test } from "vitest";
import { loadScenario, scenarioNames } from "../library.js";
import { parseScenario, readScenario, ScenarioError } from "./read-scenario.js";
import { defineScenario, type StepInput } from "./schema.js";

const beginning = `title: A title
story: A story
billing: direct
clients:
  bakery:
    name: Nordlicht Bakery
    email: owner@nordlicht.example
    numbers:
      shop: { phone: "+4915100000042", running: 2d }
      cafe: { phone: "+4915100000043", live: never }
`;

/** What is said about a scenario; steps begin in line 12. */
async function complaints(text: string): Promise<string[]> {
  try {
    await parseScenario(text, "scenarios/x.yaml");
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split("\n");
    throw error;
  }
}

const withSteps = (steps: string) => `${beginning}steps:\n${steps}`;

test("reads clients, numbers and steps, and where each step stands", async () => {
  const scenario = await parseScenario(
    withSteps("  - client_opens: bakery\n  - wait: 2d\n  - expect: { event: client_created }\n"),
    "scenarios/two-days.yaml",
  );
  expect(scenario).toMatchObject({ name: "two-days", title: "A title", billing: "direct" });
  expect(scenario.numbers.get("shop")).toEqual({
    alias: "shop",
    client: "bakery",
    phone: "+4915100000042",
    displayName: "Nordlicht Bakery",
    life: { running: "2d" },
  });
  expect(scenario.steps.map(({ verb, position }) => [verb, position?.line, position?.column])).toEqual([
    ["client_opens", 12, 5],
    ["wait", 13, 5],
    ["expect", 14, 5],
  ]);
});

test("reads every scenario of the library", async () => {
  const names = await scenarioNames();
  expect(names.length).toBeGreaterThanOrEqual(8);
  for (const name of names) expect((await loadScenario(name)).name).toBe(name);
});

describe("a step", () => {
  test.each([
    ["client_opns: bakery", '12:5: unknown verb "client_opns". Did you mean "client_opens"?'],
    ["dance: bakery", '12:5: unknown verb "dance". Known here: client_opens, client_signs_up,'],
    ["client_opens: bakry", '12:19: there is no client "bakry". Did you mean "bakery"?'],
    ["client_opens: shop", '12:19: there is no client "shop". Known here: bakery.'],
    ["client_opens:", "12:18: expected the alias of a client, or `{ client: …, blocked: true }`."],
    ["client_signs_up:", "12:21: expected the alias of a client. Declare it under `clients:`."],
    [
      "client_returns: { client: bakery, may_refus: true }",
      '12:39: unknown key "may_refus". Did you mean "may_refuse"?',
    ],
    ["webhooks_come: { how: twise }", '12:27: how is the string twise. Did you mean "twice"?'],
    ["quality_changes: { number: shop }", "12:22: nothing changes. Write a `rating`, a `limit`, or both."],
    [
      "hub_sends: { number: shop, event: channel_runing }",
      '12:39: there is no event "channel_runing". Did you mean "channel_running"?',
    ],
    ["redirect_url: { is: nowhere }", "12:25: is no URL. Write one, or `none`."],
    [
      "attacker_opens_link: { client: bakery, link: replay }",
      '12:50: link is the string replay. Did you mean "replayed"?',
    ],
    ["client_adds: [shop, caffe]", '12:25: there is no number "caffe". Did you mean "cafe"?'],
    ["client_adds: []", "12:18: the list is empty. Name at least one number."],
    ["client_adds: 5", "12:18: expected the alias of a number, or a list of them."],
    [
      "client_pays: { client: bakery, plan: premum }",
      '12:42: plan is the string premum. Did you mean "premium"?',
    ],
    ["client_pays: { client: bakery, pln: premium }", '12:36: unknown key "pln". Did you mean "plan"?'],
    [
      "client_hub: { client: bakery, revokes: shop }",
      "12:44: expected a list of numbers, such as [shop, cafe].",
    ],
    ["wait: 2", "12:11: wait is the number 2; expected a text."],
    ["wait: 2 days", '12:11: "2 days" is not a duration. Write it as 500ms, 90s, 10m, 1h30m or 2d.'],
    ["receiver: donw", '12:15: receiver is the string donw. Did you mean "down"?'],
    [
      "number_becomes: { number: shop, step: runing }",
      '12:43: step is the string runing. Did you mean "running"?',
    ],
    ["customer_writes: { to: shop }", "12:22: text is missing. Add it."],
    [
      "customer_writes: { to: shop, text: Hi, from: +49151 }",
      '12:50: put the phone number in quotes: "+49151".',
    ],
    ["{}", "12:5: the step is empty. Write a verb, such as `wait: 2d`."],
    [
      "{ wait: 2d, client_opens: bakery }",
      "12:5: a step has one verb, and this one has client_opens and wait. Begin each with a dash of its own.",
    ],
  ])("%s", async (step, message) => {
    const said = await complaints(withSteps(`  - ${step}\n`));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`scenarios/x.yaml:${message}`);
  });

  test.each(["client_pays: bakery", "client_grants: shop", "client_refuses: shop", "client_revokes: shop"])(
    "%s does not fit Partner Payment",
    async (step) => {
      const text = withSteps(`  - ${step}\n`).replace("billing: direct", "billing: partner");
      const [said] = await complaints(text);
      expect(said).toContain("does not fit `billing: partner`");
      expect(said).toContain("or write `billing: direct`");
    },
  );
});

describe("an expectation", () => {
  test.each([
    ["{ evnt: channel_running }", "12:13: expected one of the keys event, call, message,"],
    [
      "{ event: chanel_running }",
      '12:22: there is no event "chanel_running". Did you mean "channel_running"?',
    ],
    ["{ event: channel_running, number: shp }", '12:47: there is no number "shp". Did you mean "shop"?'],
    ["{ call: create_key }", '12:21: there is no call "create_key". Did you mean "create_api_key"?'],
    [
      "{ call: create_api_key, client: bakery }",
      "12:45: create_api_key is about a number. Name the number instead.",
    ],
    [
      "{ call: list_channels, number: shop }",
      "12:44: list_channels is about the whole account. Leave it out.",
    ],
    ["{ call: send_message, times: 1, never: true }", "12:52: times and never exclude each other."],
    ["{ call: send_message, times: 1, at_most: 2 }", "12:54: times and at_most exclude each other."],
    ["{ call: send_message, at_least: 3, at_most: 2 }", "12:57: at_most is 2, fewer than at_least, 3."],
    [
      "{ call: send_message, within: 1m }",
      "12:43: `within` counts from something. Say from what with `after`.",
    ],
    ["{ call: send_message, status: 9xx }", '12:43: status is the string 9xx. Did you mean "2xx"?'],
    [
      "{ probe: forged-redirct }",
      '12:22: there is no probe "forged-redirct". Did you mean "forged-redirect"?',
    ],
    ["{ call: send_message, times: 0 }", "12:42: times must be at least 1. To say that it must not happen"],
    ["{ call: send_message, after: { evnt: x } }", "12:42: expected one of the keys event, call,"],
    [
      "{ call: send_message, after: { call: x } }",
      '12:50: there is no call "x". Known here: create_api_key,',
    ],
    [
      "{ state: { number: shop, permited: true } }",
      '12:38: unknown key "permited". Did you mean "permitted"?',
    ],
    ["{ redirect: { channels: [shop, caffe] } }", '12:44: there is no number "caffe". Did you mean "cafe"?'],
    ["[{ event: client_created }, 5]", "12:41: expect is the number 5; expected a map."],
    ["nothing", "12:13: expect is the string nothing; expected"],
  ])("%s", async (expectation, message) => {
    const said = await complaints(withSteps(`  - expect: ${expectation}\n`));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`scenarios/x.yaml:${message}`);
  });
});

describe("a file", () => {
  test("with several mistakes has them all named, from top to bottom", async () => {
    const text = withSteps("  - wait: soon\n")
      .replace("owner@nordlicht.example", "owner")
      .replace('"+4915100000042"', "+4915100000042")
      .replace("live: never", "lve: never");
    expect(await complaints(text)).toEqual([
      'scenarios/x.yaml:7:12: "owner" is no e-mail address. Write it as name@company.example.',
      'scenarios/x.yaml:9:22: put the phone number in quotes: "+4915100000042".',
      'scenarios/x.yaml:10:40: unknown key "lve". Did you mean "live"?',
      'scenarios/x.yaml:12:11: "soon" is not a duration. Write it as 500ms, 90s, 10m, 1h30m or 2d.',
    ]);
  });

  test.each([
    ["", "x.yaml:1:1: the scenario is nothing; expected a map."],
    ["steps: [", "x.yaml:1:9: this is no YAML:"],
    ["title: a\ntitle: b\n", "x.yaml:2:1: this is no YAML: Map keys must be unique"],
  ])("%j is refused with its place", async (text, message) => {
    expect((await complaints(text))[0]).toContain(message);
  });

  test("without its parts has each of them named", async () => {
    expect(await complaints("title: A title\n")).toEqual(
      ["story", "billing", "clients", "steps"].map(
        (part) => `scenarios/x.yaml:1:1: ${part} is missing. Add it.`,
      ),
    );
  });

  test("in which two clients share the alias of a number is refused at the second", async () => {
    const other =
      '  cafe:\n    name: Café\n    email: a@cafe.example\n    numbers: { shop: { phone: "+4915100000044" } }\n';
    const [said] = await complaints(`${beginning}${other}steps:\n  - wait: 1s\n`);
    expect(said).toContain(':14:22: bakery has a number "shop" already. Give this one an alias of its own.');
  });

  test("has tags of small letters", async () => {
    const text = `tags: [webhooks, Keys]\n${withSteps("  - wait: 1s\n")}`;
    expect(await complaints(text)).toEqual([
      'scenarios/x.yaml:1:18: "Keys" is no tag. Use small letters, digits and -, and begin with a letter.',
    ]);
    expect((await parseScenario(text.replace("Keys", "keys"), "x.yaml")).tags).toEqual(["webhooks", "keys"]);
  });

  test("with an unknown setting of the partner names the one that was meant", async () => {
    const [said] = await complaints(`${withSteps("  - wait: 1s\n")}settings: { permision_event: never }\n`);
    expect(said).toContain(':13:13: unknown key "permision_event". Did you mean "permission_event"?');
  });
});

describe("several hubs", () => {
  const text = `title: A title
story: A story
hubs:
  direct: { billing: direct }
  prepaid: { billing: partner, settings: { permission_event: always } }
clients:
  clinic:
    name: Praxis Lindenhof
    email: empfang@lindenhof.example
    numbers: { desk: { phone: "+4915100000071" } }
  bakery:
    hub: prepaid
    name: Nordlicht Bakery
    email: owner@nordlicht.example
    numbers: { shop: { phone: "+4915100000042" } }
steps:
  - client_pays: clinic
`;

  test("each have their billing, their settings and their clients", async () => {
    const { hubs, clients, billing } = await parseScenario(text, "x.yaml");
    expect([...hubs.values()]).toEqual([
      { alias: "direct", billing: "direct", settings: {} },
      { alias: "prepaid", billing: "partner", settings: { permission_event: "always" } },
    ]);
    expect([...clients.values()].map(({ hub }) => hub)).toEqual(["direct", "prepaid"]);
    expect(billing).toBe("direct");
  });

  test.each([
    ["client_pays: clinic", "client_pays: bakery", "17:18: client_pays does not fit `billing: partner`"],
    ["client_pays: clinic", "client_grants: [desk, shop]", "17:20: client_grants does not fit"],
    ["hub: prepaid", "hub: prepayed", '12:10: there is no hub "prepayed". Did you mean "prepaid"?'],
    [
      "hubs:",
      "billing: direct\nhubs:",
      "3:10: billing does not go with `hubs`. Give each of the hubs its own.",
    ],
    ["  direct: { billing: direct }\n", "", "4:3: one hub needs no `hubs`."],
  ])("%j instead of %j is refused", async (right, wrong, message) => {
    expect((await complaints(text.replace(right, wrong))).join("\n")).toContain(
      `scenarios/x.yaml:${message}`,
    );
  });
});

describe("a number with a count", () => {
  const text = withSteps("  - client_adds: line\n").replace(
    'cafe: { phone: "+4915100000043", live: never }',
    'line: { phone: "+4915100000998", count: 3, live: never }',
  );

  test("is so many numbers, counting on from the first", async () => {
    const { numbers } = await parseScenario(text, "x.yaml");
    expect([...numbers.values()].map(({ alias, phone }) => `${alias} ${phone}`)).toEqual([
      "shop +4915100000042",
      "line_1 +4915100000998",
      "line_2 +4915100000999",
      "line_3 +4915100001000",
    ]);
    expect(numbers.get("line_3")?.life).toEqual({ live: "never" });
  });

  test("takes the aliases of its numbers, so that no other can have them", async () => {
    const taken = text.replace("shop:", "line_2:").replaceAll("shop", "line_2");
    expect(await complaints(taken)).toEqual([
      'scenarios/x.yaml:10:13: bakery has a number "line_2" already. Give this one an alias of its own.',
    ]);
  });

  test.each([
    ["customer_writes: { to: line, text: Hi }", '12:28: there is no number "line".'],
    ["client_adds: line_4", '12:18: there is no number "line_4". Did you mean "line_1"?'],
  ])("%s is refused", async (step, message) => {
    expect((await complaints(text.replace("client_adds: line", step))).join("\n")).toContain(message);
  });
});

describe("in TypeScript", () => {
  const scenario = defineScenario({
    title: "A title",
    story: "A story",
    billing: "partner",
    clients: {
      bakery: {
        name: "Nordlicht Bakery",
        email: "owner@nordlicht.example",
        numbers: { shop: { phone: "+4915100000042" } },
      },
    },
    steps: [{ client_opens: "bakery" }, { client_adds: "shop" }, { expect: [{ event: "channel_running" }] }],
  });

  test("the same object works", () => {
    expect(readScenario(scenario, "mine")).toMatchObject({ name: "mine", file: null, steps: { length: 3 } });
  });

  test("mistakes are named by their path", () => {
    const wrong = { ...scenario, steps: [{ client_opens: "bakry" }] };
    expect(() => readScenario(wrong, "mine")).toThrow(
      'mine: steps.0.client_opens: there is no client "bakry". Did you mean "bakery"?',
    );
  });

  test("the compiler refuses unknown and double verbs", () => {
    // @ts-expect-error there is no such verb
    const unknown: StepInput = { client_dances: "bakery" };
    expect(unknown).toBeDefined();
  });
});
