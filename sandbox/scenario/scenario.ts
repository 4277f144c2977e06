import type { Billing } from "../hub/partner.js";
import type { Life, SettingsPatch } from "../hub/settings.js";
import type { Expectation } from "./expectations/expectation.js";
import type { Act } from "./language/verbs.js";

/** Where something stands in a file, line and column from 1. */
export interface Position {
  line: number;
  column: number;
  /** The included file that it stands in; left out, it is the scenario's own. */
  file?: string;
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
  /** Alias of the hub whose client it is. */
  hub: string;
  name: string;
  email: string;
  password: string;
}

/** One partner account of the app, as the scenario needs it. */
export interface HubPlan {
  alias: string;
  billing: Billing;
  settings: SettingsPatch;
}

/** A scenario that has been read and checked: every alias it names exists. */
export interface Scenario {
  /** The file's name without its ending. */
  name: string;
  /** As it was given, for messages; `null` for one that was written in TypeScript. */
  file: string | null;
  title: string;
  story: string;
  tags: readonly string[];
  /** Billing and settings of the first hub; most scenarios have only that one. */
  billing: Billing;
  settings: SettingsPatch;
  /** Every hub by alias, the first one first. Each needs a partner of its own. */
  hubs: ReadonlyMap<string, HubPlan>;
  clients: ReadonlyMap<string, ClientPlan>;
  numbers: ReadonlyMap<string, NumberPlan>;
  steps: readonly Step[];
  /** Looked at when all steps have been played. */
  expect: readonly Check[];
}
