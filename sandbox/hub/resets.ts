import type { ClockSetting } from "../clock/time.js";
import type { HubContext } from "./context.js";
import type { Partners } from "./partners.js";

export const resetParts = ["data", "log", "faults", "clock", "all"] as const;

export type ResetPart = (typeof resetParts)[number];

/** How a partner's clock begins anew. */
export interface Beginning {
  clock: ClockSetting;
  startAt: number;
}

export interface Resets {
  /** Brings a partner back to its beginning: its own id, credentials, URLs and settings stay. All of it, or nothing. */
  reset(partnerId: string, part: ResetPart, beginning: Beginning): void;
}

export function createResets({ store, clock, journal, faults }: HubContext, partners: Partners): Resets {
  return {
    reset: (partnerId, part, { clock: setting, startAt }) =>
      store.transaction(() => {
        const { id } = partners.get(partnerId);
        const includes = (one: ResetPart) => part === one || part === "all";
        if (includes("data")) partners.clear(id);
        if (includes("faults")) faults.clear(id);
        if (includes("clock")) clock.restart(id, setting, startAt);
        if (includes("log")) journal.clear(id);
      }),
  };
}
