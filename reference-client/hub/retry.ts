import { setTimeout as sleep } from "node:timers/promises";
import { HubTrouble } from "./request.js";

export interface RetryPolicy {
  baseMs: number;
  /** Attempts in all; `Infinity` to keep trying. */
  attempts: number;
  signal: AbortSignal;
  /** Told before each wait. */
  onWait?: (trouble: HubTrouble, waitMs: number) => void;
}

const longestBackOffMs = 30_000;

/**
 * How long to wait after a failed attempt (1, 2, …): exponential, with up to a half of jitter so that many workers
 * do not come back in step, and never before what `Retry-After` asked for.
 */
export function waitAfter(attempt: number, baseMs: number, retryAfterMs = 0, random = Math.random()): number {
  const backOff = Math.min(baseMs * 2 ** (attempt - 1), longestBackOffMs);
  return Math.max(backOff * (1 + random / 2), retryAfterMs);
}

/** Runs `ask` until it does not meet {@link HubTrouble}. Throws the last trouble when the attempts are used up. */
export async function withRetries<T>(policy: RetryPolicy, ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof HubTrouble) || attempt >= policy.attempts || policy.signal.aborted) throw error;
      const waitMs = waitAfter(attempt, policy.baseMs, error.retryAfterMs);
      policy.onWait?.(error, waitMs);
      await sleep(waitMs, undefined, { signal: policy.signal });
    }
  }
}
