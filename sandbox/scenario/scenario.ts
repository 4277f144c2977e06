import type { Billing } from "../hub/partner.js";
import type { Life, SettingsPatch } from "../hub/settings.js";
import type { Expectation } from "./expectations/expectation.js";
import type { Act } from "./language/verbs.js";

/** Where something stands in a file, both from 1. */
export interface Position {
  line: number;
  column: number;
}

/** One step of a scenario: something that is done, or something that is looked at. */
export type Step = { verb: string; position: Position | null } & ({ act: Act } | { expect: Check[] });

/** An expectation at its place in the file. */
export interface Check {
  expectation: Expectation;
  position: Position | null;
}

/** A number that a client can add, and how its life departs from the partner's settings. */
export interface NumberPlan {
  alias: string;
  client: string;
  phone: string;
  displayName: string;
  life: Partial<Life>;
}

export interface ClientPlan {
  alias: string;
  name: string;
  email: string;
  password: string;
}

/** A scenario that has been read and checked: every alias it names exists. */
export interface Scenario {
  /** The file's name without its ending. */
  name: string;
  /** As it was given, for messages; `null` for one that was written in TypeScript. */
  file: string | null;
  title: string;
  story: string;
  billing: Billing;
  settings: SettingsPatch;
  clients: ReadonlyMap<string, ClientPlan>;
  numbers: ReadonlyMap<string, NumberPlan>;
  steps: readonly Step[];
  /** Looked at when all steps have been played. */
  expect: readonly Check[];
}
