import type { Activity } from "../activity.js";
import { HubRefusal, HubTrouble } from "../hub/request.js";
import { withRetries } from "../hub/retry.js";
import type { ChannelRef } from "../store/channels.js";
import { type Ask, type StepDeps, situationOf, takeStep } from "./channel-steps.js";
import { nextStep, type Step } from "./next-step.js";

const attemptsPerRequest = 7;

interface WorkerDeps extends StepDeps {
  activity: Activity;
  /** Aborted when the app stops: no further step is begun, and waits end. */
  stopping: AbortSignal;
  /** Told after every step, so that open pages can follow. */
  changed: () => void;
  log: (line: string) => void;
}

/** The retry policy of a channel's requests; says on the page and in the log when it waits. */
function patientAsk(deps: WorkerDeps, ref: ChannelRef): Ask {
  const onWait = (trouble: HubTrouble, waitMs: number) => {
    deps.log(`channel ${ref.channelId}: ${trouble.message}; next attempt in ${Math.round(waitMs)} ms`);
    deps.channels.setTrouble(ref, "The hub is not answering. Trying again.");
    deps.changed();
  };
  const policy = {
    baseMs: deps.config.retryBaseMs,
    attempts: attemptsPerRequest,
    signal: deps.stopping,
    onWait,
  };
  return (request) => withRetries(policy, request);
}

/** Takes step after step until there is nothing to do but wait. */
async function runChannel(deps: WorkerDeps, ref: ChannelRef): Promise<void> {
  const ask = patientAsk(deps, ref);
  let justRead = false;
  while (!deps.stopping.aborted) {
    const channel = deps.channels.find(ref);
    const step: Step = channel ? nextStep(situationOf(deps, channel, justRead)) : "wait";
    if (channel === undefined || step === "wait") return;
    await takeStep(deps, step, channel, ask);
    justRead = step === "read-truth";
    deps.channels.setTrouble(ref, null);
    deps.changed();
  }
}

/** Ends a run whose step failed for good; the next event, reconcile or restart takes it up again. */
function park(deps: WorkerDeps, ref: ChannelRef, error: unknown): void {
  if (deps.stopping.aborted) return;
  const known = error instanceof HubTrouble || error instanceof HubRefusal;
  deps.log(`channel ${ref.channelId}: ${known ? error.message : String(error)}; waiting for news`);
  const what = error instanceof HubTrouble ? "The hub is not answering." : "The hub refused a request.";
  deps.channels.setTrouble(ref, `${what} Waiting for news from it.`);
  deps.changed();
}

/**
 * One serial queue per channel: for each channel at most one run is under way, and whatever happens meanwhile makes it
 * look again at its end. That, and the unique index in the database, is why a channel never gets two keys.
 */
export function channelWorker(deps: WorkerDeps) {
  const runs = new Map<string, { again: boolean }>();

  const runUntilQuiet = async (key: string, ref: ChannelRef, state: { again: boolean }): Promise<void> => {
    const end = deps.activity.begin(`channel ${ref.channelId}`, ref.partnerId);
    do {
      state.again = false;
      await runChannel(deps, ref).catch((error: unknown) => park(deps, ref, error));
    } while (state.again && !deps.stopping.aborted);
    runs.delete(key);
    end();
  };

  return {
    /** Has a channel's worker look at it: now, or again at the end of the run that is under way. */
    wake(ref: ChannelRef): void {
      if (deps.stopping.aborted) return;
      const key = `${ref.partnerId}/${ref.channelId}`;
      const state = runs.get(key);
      if (state !== undefined) {
        state.again = true;
        return;
      }
      const fresh = { again: false };
      runs.set(key, fresh);
      void runUntilQuiet(key, ref, fresh);
    },
  };
}
