import { quietApp } from "../scenario/app/quiet-app.js";
import { telling } from "../scenario/explain.js";
import { playScenario, type Verdict } from "../scenario/play/play-scenario.js";
import type { Scenario, Step } from "../scenario/scenario.js";
import type { DeskRooms, Play } from "./scenario-desk.js";

interface PlaySeat {
  id: number;
  partner: string;
  checks: boolean;
}

// Our choice: an app that was silent for so long after a webhook has done what it does about it.
const settleMs = 150;

/** The same scenario, which tells of each step that begins. */
function watched(scenario: Scenario, begins: (says: string) => void): Scenario {
  const names = telling(scenario);
  const steps = scenario.steps.map((step): Step => {
    if (!("act" in step)) return step;
    const { act } = step;
    const play: typeof act.play = (game) => {
      begins(act.tell(names));
      return act.play(game);
    };
    return { ...step, act: { ...act, play } };
  });
  return { ...scenario, steps };
}

/** Expectations are fair only once the app has had its time. @returns what takes the watch away again. */
function waitForApp({ clock, journal }: DeskRooms, partnerId: string): () => void {
  const app = quietApp({ partnerId, journal, wall: clock.wall, settleMs });
  const unprobe = clock.probe(async (id) => {
    if (id === partnerId) await app.idle();
  });
  return () => {
    unprobe();
    app.stop();
  };
}

/** `all 5 expectations held`, `2 of 5 expectations did not hold` */
function outcome({ checks, failure }: Verdict): string {
  if (failure) return `ended at the step ${failure.verb}: ${failure.message}`;
  const failed = checks.filter(({ result }) => result !== "passed").length;
  if (checks.length === 0) return "has been played";
  const all = `${checks.length} ${checks.length === 1 ? "expectation" : "expectations"}`;
  return failed === 0 ? `has been played: ${all} held` : `has been played: ${failed} of ${all} did not hold`;
}

function stateOf({ failure, passed }: Verdict, checks: boolean): Play["state"] {
  if (failure) return "failed";
  if (!checks) return "played";
  return passed ? "passed" : "failed";
}

/**
 * Begins to play a scenario on a partner. The play that it returns is kept up to date until it has ended; beginning and
 * end are notes of the journal.
 */
export function beginPlay(rooms: DeskRooms, scenario: Scenario, { id, partner, checks }: PlaySeat): Play {
  const { journal, clock } = rooms;
  const { name, title, steps } = scenario;
  const play: Play = {
    id,
    scenario: name,
    title,
    partner,
    state: "playing",
    step: 0,
    steps: steps.filter((step) => "act" in step).length,
    says: null,
    startedAt: clock.now(partner),
    endedAt: null,
    checks: [],
    failure: null,
  };
  const note = (says: string, data: Record<string, unknown> = {}) =>
    journal.record({
      partner,
      kind: "note",
      summary: `the scenario ${name} ${says}`,
      data: { scenario: name, ...data },
    });

  async function run(): Promise<void> {
    const leave = checks ? waitForApp(rooms, partner) : () => {};
    const onStep = (says: string) => {
      play.step += 1;
      play.says = says;
    };
    try {
      const verdict = await playScenario(watched(scenario, onStep), rooms, { partnerId: partner, checks });
      const { failure } = verdict;
      play.state = stateOf(verdict, checks);
      play.checks = verdict.checks;
      play.failure = failure;
      play.endedAt = verdict.end;
      note(outcome(verdict), failure ? { verb: failure.verb, line: failure.position?.line ?? null } : {});
    } finally {
      leave();
    }
  }

  note("begins");
  // The sandbox may be stopped while it plays; there is nobody left to tell then.
  run().catch((error: unknown) => {
    play.state = "failed";
    play.failure = {
      verb: "play",
      position: null,
      message: error instanceof Error ? error.message : String(error),
    };
  });
  return play;
}
