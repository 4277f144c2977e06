import { formatDuration } from "../../clock/duration.js";
import type { Finding } from "../../contract/rule.js";
import { aliasesById } from "../../scenario/expectations/scene.js";
import { withNames } from "../../scenario/timeline.js";
import type { Play, RunFinding } from "../result.js";

/** `+2d 5s`: how long after the beginning of its scenario a finding's telling entry was, on the hub's clock. */
export function momentOf({ verdict }: Play, { entries }: Pick<Finding, "entries">): string | undefined {
  const [telling] = entries;
  const entry = verdict.entries.find(({ seq }) => seq === telling);
  return entry === undefined ? undefined : `+${formatDuration(entry.at - verdict.start)}`;
}

/** A finding with the names that the scenario's author gave, in place of ids. */
export const saysOf = ({ verdict }: Play, { says }: Pick<Finding, "says">): string =>
  withNames(says, aliasesById(verdict.cast));

/** Repetitions in one play say the same again. */
const shownOfPlay = 3;

/** The first findings, and how many more there are. */
export const firstOf = <One>(findings: readonly One[]): { shown: readonly One[]; left: number } => ({
  shown: findings.slice(0, shownOfPlay),
  left: Math.max(0, findings.length - shownOfPlay),
});

/** Findings by the scenario that they come from, in the order in which these were played. */
export function byScenario(findings: readonly RunFinding[]): Map<string, RunFinding[]> {
  const groups = new Map<string, RunFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.scenario) ?? [];
    group.push(finding);
    groups.set(finding.scenario, group);
  }
  return groups;
}

/** The play of a scenario. */
export const playOf = (plays: readonly Play[], scenario: string): Play | undefined =>
  plays.find(({ verdict }) => verdict.scenario.name === scenario);
