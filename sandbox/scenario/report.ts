import { styleText } from "node:util";
import { aliasesById } from "./expectations/scene.js";
import type { Judged, Verdict } from "./play/play-scenario.js";
import type { Position } from "./scenario.js";
import { formatTimeline } from "./timeline.js";

export interface ReportOptions {
  colour: boolean;
  /** Leaves out the story and the timeline of what passed. */
  quiet: boolean;
}

type Style = Parameters<typeof styleText>[0];
export type Dye = (style: Style, text: string) => string;

const width = 100;

/** Paints text, or leaves it as it is. */
export const dyeFor = ({ colour }: ReportOptions): Dye =>
  colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;

/** Breaks a text into lines that fit a terminal. */
export function wrap(text: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

/** `scenarios/first-grant.yaml:31:5` */
export const placeOf = ({ scenario }: Verdict, position: Position | null): string =>
  `${position?.file ?? scenario.file ?? scenario.name}${position ? `:${position.line}:${position.column}` : ""}`;

function checkLines(verdict: Verdict, { says, result, reasons, position }: Judged, dye: Dye): string[] {
  if (result === "passed") return [`  ${dye("green", "✓")} ${says}`];
  if (result === "not-tried") return [dye("dim", `  – ${says} (not tried)`)];
  return [
    `  ${dye("red", "✗")} ${dye("bold", says)}`,
    ...reasons.map((reason) => `      ${reason}`),
    dye("dim", `      ${placeOf(verdict, position)}`),
  ];
}

function failureLines(verdict: Verdict, dye: Dye): string[] {
  const { failure } = verdict;
  if (!failure) return [];
  return [
    `  ${dye("red", "✗")} ${dye("bold", `the step ${failure.verb} could not be played`)}`,
    ...failure.message.split("\n").map((line) => `      ${line}`),
    dye("dim", `      ${placeOf(verdict, failure.position)}`),
  ];
}

/** One scenario as it is printed: title, story, timeline, expectations. */
export function formatVerdict(verdict: Verdict, options: ReportOptions): string[] {
  const { scenario, passed, entries, start, cast, checks } = verdict;
  const dye = dyeFor(options);
  const mark = passed ? dye("green", "✓") : dye("red", "✗");
  const heading = `${mark} ${dye("bold", scenario.name)}  ${scenario.title}`;
  if (options.quiet && passed && verdict.unmet.length === 0)
    return [`${heading} ${dye("dim", `(${checks.length} checks)`)}`];
  const names = aliasesById(cast);
  return [
    heading,
    ...wrap(scenario.story).map((line) => dye("dim", `  ${line}`)),
    "",
    ...formatTimeline(entries, start, { names, colour: options.colour }),
    "",
    ...checks.flatMap((check) => checkLines(verdict, check, dye)),
    ...failureLines(verdict, dye),
    ...verdict.unmet.map((fault) => `  ${dye("yellow", "!")} the fault ${fault} met nothing`),
    "",
  ];
}

/** A verdict as JSON: reasons, places, and the whole journal of the play. */
export function verdictView(verdict: Verdict) {
  const { scenario, partnerId, passed, checks, failure, unmet, start, end, entries, cast } = verdict;
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    name: scenario.name,
    file: scenario.file,
    title: scenario.title,
    story: scenario.story,
    billing: scenario.billing,
    partner: partnerId,
    passed,
    checks,
    failure,
    unmet,
    start: iso(start),
    end: iso(end),
    clients: Object.fromEntries(cast.clients),
    numbers: Object.fromEntries(cast.numbers),
    journal: entries.map(({ at, wall, ...entry }) => ({ ...entry, at: iso(at), wall: iso(wall) })),
  };
}
