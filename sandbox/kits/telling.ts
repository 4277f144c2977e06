import { surfaceOf } from "../contract/calls.js";
import type { Finding } from "../contract/rule.js";
import type { Entry } from "../journal/entry.js";
import { formatTimeline, readRows } from "../scenario/timeline.js";
import type { TestStage } from "./test-stage.js";

/** As many of the last lines as a failure shows; a person reads no more. */
const shownLines = 40;
/** How many rows before and after a finding. */
const neighbours = 3;

const pathIn = ({ summary }: Entry): string => summary.split(" ")[1] ?? "";

/** Leaves out the hosted pages that a browser loaded: what the client did on them has entries of its own. */
function withoutPages(entries: readonly Entry[]): Entry[] {
  const statuses = new Map(
    entries.flatMap(({ kind, cause, data }) => (kind === "answer" ? [[cause, data.status]] : [])),
  );
  const isLoaded = (seq: number) => {
    const status = statuses.get(seq);
    return typeof status === "number" && status < 400;
  };
  return entries.filter(
    (entry) => entry.kind !== "request" || surfaceOf(pathIn(entry)) !== "page" || !isLoaded(entry.seq),
  );
}

const format = (stage: TestStage, entries: readonly Entry[]): string[] =>
  formatTimeline(entries, stage.start, { names: stage.aliases() });

/** The whole story, line by line: how long after its beginning, who to whom, what, and what came of it. */
export const wholeStory = (stage: TestStage): string[] => format(stage, withoutPages(stage.entries()));

/** The end of the story. */
export function tellStory(stage: TestStage): string[] {
  const lines = wholeStory(stage);
  const left = lines.length - shownLines;
  return left > 0 ? [`  … ${left} lines earlier`, ...lines.slice(-shownLines)] : lines;
}

/** What happened around findings. */
export function linesAround(stage: TestStage, findings: readonly Finding[]): string[] {
  const entries = stage.entries();
  const told = new Set(findings.flatMap(({ entries: seqs }) => seqs));
  const rows = readRows(entries);
  const near = new Set<number>();
  for (const [index, { seq, answer }] of rows.entries()) {
    if (!told.has(seq) && !(answer !== null && told.has(answer))) continue;
    const from = Math.max(0, index - neighbours);
    for (const row of rows.slice(from, index + neighbours + 1)) {
      near.add(row.seq);
      if (row.answer !== null) near.add(row.answer);
    }
  }
  return format(
    stage,
    entries.filter(({ seq }) => near.has(seq)),
  );
}
