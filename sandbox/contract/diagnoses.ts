import type { Wall } from "../clock/wall.js";
import type { Journal } from "../journal/journal.js";
import { type Diagnosis, diagnose } from "./advice.js";

/** As much as is judged while somebody waits: about half a second. Older entries are no longer judged. */
const judgedEntries = 20_000;

interface Judged {
  /** Up to which entry of the partner, and how often entries had been forgotten by then. */
  upTo: string;
  diagnosis: Diagnosis;
}

interface Memory {
  judged: Map<string, Judged>;
  /** Settles when the last judging that was asked for has ended. */
  turn: Promise<unknown>;
}

const memories = new WeakMap<Journal, Memory>();

function memoryOf(journal: Journal): Memory {
  const known = memories.get(journal);
  if (known) return known;
  const memory: Memory = { judged: new Map(), turn: Promise.resolve() };
  memories.set(journal, memory);
  return memory;
}

function newestOf(journal: Journal, partner: string): string {
  const [newest] = journal.read({ partner, before: journal.last() + 1, limit: 1 });
  return `${newest?.seq ?? 0}/${journal.cleared()}`;
}

function judge(journal: Journal, partner: string): Diagnosis {
  const { judged } = memoryOf(journal);
  const upTo = newestOf(journal, partner);
  const known = judged.get(partner);
  if (known?.upTo === upTo) return known.diagnosis;
  const entries = journal.read({ partner, before: journal.last() + 1, limit: judgedEntries });
  const diagnosis = diagnose(entries);
  judged.set(partner, { upTo, diagnosis });
  return diagnosis;
}

/**
 * What is wrong with a partner's integration as its journal stands. It is judged anew only when the journal has grown, one
 * partner at a time, and whatever else waits gets its turn in between: the app's calls do not wait for all partners.
 */
export function diagnosePartner(journal: Journal, wall: Wall, partner: string): Promise<Diagnosis> {
  const memory = memoryOf(journal);
  const known = memory.judged.get(partner);
  if (known?.upTo === newestOf(journal, partner)) return Promise.resolve(known.diagnosis);
  const pause = () => new Promise<void>((resolve) => void wall.after(0, resolve));
  const diagnosis = memory.turn.then(pause).then(() => judge(journal, partner));
  memory.turn = diagnosis.catch(() => {});
  return diagnosis;
}
