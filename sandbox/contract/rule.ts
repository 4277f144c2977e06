import type { Evidence } from "../evidence/evidence.js";
import type { PartnerRecord } from "./record.js";

/** One place where an integration did not keep a rule. */
export interface Finding {
  /** One plain sentence with the ids and figures that matter: `y9MiLoCH got two keys within 1 s; the first is dead.` */
  says: string;
  /** Sequence numbers of the journal entries that show it, the telling one first. */
  entries: readonly number[];
  /** The channel or client that it is about. */
  subject: string | null;
}

/** What a rule makes of a record. A rule that met no occasion was not tried, which is not the same as kept. */
export interface Judgement {
  /** How many occasions there were to keep or break it. */
  occasions: number;
  findings: readonly Finding[];
}

/** One thing that an integration owes the hub, judged by the journal alone. */
export interface Rule {
  /** Small letters and dashes; stable, so that baselines and reports can name it. */
  id: string;
  /** What a good integration does: `Creates one key for each grant`. */
  title: string;
  /** What happens to an integration that does not, in a sentence or two. */
  why: string;
  /** The fact behind it. */
  evidence: Evidence;
  /** What counts as an occasion in the journal, and what as a breach. */
  looksFor: string;
  /** What to change in the app. */
  mend: string;
  /** Other rules may say the same of an entry more precisely, and are heard first. */
  isGeneral?: true;
  judge(record: PartnerRecord): Judgement;
}

/** A rule and what became of it. */
export interface RuleVerdict extends Judgement {
  rule: Omit<Rule, "judge">;
  result: "kept" | "broken" | "not-tried";
}

/** Judges each occasion by itself: what it gives is the finding, `undefined` means that the rule was kept there. */
export function judgeEach<Occasion>(
  occasions: readonly Occasion[],
  judge: (occasion: Occasion) => Finding | undefined,
): Judgement {
  return { occasions: occasions.length, findings: occasions.flatMap((occasion) => judge(occasion) ?? []) };
}
