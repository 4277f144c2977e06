import type { Evidence } from "../evidence/evidence.js";
import type { Record as PartnerRecord } from "./record.js";

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
  /** What to change in the app. */
  mend: string;
  judge(record: PartnerRecord): Judgement;
}

/** A rule and what became of it. */
export interface RuleVerdict extends Judgement {
  rule: Omit<Rule, "judge">;
  result: "kept" | "broken" | "not-tried";
}
