import { verdictView } from "../../scenario/report.js";
import type { Play, RunRule, VerifyResult } from "../result.js";

/** Grows by one when a field changes its meaning or goes; fields may be added without. */
const reportVersion = 1;

const round = (ms: number): number => Math.round(ms);

function playView({ verdict, rules, isKnown, wallMs, appMs }: Play) {
  return {
    ...verdictView(verdict),
    known: isKnown,
    took: { wall_ms: round(wallMs), app_ms: round(appMs), virtual_ms: verdict.end - verdict.start },
    rules: rules.map(({ rule, result, occasions, findings }) => ({
      id: rule.id,
      result,
      occasions,
      findings: findings.map(({ says, entries, subject }) => ({ says, entries, subject })),
    })),
  };
}

const ruleView = ({ rule, result, occasions, findings, isKnown }: RunRule) => ({
  ...rule,
  result,
  occasions,
  known: isKnown,
  findings: findings.map(({ says, entries, subject, scenario }) => ({ scenario, says, entries, subject })),
});

/**
 * The result as JSON. `scenarios` in the order in which they were named, each with its whole journal; `rules` over the
 * whole run in the order of the catalogue. `entries` of a finding are `seq` in the journal of its scenario.
 */
export function toJson(result: VerifyResult): Record<string, unknown> {
  const { passed, interrupted, seed, plays, notPlayed, rules, mended, figures } = result;
  return {
    version: reportVersion,
    passed,
    interrupted,
    seed,
    took: {
      wall_ms: round(figures.wallMs),
      app_ms: round(figures.appMs),
      virtual_ms: figures.virtualMs,
    },
    scenarios: plays.map(playView),
    not_played: notPlayed.map(({ scenario, why, reason }) => ({ name: scenario.name, why, reason })),
    rules: rules.map(ruleView),
    mended,
  };
}
