import { aliasesById } from "../../scenario/expectations/scene.js";
import { placeOf } from "../../scenario/report.js";
import { formatTimeline } from "../../scenario/timeline.js";
import type { Play, RunRule, VerifyResult } from "../result.js";
import { momentOf, playOf, saysOf } from "./moments.js";

type Attributes = Record<string, string | number>;

// Control characters, halves of surrogate pairs and the two non-characters: XML 1.0 has no way to write them.
const unwritable = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escapeText = (text: string): string =>
  text.replace(unwritable, "\ufffd").replace(/[&<>"]/g, (character) => escapes[character] ?? character);

/** Line ends within an attribute would be read as spaces. */
const escapeAttribute = (text: string): string =>
  escapeText(text).replace(/\n/g, "&#10;").replace(/\t/g, "&#9;");

function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`,
  );
  const start = `<${name}${written.join("")}`;
  return children.length === 0 ? `${start}/>` : `${start}>\n${children.join("\n")}\n</${name}>`;
}

interface Case {
  name: string;
  className: string;
  seconds: number;
  outcome: "passed" | "failed" | "skipped";
  /** One line, and the whole of it. */
  message?: string;
  detail?: readonly string[];
}

function caseElement({ name, className, seconds, outcome, message = "", detail = [] }: Case): string {
  const children = {
    passed: [],
    skipped: [element("skipped", { message })],
    failed: [element("failure", { message, type: "failure" }, [escapeText(detail.join("\n"))])],
  };
  return element("testcase", { name, classname: className, time: seconds.toFixed(3) }, children[outcome]);
}

function suite(
  name: string,
  cases: readonly Case[],
  seconds: number,
  output: readonly string[] = [],
): string {
  const counted = (outcome: Case["outcome"]) => cases.filter((one) => one.outcome === outcome).length;
  return element(
    "testsuite",
    {
      name,
      tests: cases.length,
      failures: counted("failed"),
      errors: 0,
      skipped: counted("skipped"),
      time: seconds.toFixed(3),
    },
    [
      ...cases.map(caseElement),
      ...(output.length === 0 ? [] : [element("system-out", {}, [escapeText(output.join("\n"))])]),
    ],
  );
}

/** Two expectations can say the same; a report keeps cases apart by their names. */
function distinct(cases: readonly Case[]): Case[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const times = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, times);
    return times === 1 ? one : { ...one, name: `${one.name} (${times})` };
  });
}

/** A scenario's expectations, each a case; that its steps could be played is the first. */
function scenarioCases(play: Play): Case[] {
  const { verdict, isKnown, wallMs } = play;
  const className = verdict.scenario.name;
  const failing = isKnown
    ? ({ outcome: "skipped", message: "This failure is known." } as const)
    : ({ outcome: "failed" } as const);
  const { failure } = verdict;
  const steps: Case = {
    name: "every step can be played",
    className,
    seconds: wallMs / 1000,
    outcome: "passed",
  };
  const first: Case = failure
    ? {
        ...steps,
        message: `the step ${failure.verb} could not be played`,
        detail: [failure.message, placeOf(play.verdict, failure.position)],
        ...failing,
      }
    : steps;
  const checks = verdict.checks.map(({ says, result, reasons, position }): Case => {
    const one = { name: says, className, seconds: 0 };
    if (result === "passed") return { ...one, outcome: "passed" };
    if (result === "not-tried") return { ...one, outcome: "skipped", message: "not tried" };
    return {
      ...one,
      message: reasons[0] ?? says,
      detail: [...reasons, placeOf(play.verdict, position)],
      ...failing,
    };
  });
  return distinct([first, ...checks]);
}

function ruleCase({ rule, result, findings, isKnown }: RunRule, plays: readonly Play[]): Case {
  const one = { name: `${rule.title} (${rule.id})`, className: "contract", seconds: 0 };
  if (result === "kept") return { ...one, outcome: "passed" };
  if (result === "not-tried") return { ...one, outcome: "skipped", message: "not tried" };
  const told = findings.map((finding) => {
    const play = playOf(plays, finding.scenario);
    return `${finding.scenario} ${(play && momentOf(play, finding)) ?? ""}: ${play ? saysOf(play, finding) : finding.says}`;
  });
  if (isKnown) return { ...one, outcome: "skipped", message: `This failure is known. ${told[0] ?? ""}` };
  const detail = [...told, "", `Why it matters: ${rule.why}`, `How to mend it: ${rule.mend}`];
  return { ...one, outcome: "failed", message: told[0] ?? rule.title, detail };
}

function timelineOf({ verdict }: Play): string[] {
  if (verdict.passed) return [];
  return formatTimeline(verdict.entries, verdict.start, { names: aliasesById(verdict.cast) });
}

/** The result as JUnit XML: a suite for each scenario, and one for the rules. Known failures are skipped cases. */
export function toJUnit(result: VerifyResult): string {
  const { plays, notPlayed, rules, figures } = result;
  const suites = [
    ...plays.map((play) =>
      suite(play.verdict.scenario.name, scenarioCases(play), play.wallMs / 1000, timelineOf(play)),
    ),
    ...notPlayed.map(({ scenario: { name }, reason }) =>
      suite(
        name,
        [{ name: "is played", className: name, seconds: 0, outcome: "skipped", message: reason }],
        0,
      ),
    ),
    ...(rules.length === 0
      ? []
      : [
          suite(
            "Rules of the contract",
            rules.map((rule) => ruleCase(rule, plays)),
            0,
          ),
        ]),
  ];
  const root = element(
    "testsuites",
    { name: "hub-sandbox verify", time: (figures.wallMs / 1000).toFixed(3) },
    suites,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
