import type { ClockSetting } from "../clock/time.js";
import type { HubContext } from "./context.js";
import type { IdsAfterReset, Partners } from "./partners.js";
import type { RateLimits } from "./rate-limits.js";

export const resetParts = ["data", "log", "faults", "clock", "all"] as const;

export type ResetPart = (typeof resetParts)[number];

/** How a partner's clock begins anew. */
export interface Beginning {
  clock: ClockSetting;
  startAt: number;
  /** Left out, the ids begin anew as well. */
  ids?: IdsAfterReset;
}

export interface Resets {
  /** Brings a partner back to its beginning: its own id, credentials, URLs and settings stay. All of it, or nothing. */
  reset(partnerId: string, part: ResetPart, beginning: Beginning): void;
  /** Takes a partner out with everything it had. */
  remove(partnerId: string): void;
}

export function createResets(
  { store, clock, journal, faults }: HubContext,
  partners: Partners,
  rateLimits: RateLimits,
): Resets {
  return {
    reset: (partnerId, part, { clock: setting, startAt, ids }) =>
      store.transaction(() => {
        const { id } = partners.get(partnerId);
        const includes = (one: ResetPart) => part === one || part === "all";
        if (includes("data")) {
          partners.clear(id, ids);
          rateLimits.forget(id);
        }
        if (includes("faults")) faults.clear(id);
        if (includes("clock")) clock.restart(id, setting, startAt);
        if (includes("log")) journal.clear(id);
      }),
    remove(partnerId) {
      partners.remove(partnerId);
      rateLimits.forget(partnerId);
    },
  };
}
