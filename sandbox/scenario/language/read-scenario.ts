import type { Expectation } from "../expectations/expectation.js";
import type { NumberPlan, Position, Scenario, Step } from "../scenario.js";
import { nowhere, type Places, placesIn } from "./positions.js";
import { type Problem, problemsOf } from "./problems.js";
import { type ParsedScenario, type ScenarioInput, scenarioSchema } from "./schema.js";
import type { Names } from "./words.js";

/** The scenario cannot be read; the message has a line for each problem, `file:line:column: what and how to mend it`. */
export class ScenarioError extends Error {
  readonly problems: readonly Problem[];

  constructor(source: string, problems: readonly Problem[]) {
    super(problems.map((problem) => `${placeOf(source, problem)}: ${problem.message}`).join("\n"));
    this.problems = problems;
  }
}

function placeOf(source: string, { position, path }: Problem): string {
  if (position) return `${source}:${position.line}:${position.column}`;
  return path.length === 0 ? source : `${source}: ${path.join(".")}`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a source declares, read leniently: whether it is right is the schema's business. */
function namesIn(input: unknown): Names {
  const scenario = isRecord(input) ? input : {};
  const clients = isRecord(scenario.clients) ? scenario.clients : {};
  const numbers = Object.values(clients).flatMap((client) =>
    isRecord(client) && isRecord(client.numbers) ? Object.keys(client.numbers) : [],
  );
  const billing = scenario.billing === "partner" ? "partner" : "direct";
  return { clients: Object.keys(clients), numbers, billing };
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

function numbersOf(clients: ParsedScenario["clients"]): Map<string, NumberPlan> {
  const plans = Object.entries(clients).flatMap(([client, { name, numbers }]) =>
    Object.entries(numbers).map(([alias, { phone, display_name: displayName = name, ...delays }]) => {
      const life = Object.fromEntries(Object.entries(delays).filter(([, delay]) => delay !== undefined));
      return [alias, { alias, client, phone, displayName, life }] as const;
    }),
  );
  return new Map(plans);
}

function build(input: unknown, source: { name: string; file: string | null }, places: Places): Scenario {
  const result = scenarioSchema(namesIn(input)).safeParse(input);
  if (!result.success)
    throw new ScenarioError(source.file ?? source.name, problemsOf(result.error, input, places));
  const { title, story, billing, settings, clients, steps, expect = [] } = result.data;
  return {
    ...source,
    title,
    story: story.trim().replace(/\s+/g, " "),
    billing,
    settings,
    clients: new Map(
      Object.entries(clients).map(([alias, { name, email, password }]) => [
        alias,
        { alias, name, email, password },
      ]),
    ),
    numbers: numbersOf(clients),
    steps: steps.flatMap((step, index) => toStep(step, index, places)),
    expect: checksOf(expect, (one) => places.value(["expect", ...(expect.length > 1 ? [one] : [])])),
  };
}

/** Checks a scenario that was written in TypeScript. @throws ScenarioError that names each wrong field by its path. */
export const readScenario = (input: ScenarioInput, name = "scenario"): Scenario =>
  build(input, { name, file: null }, nowhere);

/**
 * Reads a scenario's YAML.
 *
 * @param file as it appears in messages; its base name without the ending becomes the scenario's name.
 * @throws ScenarioError with file, line and column of each problem.
 */
export async function parseScenario(text: string, file: string): Promise<Scenario> {
  const yaml = await import("yaml");
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos: [start] }) => {
      const { line, col } = lines.linePos(start);
      return { message: `this is no YAML: ${message}`, path: [], position: { line, column: col } };
    });
    throw new ScenarioError(file, problems);
  }
  const name = file.replace(/^.*[\\/]/, "").replace(/\.ya?ml$/, "");
  return build(document.toJS(), { name, file }, placesIn(yaml, document, lines));
}
