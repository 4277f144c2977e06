import { listed } from "./language/telling.js";
import type { Telling } from "./language/verbs.js";
import type { Check, HubPlan, NumberPlan, Scenario, Step } from "./scenario.js";

const payers: Record<HubPlan["billing"], string> = {
  direct: "Direct Payment: the client pays, and decides itself what it shares.",
  partner: "Partner Payment: the partner pays, and every number is shared with it.",
};

/** More than these are not worth reading one by one. */
const namedAtMost = 6;

function several(aliases: readonly string[]): string {
  if (aliases.length <= namedAtMost) return listed(aliases);
  return listed([...aliases.slice(0, 3), `${aliases.length - 3} others`]);
}

/** The names that the sentences of a scenario use. */
export const telling = ({ clients }: Scenario): Telling => ({
  client: (alias) => clients.get(alias)?.name ?? alias,
  numbers: (aliases) =>
    aliases.length === 1 ? `the number ${aliases[0]}` : `the numbers ${several(aliases)}`,
});

/** `redirect_unset: client_hub`, `life.running: 1h` */
const settingsOf = (settings: object, path = ""): string[] =>
  Object.entries(settings).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value === "object" && value !== null) return settingsOf(value, `${path}${name}.`);
    return [`${path}${name}: ${value}`];
  });

function hubLines({ hubs }: Scenario): string[] {
  return [...hubs.values()].map(({ alias, billing, settings }) => {
    const set = settingsOf(settings);
    const name = hubs.size > 1 ? `Hub ${alias}: ` : "";
    return `${name}${payers[billing]}${set.length > 0 ? ` Its settings are ${set.join(", ")}.` : ""}`;
  });
}

/** `shop (+4915100000042, running after 2d)` */
function numberWords({ alias, phone, life }: NumberPlan): string {
  const steps = Object.entries(life).map(([step, delay]) =>
    delay === "never" ? `never ${step}` : `${step} after ${delay}`,
  );
  return `${alias} (${[phone, ...steps].join(", ")})`;
}

function castLines({ clients, numbers }: Scenario): string[] {
  return [...clients.values()].map(({ alias, name }) => {
    const own = [...numbers.values()].filter(({ client }) => client === alias);
    if (own.length === 0) return `${name} has no number.`;
    const many = own.length > namedAtMost;
    return `${name} has ${many ? several(own.map((plan) => plan.alias)) : listed(own.map(numberWords))}.`;
  });
}

const checkLines = (checks: readonly Check[]): string[] =>
  checks.map(({ expectation }) => `     – ${expectation.says}`);

/** A pause belongs to what comes after it. */
const isPause = (sentence: string): boolean => sentence.endsWith(" later.");

function stepLines(steps: readonly Step[], names: Telling): { lines: string[]; pause: string | undefined } {
  const lines: string[] = [];
  let pause: string | undefined;
  let number = 0;
  const say = (sentence: string) => {
    number += 1;
    lines.push(`${String(number).padStart(3)}. ${pause === undefined ? "" : `${pause}: `}${sentence}`);
    pause = undefined;
  };
  for (const step of steps) {
    if ("expect" in step) {
      lines.push(`     ${pause ?? "By now"}, this must be so:`, ...checkLines(step.expect));
      pause = undefined;
      continue;
    }
    const sentence = step.act.tell(names);
    if (!isPause(sentence)) say(sentence);
    else if (pause === undefined) pause = sentence.slice(0, -1);
    else pause = `${pause}, and ${sentence.charAt(0).toLowerCase()}${sentence.slice(1, -1)}`;
  }
  return { lines, pause };
}

/** A scenario as a story in plain English: who takes part, what happens step by step, and what must be so. */
export function explainScenario(scenario: Scenario): string[] {
  const { lines, pause } = stepLines(scenario.steps, telling(scenario));
  const ending = pause === undefined ? "At the end" : `${pause}, at the end`;
  return [
    `${scenario.name}: ${scenario.title}`,
    scenario.story,
    "",
    ...hubLines(scenario),
    ...castLines(scenario),
    "",
    ...lines,
    ...(scenario.expect.length > 0
      ? [`     ${ending}, this must be so:`, ...checkLines(scenario.expect)]
      : pause === undefined
        ? []
        : [`     ${pause}, it ends.`]),
  ];
}
