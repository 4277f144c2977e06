import type { Expectation } from "../expectations/expectation.js";
import type { ClientPlan, HubPlan, NumberPlan, Position, Scenario, Step } from "../scenario.js";
import { nowhere, type Places } from "./positions.js";
import { problemsOf, ScenarioError } from "./problems.js";
import { type ParsedScenario, type ScenarioInput, scenarioSchema } from "./schema.js";
import { type ReadIncluded, readSource } from "./sources.js";
import { membersOf, type Names } from "./words.js";

export { ScenarioError } from "./problems.js";

/** The one hub of a scenario that names none. */
const onlyHub = "hub";

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const entriesOf = (value: unknown): [string, unknown][] => (isFields(value) ? Object.entries(value) : []);

const countOf = (number: unknown): number =>
  isFields(number) && typeof number.count === "number" ? number.count : 1;

/** What a source declares, read leniently: whether it is right is the schema's business. */
function namesIn(input: unknown): Names {
  const scenario = isFields(input) ? input : {};
  const hubs = entriesOf(scenario.hubs);
  const billingOf = (hub: unknown) => {
    if (hubs.length === 0) return scenario.billing;
    const [, found] = hubs.find(([alias]) => alias === hub) ?? hubs[0] ?? [];
    return isFields(found) ? found.billing : undefined;
  };
  const names = { numbers: [] as string[], groups: new Map<string, string[]>() };
  const partnerPaid = new Set<string>();
  for (const [client, fields] of entriesOf(scenario.clients)) {
    const { hub, numbers } = isFields(fields) ? fields : {};
    const isPaid = billingOf(hub) === "partner";
    if (isPaid) partnerPaid.add(client);
    for (const [alias, number] of entriesOf(numbers)) {
      const count = countOf(number);
      const members = membersOf(alias, count);
      if (count > 1) names.groups.set(alias, members);
      names.numbers.push(...members);
      if (isPaid) for (const name of [alias, ...members]) partnerPaid.add(name);
    }
  }
  const clients = entriesOf(scenario.clients).map(([alias]) => alias);
  return { clients, ...names, hubs: hubs.map(([alias]) => alias), partnerPaid };
}

type ParsedStep = ParsedScenario["steps"][number];

const checksOf = (expectations: readonly Expectation[], at: (index: number) => Position | null) =>
  expectations.map((expectation, index) => ({ expectation, position: at(index) }));

function toStep(step: ParsedStep, index: number, places: Places): Step[] {
  return Object.entries(step).flatMap(([verb, given]): Step[] => {
    const path = ["steps", index];
    const position = places.key(path, verb);
    if (given === undefined) return [];
    if (!Array.isArray(given)) return [{ verb, position, act: given }];
    const expect = checksOf(given, (one) =>
      places.value([...path, verb, ...(given.length > 1 ? [one] : [])]),
    );
    return [{ verb, position, expect }];
  });
}

type ParsedNumber = ParsedScenario["clients"][string]["numbers"][string];

function plansOf(client: ClientPlan, alias: string, number: ParsedNumber): NumberPlan[] {
  const { phone, display_name: displayName = client.name, count = 1, ...delays } = number;
  const life = Object.fromEntries(Object.entries(delays).filter(([, delay]) => delay !== undefined));
  const plan = { alias, client: client.alias, phone, displayName, life };
  if (count === 1) return [plan];
  const first = BigInt(phone.replace(/\D/g, ""));
  return membersOf(alias, count).map((name, index) => ({
    ...plan,
    alias: name,
    phone: `+${first + BigInt(index)}`,
  }));
}

function hubsOf({ billing = "direct", settings = {}, hubs }: ParsedScenario): Map<string, HubPlan> {
  if (!hubs) return new Map([[onlyHub, { alias: onlyHub, billing, settings }]]);
  return new Map(Object.entries(hubs).map(([alias, hub]) => [alias, { alias, ...hub }]));
}

function castOf(parsed: ParsedScenario, firstHub: string) {
  const clients = new Map<string, ClientPlan>();
  const numbers = new Map<string, NumberPlan>();
  for (const [alias, { hub = firstHub, name, email, password, numbers: own }] of Object.entries(
    parsed.clients,
  )) {
    const client = { alias, hub, name, email, password };
    clients.set(alias, client);
    for (const [number, fields] of Object.entries(own)) {
      for (const plan of plansOf(client, number, fields)) numbers.set(plan.alias, plan);
    }
  }
  return { clients, numbers };
}

function build(input: unknown, source: { name: string; file: string | null }, places: Places): Scenario {
  const result = scenarioSchema(namesIn(input)).safeParse(input);
  if (!result.success)
    throw new ScenarioError(source.file ?? source.name, problemsOf(result.error, input, places));
  const { title, story, tags, steps, expect = [] } = result.data;
  const hubs = hubsOf(result.data);
  const [first = { alias: onlyHub, billing: "direct" as const, settings: {} }] = hubs.values();
  return {
    ...source,
    title,
    story: story.trim().replace(/\s+/g, " "),
    tags,
    billing: first.billing,
    settings: first.settings,
    hubs,
    ...castOf(result.data, first.alias),
    steps: steps.flatMap((step, index) => toStep(step, index, places)),
    expect: checksOf(expect, (one) => places.value(["expect", ...(expect.length > 1 ? [one] : [])])),
  };
}

/**
 * Checks a scenario that was written in TypeScript.
 *
 * @param file where it was written, for messages.
 * @throws ScenarioError that names each wrong field by its path.
 */
export function readScenario(input: ScenarioInput, name = "scenario", file: string | null = null): Scenario {
  return readUnknown(input, name, file);
}

/** Checks what a module exports. @throws ScenarioError that names each wrong field by its path. */
export function readUnknown(input: unknown, name: string, file: string | null): Scenario {
  if (isFields(input) && input.include !== undefined) {
    const message = "a scenario in TypeScript includes nothing. Import the steps, and spread them.";
    throw new ScenarioError(file ?? name, [{ message, path: ["include"], position: null }]);
  }
  return build(input, { name, file }, nowhere);
}

/**
 * Reads a scenario's YAML.
 *
 * @param file as it appears in messages; its base name without the ending becomes the scenario's name.
 * @param read reads the files that it includes; left out, there are none.
 * @throws ScenarioError with file, line and column of each problem.
 */
export async function parseScenario(
  text: string,
  file: string,
  read: ReadIncluded = async () => undefined,
): Promise<Scenario> {
  const { input, places } = await readSource(text, file, read);
  const name = file.replace(/^.*[\\/]/, "").replace(/\.ya?ml$/, "");
  return build(input, { name, file }, places);
}
