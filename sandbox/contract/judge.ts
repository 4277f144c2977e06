import type { Entry } from "../journal/entry.js";
import { readRecord } from "./record.js";
import type { Rule, RuleVerdict } from "./rule.js";
import { rules as allRules } from "./rules.js";

/**
 * Holds a partner's journal against the rules.
 *
 * @param entries all entries of one partner, in order.
 */
export function judgeContract(entries: readonly Entry[], rules: readonly Rule[] = allRules): RuleVerdict[] {
  const record = readRecord(entries);
  return rules.map(({ judge, ...rule }) => {
    const { occasions, findings } = judge(record);
    const result = findings.length > 0 ? "broken" : occasions > 0 ? "kept" : "not-tried";
    return { rule, result, occasions, findings };
  });
}
