import type { Clock } from "../clock/clock.js";
import type { Journal } from "../journal/journal.js";
import type { Store } from "../store/store.js";
import type { Outbox } from "../webhooks/outbox.js";
import type { Ids } from "./ids.js";

/** What every part of the hub works with. */
export interface HubContext {
  store: Store;
  clock: Clock;
  journal: Journal;
  outbox: Outbox;
  ids: Ids;
  /** The sandbox's own origin, for instance `http://localhost:8082`. */
  origin(): string;
}

/** `2026-03-02T09:14:05Z`, as recorded from the real hub: whole seconds, no fraction. */
export const wireTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

export const wireTimeOrNull = (ms: number | null): string | null => (ms === null ? null : wireTime(ms));
