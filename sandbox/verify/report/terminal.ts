import { formatDuration } from "../../clock/duration.js";
import { type Dye, dyeFor, formatVerdict, type ReportOptions, wrap } from "../../scenario/report.js";
import type { Play, RunFinding, RunRule, VerifyResult } from "../result.js";
import { byScenario, firstOf, momentOf, playOf, saysOf } from "./moments.js";

const shownScenarios = 5;
/** What a browser asks for at the hub. */
const browsed = /^\w+ \/(?:dashboard|onboarding|client-hub|partner-hub)\b/;

const indented = (text: string, by: number): string[] => wrap(text).map((line) => `${" ".repeat(by)}${line}`);

function brokenIn(play: Play, dye: Dye): string[] {
  return play.rules.flatMap(({ rule, findings }) => {
    const { shown, left } = firstOf(findings);
    const lines = shown.map((finding) => {
      const at = momentOf(play, finding);
      return `  ${dye("red", "✗")} rule ${rule.id}: ${saysOf(play, finding)}${at === undefined ? "" : dye("dim", ` (${at})`)}`;
    });
    return [...lines, ...(left > 0 ? [dye("dim", `      … and ${left} more like it`)] : [])];
  });
}

/** One scenario as it is printed once it was played: its story, its timeline, what held, and which rules it broke. */
export function formatPlay(play: Play, options: ReportOptions): string[] {
  const dye = dyeFor(options);
  const broken = brokenIn(play, dye);
  const isQuiet = options.quiet && play.verdict.passed && broken.length === 0;
  const lines = formatVerdict(play.verdict, { ...options, quiet: isQuiet || options.quiet });
  const known = play.isKnown ? [dye("yellow", "  This failure is known: it is in the baseline.")] : [];
  if (broken.length === 0 && known.length === 0) return lines;
  const end = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  return [...end, ...broken, ...known, ""];
}

/** One line for a scenario, for a log. */
export function formatLine(play: Play, options: ReportOptions): string {
  const dye = dyeFor(options);
  const { verdict, rules, isKnown, wallMs } = play;
  const broken = rules.filter(({ result }) => result === "broken").length;
  const mark =
    verdict.passed && broken === 0 ? dye("green", "✓") : isKnown ? dye("yellow", "~") : dye("red", "✗");
  const rest = broken === 0 ? "" : dye("red", `  ${broken === 1 ? "1 rule" : `${broken} rules`} broken`);
  return `${mark} ${dye("bold", verdict.scenario.name)}  ${verdict.scenario.title}${rest} ${dye("dim", `(${Math.round(wallMs)} ms)`)}`;
}

function findingLines(findings: readonly RunFinding[], play: Play | undefined, dye: Dye): string[] {
  const { shown, left } = firstOf(findings);
  const lines = shown.flatMap((finding) => {
    const at = play && momentOf(play, finding);
    const place = dye("dim", `${finding.scenario}${at === undefined ? "" : ` ${at}`}`);
    return [`    ${place}`, ...indented(play ? saysOf(play, finding) : finding.says, 6)];
  });
  return [...lines, ...(left > 0 ? [dye("dim", `      … and ${left} more in this scenario`)] : [])];
}

function formatBroken({ rule, findings, isKnown }: RunRule, { plays }: VerifyResult, dye: Dye): string[] {
  const groups = [...byScenario(findings)];
  const shown = groups
    .slice(0, shownScenarios)
    .flatMap(([scenario, group]) => findingLines(group, playOf(plays, scenario), dye));
  const rest = groups.slice(shownScenarios).map(([scenario]) => scenario);
  return [
    `${isKnown ? dye("yellow", "~") : dye("red", "✗")} ${dye("bold", rule.title)}  ${dye("dim", rule.id)}${isKnown ? dye("yellow", "  known") : ""}`,
    ...shown,
    ...(rest.length > 0 ? indented(`… and in ${rest.join(", ")}`, 4) : []),
    `    ${dye("bold", "Why it matters")}`,
    ...indented(rule.why, 6),
    `    ${dye("bold", "How to mend it")}`,
    ...indented(rule.mend, 6),
    "",
  ];
}

