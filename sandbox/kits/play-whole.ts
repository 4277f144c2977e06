import { readScenario } from "../scenario/language/read-scenario.js";
import type { ScenarioInput } from "../scenario/language/schema.js";
import { loadScenario } from "../scenario/library.js";
import { playScenario } from "../scenario/play/play-scenario.js";
import type { PlayedHub } from "../scenario/play/stage.js";
import { formatVerdict } from "../scenario/report.js";
import type { Scenario } from "../scenario/scenario.js";
import { StoryError } from "./story-error.js";
import type { TestStage } from "./test-stage.js";

type Hubs = ReadonlyMap<string, TestStage>;

/** The partner that stands for each hub of a scenario, with its billing and settings. */
function castHubs(first: TestStage, scenario: Scenario, others: Hubs): Map<string, TestStage> {
  const [firstAlias] = scenario.hubs.keys();
  const seats = new Map<string, TestStage>();
  for (const { alias, billing } of scenario.hubs.values()) {
    const stage = alias === firstAlias ? first : others.get(alias);
    if (!stage) {
      throw new StoryError(
        `${scenario.name} has a hub "${alias}". Hand one over: hub.play("${scenario.name}", { ${alias}: await hub.also({ billing: "${billing}" }) }).`,
      );
    }
    const { billing: actual } = stage.sandbox.hub.partners.get(stage.partnerId);
    if (actual !== billing) {
      throw new StoryError(
        `${scenario.name} needs a partner with billing ${billing}, and ${stage.partnerId} has ${actual}. Write { billing: "${billing}" } in the test's options.`,
      );
    }
    seats.set(alias, stage);
  }
  return seats;
}

/**
 * Plays a whole scenario, and takes over who is in it.
 *
 * @throws StoryError with the scenario's report when one of its expectations does not hold, or a step cannot be played.
 */
export async function playWhole(
  first: TestStage,
  given: string | ScenarioInput,
  others: Hubs,
): Promise<void> {
  const scenario = typeof given === "string" ? await loadScenario(given) : readScenario(given);
  const seats = castHubs(first, scenario, others);
  const partners = new Map<string, PlayedHub>();
  for (const [alias, { partnerId, app, sandbox }] of seats) {
    sandbox.hub.partners.change(partnerId, { settings: scenario.hubs.get(alias)?.settings });
    partners.set(alias, { partnerId, app: app.current() });
  }
  const verdict = await playScenario(scenario, first.sandbox, { partners });
  for (const [alias, stage] of seats) {
    const clients = [...scenario.clients].filter(([, { hub }]) => hub === alias);
    const own = new Set(clients.map(([client]) => client));
    const numbers = [...scenario.numbers].filter(([, { client }]) => own.has(client));
    stage.cast.adopt({ clients: new Map(clients), numbers: new Map(numbers) });
  }
  if (!verdict.passed) {
    throw new StoryError(formatVerdict(verdict, { colour: false, quiet: false }).join("\n").trimEnd());
  }
}
