import { HubError } from "../../hub/errors.js";
import type { Entry } from "../../journal/entry.js";
import type { Journal } from "../../journal/journal.js";
import { AppError, type PartnerApp } from "../app/partner-app.js";
import { type Cast, sceneOf } from "../expectations/scene.js";
import type { Game } from "../language/verbs.js";
import type { Check, Position, Scenario } from "../scenario.js";
import { createAttacks } from "./attacks.js";
import { createClientMoves } from "./client-moves.js";
import { createHubMoves } from "./hub-moves.js";
import { createStage, type PlayedHub, type ScenarioRooms, type Stage, StepError } from "./stage.js";
import { createWorldMoves } from "./world-moves.js";

/** What became of one expectation. `not-tried`: the play ended before its turn. */
export interface Judged {
  says: string;
  position: Position | null;
  result: "passed" | "failed" | "not-tried";
  /** What is there instead, line by line. */
  reasons: string[];
}

/** How a play went. */
export interface Verdict {
  scenario: Scenario;
  /** The first hub's partner. */
  partnerId: string;
  /** The partner of each hub, by the hub's alias. */
  partners: Readonly<Record<string, string>>;
  /** Every step was played, and every expectation held. */
  passed: boolean;
  checks: Judged[];
  /** The step that could not be played, which ended the play. */
  failure: { verb: string; position: Position | null; message: string } | null;
  /** Faults that met nothing: the story was not what its writer thought. */
  unmet: string[];
  /** Virtual time at which it began and ended. */
  start: number;
  end: number;
  /** What the journal has of it. */
  entries: Entry[];
  cast: Cast;
}

/** A partner for a scenario with one hub, or one for each of its hubs by the hub's alias (`scenario.hubs`). */
type Partners =
  | {
      partnerId: string;
      /** The app under test; without one nobody clicks in it or follows redirects. */
      app?: PartnerApp | undefined;
    }
  | { partners: ReadonlyMap<string, PlayedHub> };

export type PlayOptions = Partners & {
  /** `false` plays the client's part only. */
  checks?: boolean | undefined;
  /** Ends the play before its next step. */
  signal?: AbortSignal | undefined;
};

const pageSize = 1000;

function readPartner(journal: Journal, partner: string, seq: number): Entry[] {
  const entries: Entry[] = [];
  for (let after = seq; ; ) {
    const page = journal.read({ partner, after, limit: pageSize });
    entries.push(...page);
    after = page.at(-1)?.seq ?? after;
    if (page.length < pageSize) return entries;
  }
}

/** Everything that the journal has of these partners after `seq`. */
export function readEntries(journal: Journal, partners: readonly string[], seq: number): Entry[] {
  const entries = partners.flatMap((partner) => readPartner(journal, partner, seq));
  return partners.length === 1 ? entries : entries.sort((a, b) => a.seq - b.seq);
}

/** Faults that were switched on and never fired. */
function unmetFaults(entries: readonly Entry[]): string[] {
  const faults = entries.filter(({ kind }) => kind === "fault");
  const fired = new Set(faults.filter(({ summary }) => summary.endsWith("fires")).map(({ data }) => data.id));
  const on = faults.filter(({ summary, data }) => summary.endsWith("is on") && !fired.has(data.id));
  return on.map(({ data: { id: _id, ...fault } }) => JSON.stringify(fault));
}

const notTried = ({ expectation, position }: Check): Judged => ({
  says: expectation.says,
  position,
  result: "not-tried",
  reasons: [],
});

/** What is told of a step that could not be played. */
export function reasonOf(error: unknown): string {
  if (error instanceof StepError || error instanceof AppError) return error.message;
  if (error instanceof HubError) return `The hub refused: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Everything that can be made to happen on a stage. */
export const createGame = (stage: Stage): Game => ({
  client: createClientMoves(stage),
  hub: createHubMoves(stage),
  world: createWorldMoves(stage),
  attacks: createAttacks(stage),
});

/** The parts of a play that last from its first step to its verdict. */
interface Play {
  scenario: Scenario;
  stage: Stage;
  game: Game;
  seq: number;
  start: number;
  checks: Judged[];
}

function judge({ stage, seq, start }: Play, checks: readonly Check[]): Judged[] {
  const { hub, journal, partnerIds, cast } = stage;
  const partnerOf = (number: string) => stage.hubOf(stage.plan(number).client).partnerId;
  const scene = sceneOf({ hub, partnerOf, start, cast }, readEntries(journal, partnerIds, seq));
  return checks.map(({ expectation, position }) => {
    const { passed, reasons } = expectation.judge(scene);
    return { says: expectation.says, position, result: passed ? "passed" : "failed", reasons };
  });
}

async function playSteps(play: Play, { checks = true, signal }: PlayOptions): Promise<Verdict["failure"]> {
  const { scenario } = play;
  const { clock, partnerIds } = play.stage;
  const ends = scenario.expect;
  const waiting = scenario.steps.map((step) => ("expect" in step ? step.expect : []));
  let failure: Verdict["failure"] = null;
  for (const step of scenario.steps) {
    const expected = waiting.shift() ?? [];
    if (failure) play.checks.push(...expected.map(notTried));
    else if (signal?.aborted)
      failure = { verb: step.verb, position: step.position, message: "It was stopped." };
    else {
      try {
        if ("act" in step) await step.act.play(play.game);
        for (const partner of partnerIds) await clock.settled(partner);
        if (checks) play.checks.push(...judge(play, expected));
      } catch (error) {
        failure = { verb: step.verb, position: step.position, message: reasonOf(error) };
      }
    }
  }
  if (checks) play.checks.push(...(failure ? ends.map(notTried) : judge(play, ends)));
  return failure;
}

function hubsOf(scenario: Scenario, options: PlayOptions): ReadonlyMap<string, PlayedHub> {
  if ("partners" in options) return options.partners;
  const [only = "", ...others] = scenario.hubs.keys();
  if (others.length > 0) {
    throw new Error(`${scenario.name} has several hubs: name a partner for each in PlayOptions.partners.`);
  }
  return new Map([[only, { partnerId: options.partnerId, app: options.app }]]);
}

/**
 * Plays a scenario on partners that have no such clients and numbers yet: step by step, and after each one until hub and
 * app have come to rest. It never throws for what the app or the scenario does wrong: the verdict says so.
 */
export async function playScenario(
  scenario: Scenario,
  rooms: ScenarioRooms,
  options: PlayOptions,
): Promise<Verdict> {
  const { clock, journal } = rooms;
  const hubs = hubsOf(scenario, options);
  const stage = createStage({ ...rooms, scenario, hubs });
  const [partnerId = ""] = stage.partnerIds;
  const game = createGame(stage);
  const play: Play = { scenario, stage, game, seq: journal.last(), start: clock.now(partnerId), checks: [] };
  const apps = new Map([...hubs.values()].map(({ partnerId: id, app }) => [id, app]));
  // The clock then stands still at every moment until the app has done what it can do at that moment.
  const unprobe = clock.probe(async (id) => apps.get(id)?.idle());
  try {
    const failure = await playSteps(play, options);
    const passed = failure === null && play.checks.every(({ result }) => result === "passed");
    const entries = readEntries(journal, stage.partnerIds, play.seq);
    const { start, checks } = play;
    return {
      scenario,
      partnerId,
      partners: Object.fromEntries([...hubs].map(([alias, { partnerId: id }]) => [alias, id])),
      passed,
      checks,
      failure,
      unmet: unmetFaults(entries),
      start,
      end: clock.now(partnerId),
      entries,
      cast: stage.cast,
    };
  } finally {
    unprobe();
  }
}
