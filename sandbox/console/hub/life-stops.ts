import type { Timer } from "../../clock/timers.js";
import type { Channel } from "../../hub/channel.js";
import { type LifeStep, lifeSteps, lifeTimer } from "../../hub/life.js";
import type { Life } from "../../hub/settings.js";

/** A stop on a number's way. `dueAt` is virtual, and `null` for one that is behind it or that nothing plans. */
export interface LifeStop {
  step: LifeStep;
  state: "done" | "next" | "later" | "unplanned";
  dueAt: number | null;
}

type Place = Pick<Channel, "status" | "integrationState" | "accountMode" | "terminatedAt">;

/** Steps that leave a mark on the channel tell of themselves; of the others, that they wait no more. */
function isBehind(step: LifeStep, channel: Place, waits: boolean): boolean {
  if (channel.terminatedAt !== null) return !waits;
  if (step === "running") return channel.integrationState === "running";
  if (step === "live") return channel.accountMode === "live";
  if (step === "ready") return channel.status !== "created";
  return !waits;
}

/**
 * Where a number stands on its way.
 *
 * @param timers those of the channel's life that wait.
 * @param life of its partner: `submitted` is shown only where it happens.
 */
export function lifeStops(channel: Place, timers: readonly Timer[], life: Life): LifeStop[] {
  const due = new Map(timers.map(({ payload, dueAt }) => [payload, dueAt]));
  const first = Math.min(...due.values());
  return lifeSteps
    .filter((step) => step !== "submitted" || life.submitted !== "never" || due.has(step))
    .map((step): LifeStop => {
      const dueAt = due.get(step) ?? null;
      if (isBehind(step, channel, dueAt !== null)) return { step, state: "done", dueAt: null };
      if (dueAt === null) return { step, state: "unplanned", dueAt };
      return { step, state: dueAt === first ? "next" : "later", dueAt };
    });
}

/** The waiting steps of each channel, by its id. */
export function timersByChannel(waiting: readonly Timer[]): Map<string, Timer[]> {
  const bySubject = new Map<string, Timer[]>();
  for (const timer of waiting) {
    if (timer.kind !== lifeTimer) continue;
    const timers = bySubject.get(timer.subject) ?? [];
    timers.push(timer);
    bySubject.set(timer.subject, timers);
  }
  return bySubject;
}
