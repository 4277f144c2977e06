import type { Entry } from "../journal/entry.js";

/** A partner's journal, read once for all rules. */
export interface Record {
  entries: readonly Entry[];
}

export const readRecord = (entries: readonly Entry[]): Record => ({ entries });