/** The rules over the whole run: what was broken in full, the rest by name. */
export function formatRules(result: VerifyResult, options: ReportOptions): string[] {
  const dye = dyeFor(options);
  const { rules } = result;
  if (rules.length === 0) return [];
  const of = (wanted: RunRule["result"]) => rules.filter((one) => one.result === wanted);
  const ids = (some: readonly RunRule[]) => some.map(({ rule }) => rule.id).join(", ");
  const notTried = of("not-tried");
  return [
    dye("bold", "Rules of the contract"),
    "",
    ...of("broken").flatMap((one) => formatBroken(one, result, dye)),
    ...(options.quiet || of("kept").length === 0
      ? []
      : wrap(`${of("kept").length} kept: ${ids(of("kept"))}`).map((line) => dye("green", line))),
    ...(notTried.length === 0
      ? []
      : wrap(`${notTried.length} not tried, which is not the same as kept: ${ids(notTried)}`).map((line) =>
          dye("dim", line),
        )),
    "",
  ];
}

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

function mendedLines({ mended }: VerifyResult, dye: Dye): string[] {
  const all = [...mended.scenarios, ...mended.rules];
  if (all.length === 0) return [];
  return [
    dye(
      "yellow",
      `No longer failing, and still in the baseline: ${all.join(", ")}. Take them out with --update-baseline.`,
    ),
  ];
}

/** An app that talks to another hub fails everything, and nothing it did says why. */
function silenceLines({ plays }: VerifyResult, dye: Dye): string[] {
  const called = plays.some(({ verdict }) =>
    verdict.entries.some(({ kind, summary }) => kind === "request" && !browsed.test(summary)),
  );
  if (called || plays.length === 0) return [];
  return [
    dye(
      "yellow",
      "Your app made no call to the hub in any scenario. Is it configured with this sandbox's hub URL?",
    ),
  ];
}

/** The last lines: what became of everything, and how long it took. */
export function formatEnd(result: VerifyResult, options: ReportOptions): string[] {
  const dye = dyeFor(options);
  const { plays, notPlayed, rules, figures } = result;
  const failed = plays.filter(({ verdict, isKnown }) => !verdict.passed && !isKnown).length;
  const known = plays.filter(({ isKnown }) => isKnown).length;
  const passed = plays.length - failed - known;
  const broken = rules.filter((one) => one.result === "broken" && !one.isKnown).length;
  const knownBroken = rules.filter(({ isKnown }) => isKnown).length;
  const kept = rules.filter((one) => one.result === "kept").length;
  const notTried = rules.filter((one) => one.result === "not-tried").length;
  const scenarios = [
    dye("green", `${passed} passed`),
    ...(failed > 0 ? [dye("red", `${failed} failed`)] : []),
    ...(known > 0 ? [dye("yellow", `${known} known to fail`)] : []),
    ...(notPlayed.length > 0 ? [dye("yellow", `${notPlayed.length} not played`)] : []),
  ];
  const ruleParts = [
    dye("green", `${kept} kept`),
    ...(broken > 0 ? [dye("red", `${broken} broken`)] : []),
    ...(knownBroken > 0 ? [dye("yellow", `${knownBroken} known to be broken`)] : []),
    ...(notTried > 0 ? [dye("dim", `${notTried} not tried`)] : []),
  ];
  const checks = plays.reduce((sum, { verdict }) => sum + verdict.checks.length, 0);
  const { wallMs, appMs, virtualMs } = figures;
  const times = `${count(checks, "check")}, ${formatDuration(virtualMs)} on the hub's clock in ${formatDuration(Math.round(wallMs))}; the app was waited for ${formatDuration(Math.round(appMs))} over all plays`;
  const because = new Map(notPlayed.map(({ reason }) => [reason, [] as string[]]));
  for (const { reason, scenario } of notPlayed) because.get(reason)?.push(scenario.name);
  return [
    ...[...because].map(([reason, names]) => dye("yellow", `Not played: ${names.join(", ")}. ${reason}`)),
    ...mendedLines(result, dye),
    ...silenceLines(result, dye),
    `${count(plays.length + notPlayed.length, "scenario")}: ${scenarios.join(", ")} ${dye("dim", `(${times})`)}`,
    ...(rules.length === 0 ? [] : [`${count(rules.length, "rule")}: ${ruleParts.join(", ")}`]),
  ];
}
