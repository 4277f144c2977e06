import type { z } from "zod";
import type { Position } from "../scenario.js";
import type { Places } from "./positions.js";
import { remedyFor } from "./spelling.js";

/** One thing that is wrong with a scenario, with its remedy. */
export interface Problem {
  message: string;
  /** The path to it, for sources without lines. */
  path: readonly PropertyKey[];
  position: Position | null;
}

/** The scenario cannot be read; the message has a line for each problem, `file:line:column: what and how to mend it`. */
export class ScenarioError extends Error {
  readonly problems: readonly Problem[];

  constructor(source: string, problems: readonly Problem[]) {
    super(problems.map((problem) => `${placeOf(source, problem)}: ${problem.message}`).join("\n"));
    this.problems = problems;
  }
}

function placeOf(source: string, { position, path }: Problem): string {
  if (position) return `${position.file ?? source}:${position.line}:${position.column}`;
  return path.length === 0 ? source : `${source}: ${path.join(".")}`;
}

type Issue = z.core.$ZodIssue;

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

const kindOf = (value: unknown): string => {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : `the ${typeof value} ${String(value)}`;
};

const expectedWords: Record<string, string> = {
  string: "a text",
  object: "a map",
  array: "a list",
  record: "a map",
};

/** The branches of a union that the value can have been meant for: its kind fits, and the key that names it is there. */
function meantBranches(branches: readonly Issue[][], value: unknown): Issue[][] {
  return branches.filter(
    (issues) =>
      !issues.some(
        (issue) =>
          (issue.code === "invalid_type" && issue.path.length === 0) ||
          (issue.path.length === 1 && valueAt(value, issue.path) === undefined),
      ),
  );
}

/** The keys of which one would have told what was meant. */
const namingKeys = (branches: readonly Issue[][]): string[] => [
  ...new Set(
    branches.flatMap((issues) =>
      issues.filter(({ path }) => path.length === 1).map(({ path }) => String(path[0])),
    ),
  ),
];

/** The value is of a kind that no branch takes: the union is one big wrong type. */
function wrongKind(issue: Issue, branches: readonly Issue[][]): Issue | undefined {
  const mismatches = branches.map((issues) =>
    issues.find((one) => one.code === "invalid_type" && one.path.length === 0),
  );
  const last = mismatches.at(-1);
  if (!last || mismatches.includes(undefined)) return undefined;
  const message = issue.message.startsWith("Invalid") ? last.message : issue.message;
  return { ...last, path: issue.path, message };
}

/** A union says only that nothing fitted. This says what is wrong with the branch that was meant. */
function unfold(issue: Issue, input: unknown): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const value = valueAt(input, issue.path);
  const branches = issue.errors.map((issues) => issues.flatMap((one) => unfold(one, value)));
  const [meant] = meantBranches(branches, value).sort((a, b) => a.length - b.length);
  if (meant) return meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
  const kind = wrongKind(issue, branches);
  if (kind) return [kind];
  const keys = namingKeys(branches);
  if (!issue.message.startsWith("Invalid") || keys.length === 0) return [issue];
  const given = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const message = `expected one of the keys ${keys.join(", ")}. ${nearKey(given, keys)}`;
  return [{ code: "custom", path: issue.path, message, params: {} }];
}

function nearKey(given: readonly string[], known: readonly string[]): string {
  for (const key of given) {
    const remedy = remedyFor(key, known, "");
    if (remedy.startsWith("Did you mean")) return remedy;
  }
  return `This has ${given.join(", ") || "none"}.`;
}

function sentence(issue: Issue, input: unknown): string {
  const name = issue.path.findLast((key) => typeof key === "string");
  const subject = name === undefined ? "the scenario" : String(name);
  const value = valueAt(input, issue.path);
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) {
    if (value === undefined) return `${subject} is missing. Add it.`;
    return `${subject} is ${kindOf(value)}; expected ${expectedWords[issue.expected] ?? issue.expected}.`;
  }
  if (issue.code === "invalid_value" && issue.message.startsWith("Invalid")) {
    if (value === undefined) return `${subject} is missing. Add it.`;
    const known = issue.values.map(String);
    return `${subject} is ${kindOf(value)}. ${remedyFor(String(value), known, "")}`;
  }
  if (issue.code === "unrecognized_keys" || issue.code === "custom") return issue.message;
  return issue.message.startsWith(subject) || /[."]/.test(issue.message)
    ? issue.message
    : `${subject}: ${issue.message}.`;
}

/** Turns what zod found into sentences with places, in the order of the file. */
export function problemsOf(error: z.ZodError, input: unknown, places: Places): Problem[] {
  // What a map with an unknown key lacks is mostly what that key was meant to be.
  const misspelt = new Set(
    error.issues.flatMap(({ code, path }) => (code === "unrecognized_keys" ? [path.join("/")] : [])),
  );
  const told = error.issues.filter(({ code, path }) => code !== "custom" || !misspelt.has(path.join("/")));
  const problems = told.flatMap((found) =>
    unfold(found, input).flatMap((issue): Problem[] => {
      const { path } = issue;
      const message = sentence(issue, input);
      if (issue.code !== "unrecognized_keys") return [{ message, path, position: places.value(path) }];
      return issue.keys.map((key) => ({ message, path, position: places.key(path, key) }));
    }),
  );
  const rank = ({ position }: Problem) => (position ? position.line * 10_000 + position.column : 0);
  const file = ({ position }: Problem) => position?.file ?? "";
  return problems.sort((a, b) => file(a).localeCompare(file(b)) || rank(a) - rank(b));
}
