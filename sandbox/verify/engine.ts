import type { Wall } from "../clock/wall.js";
import { playScenario } from "../scenario/play/play-scenario.js";
import type { ScenarioRooms } from "../scenario/play/stage.js";
import type { HubPlan, Scenario } from "../scenario/scenario.js";
import { meterApp } from "./metered-app.js";
import { judgePlay, judgeRun } from "./over-the-run.js";
import {
  type Baseline,
  hasNewFailure,
  type NotPlayed,
  noBaseline,
  type Play,
  type VerifyResult,
} from "./result.js";
import { type Place, type Seat, seatsFor, whyNoSeat } from "./seat.js";

export interface EngineOptions {
  rooms: ScenarioRooms;
  seats: readonly Seat[];
  wall: Wall;
  seed: number;
  /** Failures that are known. */
  baseline?: Baseline | undefined;
  /** Begins no further scenario after one that failed. */
  bail?: boolean | undefined;
  /** Ends plays before their next step, and begins none. */
  signal?: AbortSignal | undefined;
  /** Told when a scenario begins and when it ended; what is under way ends in any order. */
  onBegin?: ((scenario: Scenario) => void) | undefined;
  onPlay?: ((play: Play) => void) | undefined;
}

const waitedForWebhooks = (play: Play["verdict"]): number =>
  play.entries.reduce((sum, { kind, data }) => {
    const took = kind === "attempt" ? data.tookMs : 0;
    return sum + (typeof took === "number" ? took : 0);
  }, 0);

/** Plays one scenario in the seats that were found for it, and judges it by its own expectations and by the rules. */
async function playOne(
  scenario: Scenario,
  seats: ReadonlyMap<HubPlan, Seat>,
  options: EngineOptions,
): Promise<Play> {
  const { rooms, wall, signal, baseline = noBaseline } = options;
  const began = wall.elapsed();
  const places = new Map<string, Place>();
  try {
    for (const [hub, seat] of seats) places.set(hub.alias, await seat.take(scenario, hub));
    const all = [...places.values()];
    const partners = new Map(
      [...places].map(([hub, { partnerId, app }]) => [hub, { partnerId, ...meterApp(app, wall) }]),
    );
    const played = await playScenario(scenario, rooms, { partners, signal });
    const entries = played.entries.filter((entry) => all.every((place) => place.isOwn(entry)));
    const verdict = { ...played, entries };
    const waited = [...partners.values()].reduce((sum, { waitedMs }) => sum + waitedMs(), 0);
    return {
      verdict,
      rules: judgePlay(
        entries,
        all.map(({ partnerId }) => partnerId),
      ),
      isKnown: !verdict.passed && baseline.scenarios.includes(scenario.name),
      wallMs: wall.elapsed() - began,
      appMs: waited + waitedForWebhooks(verdict),
    };
  } finally {
    for (const place of places.values()) await place.leave();
  }
}

function mendedIn(baseline: Baseline, { plays, rules }: Pick<VerifyResult, "plays" | "rules">): Baseline {
  const passed = new Set(plays.flatMap(({ verdict }) => (verdict.passed ? [verdict.scenario.name] : [])));
  const kept = new Set(rules.flatMap(({ result, rule }) => (result === "kept" ? [rule.id] : [])));
  return {
    scenarios: baseline.scenarios.filter((name) => passed.has(name)),
    rules: baseline.rules.filter((id) => kept.has(id)),
  };
}

/** One that has many numbers takes longest; begun last, it would be waited for alone. */
const longestFirst = (scenarios: readonly Scenario[]): Scenario[] =>
  scenarios.toSorted((a, b) => b.numbers.size - a.numbers.size);

interface Course {
  played: ReadonlyMap<Scenario, Play>;
  /** Those that had no turn. */
  waiting: readonly Scenario[];
}

/** Plays each scenario as soon as there are free seats for it. */
async function playThrough(scenarios: readonly Scenario[], options: EngineOptions): Promise<Course> {
  const { seats, signal, bail = false, baseline = noBaseline, onBegin, onPlay } = options;
  const waiting = new Set(longestFirst(scenarios));
  const free = new Set(seats);
  const underWay = new Set<Promise<void>>();
  const played = new Map<Scenario, Play>();
  let isBailing = false;

  async function play(scenario: Scenario, taken: ReadonlyMap<HubPlan, Seat>): Promise<void> {
    onBegin?.(scenario);
    const one = await playOne(scenario, taken, options);
    for (const seat of taken.values()) free.add(seat);
    played.set(scenario, one);
    isBailing ||= bail && hasNewFailure(one, baseline);
    onPlay?.(one);
  }

  function beginWhatFits(): void {
    for (const scenario of waiting) {
      const taken = seatsFor(scenario, free);
      if (!taken) continue;
      for (const seat of taken.values()) free.delete(seat);
      waiting.delete(scenario);
      const playing = play(scenario, taken).finally(() => underWay.delete(playing));
      underWay.add(playing);
    }
  }

  try {
    for (;;) {
      if (!isBailing && !signal?.aborted) beginWhatFits();
      if (underWay.size === 0) return { played, waiting: [...waiting] };
      await Promise.race(underWay);
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}

/**
 * Plays scenarios, as many at the same time as there are seats for, and judges the whole. It does not throw for what an
 * app does wrong: the result says so.
 */
export async function playAll(scenarios: readonly Scenario[], options: EngineOptions): Promise<VerifyResult> {
  const { seats, wall, seed, signal, baseline = noBaseline } = options;
  const began = wall.elapsed();
  const { played, waiting } = await playThrough(scenarios, options);
  const plays = scenarios.flatMap((scenario) => played.get(scenario) ?? []);
  const interrupted = signal?.aborted ?? false;
  const notPlayed = waiting.map((scenario): NotPlayed => {
    if (!seatsFor(scenario, seats)) return { scenario, why: "no-seat", reason: whyNoSeat(scenario, seats) };
    return interrupted
      ? { scenario, why: "interrupted", reason: "The run was interrupted." }
      : { scenario, why: "bail", reason: "An earlier scenario failed." };
  });
  const rules = judgeRun(plays, baseline);
  return {
    passed:
      plays.length > 0 &&
      notPlayed.every(({ why }) => why === "no-seat") &&
      !interrupted &&
      !plays.some((play) => hasNewFailure(play, baseline)),
    interrupted,
    seed,
    plays,
    notPlayed,
    rules,
    mended: mendedIn(baseline, { plays, rules }),
    figures: {
      wallMs: wall.elapsed() - began,
      appMs: plays.reduce((sum, { appMs }) => sum + appMs, 0),
      virtualMs: plays.reduce((sum, { verdict: { start, end } }) => sum + end - start, 0),
    },
  };
}
