import type { PartnerRecord } from "../record.js";

/** One thing that a person should know, in plain words. */
export interface Advice {
  /** One line with ids and figures. */
  says: string;
  /** `wrong`: something does not work. `look`: it may be meant, and probably is not. `info`: good to know. */
  severity: "wrong" | "look" | "info";
  /** Sequence numbers of the journal entries that show it, the telling one first. */
  entries: readonly number[];
  /** The channel or client that it is about. */
  subject: string | null;
  /** What to do about it. */
  mend?: string;
}

/** Looks at a record for one kind of trouble. What has come right meanwhile is not told. */
export type Finder = (record: PartnerRecord) => Advice[];

/** Sequence numbers, the newest first, and no more than a person looks at. */
export const newestOf = (moments: readonly { seq: number }[]): number[] =>
  moments
    .map(({ seq }) => seq)
    .sort((a, b) => b - a)
    .slice(0, 20);

/** `1 event`, `4 events`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** Groups things by a name. */
export function groupBy<One>(all: Iterable<One>, nameOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const name = nameOf(one);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}
