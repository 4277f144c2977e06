import type { Entry } from "../journal/entry.js";
import { type PartnerRecord, readRecord } from "./record.js";
import type { Rule, RuleVerdict } from "./rule.js";
import { rules as allRules } from "./rules.js";

/** Holds a record that was read already against the rules. */
export function judgeRecord(record: PartnerRecord, rules: readonly Rule[] = allRules): RuleVerdict[] {
  return rules.map(({ judge, ...rule }) => {
    const { occasions, findings } = judge(record);
    const result = findings.length > 0 ? "broken" : occasions > 0 ? "kept" : "not-tried";
    return { rule, result, occasions, findings };
  });
}

/**
 * Holds a partner's journal against the rules.
 *
 * @param entries all entries of one partner, in order.
 */
export const judgeContract = (entries: readonly Entry[], rules: readonly Rule[] = allRules): RuleVerdict[] =>
  judgeRecord(readRecord(entries), rules);
