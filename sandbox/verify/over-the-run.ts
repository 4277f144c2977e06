import { judgeContract } from "../contract/judge.js";
import type { RuleVerdict } from "../contract/rule.js";
import type { Entry } from "../journal/entry.js";
import type { Baseline, Play, RunRule } from "./result.js";

type Result = RuleVerdict["result"];

// "Not tried" is never "passed": only an occasion that was met makes a rule kept.
const worst = (results: readonly Result[]): Result =>
  results.includes("broken") ? "broken" : results.includes("kept") ? "kept" : "not-tried";

/** Verdicts by rule, in the order of the catalogue. */
function byRule<One extends RuleVerdict>(verdicts: readonly One[]): One[][] {
  const groups = new Map<string, One[]>();
  for (const verdict of verdicts) {
    const group = groups.get(verdict.rule.id) ?? [];
    group.push(verdict);
    groups.set(verdict.rule.id, group);
  }
  return [...groups.values()];
}

function together([first, ...rest]: readonly RuleVerdict[]): RuleVerdict[] {
  if (!first) return [];
  const all = [first, ...rest];
  return [
    {
      rule: first.rule,
      result: worst(all.map(({ result }) => result)),
      occasions: all.reduce((sum, { occasions }) => sum + occasions, 0),
      findings: all.flatMap(({ findings }) => findings),
    },
  ];
}

/** Holds a play against the rules, each partner's journal by itself. */
export function judgePlay(entries: readonly Entry[], partnerIds: readonly string[]): RuleVerdict[] {
  const verdicts = partnerIds.flatMap((id) =>
    judgeContract(entries.filter(({ partner }) => partner === id || partner === null)),
  );
  return byRule(verdicts).flatMap(together);
}

/** Puts the verdicts of all plays together, rule by rule. */
export function judgeRun(plays: readonly Play[], { rules: known }: Baseline): RunRule[] {
  const verdicts = plays.flatMap(({ rules, verdict }) =>
    rules.map((one) => ({
      ...one,
      findings: one.findings.map((finding) => ({ ...finding, scenario: verdict.scenario.name })),
    })),
  );
  return byRule(verdicts).flatMap((group) =>
    together(group).map(({ rule, result, occasions }) => ({
      rule,
      result,
      occasions,
      findings: group.flatMap(({ findings }) => findings),
      isKnown: result === "broken" && known.includes(rule.id),
    })),
  );
}
