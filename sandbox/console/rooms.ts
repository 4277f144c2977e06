import type { Clock } from "../clock/clock.js";
import type { Evidence } from "../evidence/evidence.js";
import type { Hub } from "../hub/hub.js";
import type { Journal } from "../journal/journal.js";
import type { Outbox } from "../webhooks/outbox.js";

/** What is known of a call of the sandbox's surfaces. `id` is its anchor at `/_sandbox/api/docs`. */
export interface KnownOperation {
  id: string;
  summary: string;
  evidence: Evidence;
}

/** What the console shows. It reads only: whatever its buttons do goes through the control API. */
export interface ConsoleRooms {
  hub: Hub;
  clock: Clock;
  journal: Journal;
  outbox: Outbox;
  /** The sandbox's own origin, for instance `http://localhost:8082`. */
  origin(): string;
  /** The operation behind a request of the Partner API or the messaging API. */
  operationFor(method: string, path: string): KnownOperation | undefined;
}
