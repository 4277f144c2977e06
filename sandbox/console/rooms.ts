import type { Clock } from "../clock/clock.js";
import type { Evidence } from "../evidence/evidence.js";
import type { Faults } from "../faults/faults.js";
import type { Hub } from "../hub/hub.js";
import type { Billing } from "../hub/partner.js";
import type { Journal } from "../journal/journal.js";
import type { Outbox } from "../webhooks/outbox.js";

/** What is known of a call of the sandbox's surfaces. `id` is its anchor at `/_sandbox/api/docs`. */
export interface KnownOperation {
  id: string;
  summary: string;
  evidence: Evidence;
}

/** A scenario of the library, as somebody chooses one. */
export interface ScenarioCard {
  name: string;
  title: string;
  story: string;
  tags: readonly string[];
  billing: Billing;
  /** The billing of each hub; a start on one partner needs exactly one. */
  hubs: readonly Billing[];
  /** What a start sets at the partner. */
  settings: object;
  /** The addresses of its clients: a partner that has one of them must be reset first. */
  emails: readonly string[];
}

/** A scenario that plays, or did. Times are virtual milliseconds since 1970. */
export interface Play {
  id: number;
  scenario: string;
  title: string;
  partner: string;
  /** `played`: to its end, and nobody looked at its expectations. */
  state: "playing" | "played" | "passed" | "failed";
  step: number;
  steps: number;
  /** The newest step in a sentence. */
  says: string | null;
  startedAt: number;
  endedAt: number | null;
  checks: readonly {
    says: string;
    result: "passed" | "failed" | "not-tried";
    reasons: readonly string[];
  }[];
  failure: { verb: string; message: string } | null;
}

/** Where scenarios are looked up and watched; the room of scenarios is a neighbour of this one. */
interface ScenarioShelf {
  list(): Promise<readonly ScenarioCard[]>;
  /** A scenario as a story, line by line; `undefined` when there is none of this name. */
  explain(name: string): Promise<readonly string[] | undefined>;
  /** The newest first. */
  plays(partner?: string): readonly Play[];
}

/** What the console shows. It reads only: whatever its buttons do goes through the control API. */
export interface ConsoleRooms {
  hub: Hub;
  clock: Clock;
  journal: Journal;
  outbox: Outbox;
  faults: Faults;
  scenarios: ScenarioShelf;
  /** The sandbox's own origin, for instance `http://localhost:8082`. */
  origin(): string;
  /** The operation behind a request of the Partner API or the messaging API. */
  operationFor(method: string, path: string): KnownOperation | undefined;
}
