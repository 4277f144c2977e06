import type { Finding, RuleVerdict } from "../contract/rule.js";
import type { Verdict } from "../scenario/play/play-scenario.js";
import type { Scenario } from "../scenario/scenario.js";

/** One scenario as it was played: the verdict on its own expectations, and on the rules of the contract. */
export interface Play {
  verdict: Verdict;
  /** Every rule, held against this play alone. */
  rules: readonly RuleVerdict[];
  /** The scenario did not hold, which the baseline knew. */
  isKnown: boolean;
  /** Real milliseconds that it took, and how many of them the app was waited for. */
  wallMs: number;
  appMs: number;
}

/** A finding, and the play that it comes from. */
export interface RunFinding extends Finding {
  scenario: string;
}

/** A rule over the whole run: broken when any play broke it, kept when one kept it, and otherwise not tried. */
export interface RunRule {
  rule: RuleVerdict["rule"];
  result: RuleVerdict["result"];
  occasions: number;
  findings: readonly RunFinding[];
  /** It is broken, which the baseline knew. */
  isKnown: boolean;
}

/** Failures that are known: they are told, and do not fail a run. Names of scenarios, ids of rules. */
export interface Baseline {
  scenarios: readonly string[];
  rules: readonly string[];
}

/** A scenario that had no turn. One without a seat (no partner with its billing) is told and fails nothing. */
export interface NotPlayed {
  scenario: Scenario;
  why: "no-seat" | "bail" | "interrupted";
  reason: string;
}

/** What became of a run. */
export interface VerifyResult {
  /** All scenarios with a seat were played, and nothing failed but what was known. */
  passed: boolean;
  interrupted: boolean;
  seed: number;
  /** In the order in which the scenarios were named. */
  plays: readonly Play[];
  notPlayed: readonly NotPlayed[];
  rules: readonly RunRule[];
  /** What the baseline calls known and holds now. */
  mended: Baseline;
  /** Real milliseconds of the whole run; of all plays together, those in which the app was waited for; virtual ones. */
  figures: { wallMs: number; appMs: number; virtualMs: number };
}

export const noBaseline: Baseline = { scenarios: [], rules: [] };

/** Whether a play failed in a way that nobody knew of: its own expectations, or a rule. */
export const hasNewFailure = ({ verdict, isKnown, rules }: Play, { rules: known }: Baseline): boolean =>
  (!verdict.passed && !isKnown) ||
  rules.some(({ result, rule }) => result === "broken" && !known.includes(rule.id));

/** What a run would call known from now on: all that fails in it. */
export function baselineOf({ plays, rules }: Pick<VerifyResult, "plays" | "rules">): Baseline {
  const failed = plays.filter(({ verdict }) => !verdict.passed).map(({ verdict }) => verdict.scenario.name);
  const broken = rules.filter(({ result }) => result === "broken").map(({ rule }) => rule.id);
  return { scenarios: failed.sort(), rules: broken.sort() };
}
