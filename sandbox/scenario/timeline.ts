import { styleText } from "node:util";
import { formatDuration } from "../clock/duration.js";
import type { Entry } from "../journal/entry.js";

export interface TimelineOptions {
  /** Names to print instead of ids. */
  names?: ReadonlyMap<string, string>;
  /** Colours, for a terminal that shows them. */
  colour?: boolean;
}

type Lane = "client" | "out" | "in" | "hub" | "fault" | "note";
type Style = Parameters<typeof styleText>[0];

/** One line of the picture: who did what to whom, and what came of it. */
export interface Row {
  /** The entry that it shows. */
  seq: number;
  /** Its answer, for a request. */
  answer: number | null;
  at: number;
  lane: Lane;
  text: string;
  about: string;
  ending: string;
  good: boolean;
}

const lanes: Record<Lane, { label: string; style: Style }> = {
  client: { label: "client", style: "cyan" },
  out: { label: "hub ──▶ app", style: "blue" },
  in: { label: "hub ◀── app", style: "magenta" },
  hub: { label: "  hub", style: "dim" },
  fault: { label: "network", style: "yellow" },
  note: { label: "note", style: "yellow" },
};

const textWidth = 62;
/** An app that goes round in circles makes thousands of calls in one moment; nobody reads them all. */
const shownPerMoment = 80;
/** Longer pauses get a line of their own. */
const longPauseMs = 10 * 60_000;
const longestText = 76;
const labelWidth = 13;
const timeWidth = 9;

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const plain: Omit<Row, "seq" | "at" | "lane" | "text"> = { answer: null, about: "", ending: "", good: true };

/** `POST channels/shop/api_keys`: the path without what is the same in every call. */
function shortPath(summary: string): string {
  return summary
    .replace(/ \/api\/v2\/partners\/[^/ ]+\/?/, " ")
    .replace(/^(\w+) +\/?/, (_, verb) => `${verb.padEnd(5)} `);
}

function attemptRow(entry: Entry): Row {
  const { event, status, error, attempt, outcome, nextAt } = entry.data;
  const again = typeof nextAt === "number" ? `, again in ${formatDuration(nextAt - entry.at)}` : "";
  const number = typeof attempt === "number" && attempt > 1 ? ` (attempt ${attempt})` : "";
  const answer =
    typeof status === "number"
      ? String(status)
      : text(error)
          .replace(/^The fault \w+ /, "")
          .replace(/\.$/, "");
  return {
    ...plain,
    seq: entry.seq,
    at: entry.at,
    lane: "out",
    text: text(event) + number,
    about: entry.subject ?? "",
    ending: answer + again,
    good: outcome === "delivered",
  };
}

/** What a redirect brings, without what the app put into its URL itself. */
function redirectText({ data }: Entry): string {
  const list = (value: unknown) => (Array.isArray(value) ? value.join(", ") : "");
  const revoked = list(data.revoked);
  return `is sent back with channels=[${list(data.channels)}]${revoked === "" ? "" : ` revoked=[${revoked}]`}`;
}

const hiddenStates = /^(client|partner) \S+ (created|changed)/;

function rowOf(entry: Entry, answers: ReadonlyMap<number, Entry>): Row[] {
  const { at, kind, summary, seq } = entry;
  const row = (lane: Lane, words: string): Row[] => [{ ...plain, seq, at, lane, text: words }];
  switch (kind) {
    case "visit":
      return row("client", summary.replace(/^the client /, ""));
    case "redirect":
      return row("client", redirectText(entry));
    case "state":
      return hiddenStates.test(summary) ? [] : row("hub", summary);
    case "fault":
      return row("fault", summary);
    case "note":
      return row("note", summary);
    case "attempt":
      return [attemptRow(entry)];
    case "request": {
      const status = answers.get(seq)?.data.status;
      const good = typeof status === "number" && status < 400;
      return [
        {
          ...plain,
          seq,
          answer: answers.get(seq)?.seq ?? null,
          at,
          lane: "in",
          text: shortPath(summary),
          ending: String(status ?? "no answer"),
          good,
        },
      ];
    }
    default:
      return [];
  }
}

/** Ids in a line, replaced by the names that somebody gave them. */
export function withNames(line: string, names: ReadonlyMap<string, string>): string {
  let named = line;
  for (const [id, name] of names) named = named.replaceAll(id, name);
  return named;
}

const shorten = (line: string): string =>
  line.length > longestText ? `${line.slice(0, longestText - 1)}…` : line;

/** When a row was, said only where it differs from the row above; too near to show, it is how long after that. */
function moment(at: number, last: number | undefined, start: number): string {
  if (at === last) return "";
  const label = (ms: number) => `+${formatDuration(ms - start)}`;
  return last !== undefined && label(at) === label(last) ? `…+${formatDuration(at - last)}` : label(at);
}

function paint(row: Row, when: string, { names = new Map(), colour = false }: TimelineOptions): string {
  const dye = (style: Style, words: string) =>
    colour && words !== "" ? styleText(style, words, { validateStream: false }) : words;
  const { label, style } = lanes[row.lane];
  const what = shorten(withNames(row.text, names));
  const about = row.about === "" ? "" : ` ${withNames(row.about, names)}`;
  const gap = row.ending === "" ? "" : ` ${"·".repeat(Math.max(2, textWidth - what.length - about.length))} `;
  const ending = dye(row.good ? "green" : "red", row.ending);
  const said = row.lane === "hub" ? dye("dim", what) : what;
  return `${dye("bold", when.padStart(timeWidth))}  ${dye(style, label.padEnd(labelWidth))}${said}${about}${dye("dim", gap)}${ending}`.trimEnd();
}

/** What a person wants to see of a journal, in its order: an answer belongs to its request, and own bookkeeping is left out. */
export function readRows(entries: readonly Entry[]): Row[] {
  const answers = new Map<number, Entry>();
  for (const entry of entries) {
    if (entry.kind === "answer" && entry.cause !== null) answers.set(entry.cause, entry);
  }
  return entries.flatMap((entry) => rowOf(entry, answers));
}

/**
 * Prints a journal as lines that a person reads: how long after `start` (virtual milliseconds), who to whom, what, and
 * what came of it. An answer stands beside its request; bodies are left out.
 */
export function formatTimeline(
  entries: readonly Entry[],
  start: number,
  options: TimelineOptions = {},
): string[] {
  const rows = readRows(entries);
  const lines: string[] = [];
  let last: number | undefined;
  let inMoment = 0;
  for (const row of rows) {
    if (last !== undefined && row.at - last >= longPauseMs) lines.push(`${" ".repeat(timeWidth - 1)}⋮`);
    inMoment = row.at === last ? inMoment + 1 : 1;
    if (inMoment <= shownPerMoment) lines.push(paint(row, moment(row.at, last, start), options));
    else if (inMoment === shownPerMoment + 1) {
      const rest = rows.filter(({ at }) => at === row.at).length - shownPerMoment;
      lines.push(`${" ".repeat(timeWidth + 2)}… and ${rest} more at this moment`);
    }
    last = row.at;
  }
  return lines;
}
