import { formatDuration } from "../../clock/duration.js";
import type { Entry } from "../../journal/entry.js";
import { aliasesById } from "../../scenario/expectations/scene.js";
import { type Row, readRows, withNames } from "../../scenario/timeline.js";
import type { Play } from "../result.js";

/** Who stands where in a sequence diagram. */
export type Way = "client-hub" | "hub-client" | "client-app" | "hub-app" | "app-hub" | "hub" | "all";

/** One line of a sequence diagram. */
export interface Moment {
  /** Sequence number of the entry that it shows. */
  seq: number;
  /** `+2d 5s` since the scenario began; empty where it is the same as above. */
  time: string;
  /** Whether nothing happened for long before it. */
  isAfterPause: boolean;
  way: Way;
  says: string;
  /** What came of it: a status, or what stood in the way. */
  ending: string;
  good: boolean;
  /** What the journal has of it, for rows that somebody has to look at. */
  data: Record<string, unknown> | undefined;
}

/** A loop makes thousands of lines; nobody reads them all. */
const shownAtMost = 600;
const longPauseMs = 10 * 60_000;

const backAtApp = /^the browser is back/;

function wayOf({ lane }: Row, { kind, summary }: Entry): Way {
  if (lane === "out") return "hub-app";
  if (lane === "in") return "app-hub";
  if (lane === "hub") return "hub";
  if (lane === "client") {
    if (kind === "redirect") return "hub-client";
    return backAtApp.test(summary) ? "client-app" : "client-hub";
  }
  return "all";
}

/** The lines of a play's diagram, and how many more there are. */
export function momentsOf({ verdict, rules }: Play): { moments: Moment[]; left: number } {
  const names = aliasesById(verdict.cast);
  const entries = new Map(verdict.entries.map((entry) => [entry.seq, entry]));
  const found = new Set(rules.flatMap(({ findings }) => findings.flatMap((finding) => finding.entries)));
  const rows = readRows(verdict.entries);
  let last: number | undefined;
  const moments = rows.slice(0, shownAtMost).flatMap((row): Moment[] => {
    const entry = entries.get(row.seq);
    if (!entry) return [];
    const isSame = row.at === last;
    const isAfterPause = last !== undefined && row.at - last >= longPauseMs;
    last = row.at;
    const isFound = found.has(row.seq) || (row.answer !== null && found.has(row.answer));
    const answer = row.answer === null ? undefined : entries.get(row.answer);
    const says = row.about === "" ? row.text : `${row.text} ${row.about}`;
    return [
      {
        seq: row.seq,
        time: isSame ? "" : `+${formatDuration(row.at - verdict.start)}`,
        isAfterPause,
        way: wayOf(row, entry),
        says: withNames(says, names).replace(/\s+/g, " "),
        ending: row.ending,
        good: row.good,
        data: isFound || !row.good ? { ...entry.data, ...(answer && { answer: answer.data }) } : undefined,
      },
    ];
  });
  return { moments, left: Math.max(0, rows.length - shownAtMost) };
}

/** The line that shows an entry: its own, or that of the request which it answers. */
export function lineOf({ verdict }: Play, seq: number): number | undefined {
  const row = readRows(verdict.entries).find((one) => one.seq === seq || one.answer === seq);
  return row?.seq;
}
