import type { Clock } from "../clock/clock.js";
import type { Faults } from "../faults/faults.js";
import type { Journal } from "../journal/journal.js";
import type { Store } from "../store/store.js";
import type { Outbox } from "../webhooks/outbox.js";
import type { Poster } from "../webhooks/post.js";
import type { Ids } from "./ids.js";

/** What every part of the hub works with. */
export interface HubContext {
  store: Store;
  clock: Clock;
  journal: Journal;
  outbox: Outbox;
  faults: Faults;
  ids: Ids;
  /** For requests that somebody waits for; events go through the outbox. */
  poster: Poster;
  /** The sandbox's own origin, for instance `http://localhost:8082`. */
  origin(): string;
}

const formatted = new Map<number, string>();

/** `2026-03-02T09:14:05Z`, as recorded from the real hub: whole seconds, no fraction. */
export function wireTime(ms: number): string {
  const second = Math.floor(ms / 1000);
  let text = formatted.get(second);
  if (text === undefined) {
    // A list shows the same few moments again and again; formatting them anew would cost more than the rest of a row.
    if (formatted.size >= 10_000) formatted.clear();
    text = `${new Date(ms).toISOString().slice(0, 19)}Z`;
    formatted.set(second, text);
  }
  return text;
}

export const wireTimeOrNull = (ms: number | null): string | null => (ms === null ? null : wireTime(ms));
