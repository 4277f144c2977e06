import type { Entry } from "../journal/entry.js";
import type { Advice, Finder } from "./advice/advice.js";
import { missingFields, unknownKeys, unserved } from "./advice/answers.js";
import { unreachable, unsent, unsigned, waiting } from "./advice/deliveries.js";
import { activeFaults, lostKeys } from "./advice/hub-side.js";
import { nobodyReturned, noWayBack, refusedLinks, silentApp } from "./advice/visits.js";
import { judgeRecord } from "./judge.js";
import { type PartnerRecord, readRecord } from "./record.js";
import type { Finding, RuleVerdict } from "./rule.js";

export type { Advice };

const finders: readonly Finder[] = [
  unreachable,
  unsent,
  waiting,
  unsigned,
  missingFields,
  unknownKeys,
  unserved,
  refusedLinks,
  noWayBack,
  nobodyReturned,
  silentApp,
  lostKeys,
  activeFaults,
];

const newestFirst = (a: Advice, b: Advice): number => (b.entries[0] ?? 0) - (a.entries[0] ?? 0);

/** The findings of one rule about one number are one line, which tells of the newest and counts the others. */
function adviceOf({ rule, findings }: RuleVerdict): Advice[] {
  const bySubject = new Map<string | null, Finding[]>();
  for (const finding of findings) {
    const group = bySubject.get(finding.subject) ?? [];
    bySubject.set(finding.subject, [...group, finding]);
  }
  return [...bySubject].flatMap(([subject, group]): Advice[] => {
    const newest = group.reduce((one, other) =>
      (other.entries[0] ?? 0) > (one.entries[0] ?? 0) ? other : one,
    );
    const says = group.length === 1 ? newest.says : `${newest.says} That makes ${group.length} times.`;
    const others = group.filter((one) => one !== newest).flatMap(({ entries }) => entries.slice(0, 1));
    return [{ says, severity: "wrong", entries: [...newest.entries, ...others], subject, mend: rule.mend }];
  });
}

/** A general rule says nothing where a special one, or the log, already tells of the same entry. */
function withoutEchoes(verdicts: readonly RuleVerdict[], told: readonly Advice[]): RuleVerdict[] {
  const special = verdicts.filter(({ rule }) => !rule.isGeneral).flatMap(({ findings }) => findings);
  const known = new Set([...special, ...told].flatMap(({ entries }) => entries));
  return verdicts.map((verdict) =>
    verdict.rule.isGeneral
      ? { ...verdict, findings: verdict.findings.filter(({ entries }) => !known.has(entries[0] ?? 0)) }
      : verdict,
  );
}

const logAdvice = (record: PartnerRecord): Advice[] => finders.flatMap((find) => find(record));

/** What the log of one partner tells besides the rules, newest first. What has come right meanwhile is left out. */
export const findAdvice = (entries: readonly Entry[]): Advice[] =>
  logAdvice(readRecord(entries)).sort(newestFirst);

/** The verdicts on a journal, and all that is wrong with it in plain words: breaches and the log's own advice. */
export interface Diagnosis {
  verdicts: RuleVerdict[];
  advice: Advice[];
}

/** Reads one partner's entries once for both. Advice is newest first, and says the same thing once. */
export function diagnose(entries: readonly Entry[]): Diagnosis {
  const record = readRecord(entries);
  const verdicts = judgeRecord(record);
  const told = logAdvice(record);
  const broken = withoutEchoes(verdicts, told).flatMap(adviceOf);
  return { verdicts, advice: [...broken, ...told].sort(newestFirst) };
}

/** All that is wrong with an integration, for a person: see {@link diagnose}. */
export const whatIsWrong = (entries: readonly Entry[]): Advice[] => diagnose(entries).advice;
