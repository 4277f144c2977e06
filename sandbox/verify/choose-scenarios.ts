import { loadScenarios, scenarioNames } from "../scenario/library.js";
import type { Scenario } from "../scenario/scenario.js";
import { VerifyError } from "./verify-error.js";

export interface Choice {
  /** Names, files, or scenarios that have been read; all of the package's when left out. */
  scenarios?: readonly (string | Scenario)[] | undefined;
  /** Names to keep, `*` standing for anything. */
  only?: readonly string[] | undefined;
  /** Keeps scenarios with one of these tags. */
  tags?: readonly string[] | undefined;
}

/** `webhook-*` as an expression over whole names. */
const globToRegExp = (glob: string): RegExp =>
  new RegExp(`^${glob.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);

const namesAnd = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(" or ");

/** Reads them all before anything is started. @throws VerifyError with everything that is wrong with any of them. */
async function readAll(wanted: readonly (string | Scenario)[]): Promise<Scenario[]> {
  const read = await Promise.allSettled(
    wanted.map(async (one) => (typeof one === "string" ? loadScenarios(one) : [one])),
  );
  const problems = read.flatMap((result) =>
    result.status === "rejected"
      ? [result.reason instanceof Error ? result.reason.message : String(result.reason)]
      : [],
  );
  if (problems.length > 0) throw new VerifyError(problems.join("\n"));
  return read.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
}

/**
 * Reads the scenarios of a run.
 *
 * @throws VerifyError when one cannot be read, when there are two of a name, or when none is left.
 */
export async function chooseScenarios({ scenarios = [], only = [], tags = [] }: Choice): Promise<Scenario[]> {
  const all = await readAll(scenarios.length > 0 ? scenarios : await scenarioNames());
  const names = new Set<string>();
  for (const { name } of all) {
    if (names.has(name)) {
      throw new VerifyError(
        `Two scenarios have the name "${name}". Reports tell them apart by it: rename one of the files.`,
      );
    }
    names.add(name);
  }
  const globs = only.map(globToRegExp);
  const kept = all.filter(
    (one) =>
      (globs.length === 0 || globs.some((glob) => glob.test(one.name))) &&
      (tags.length === 0 || tags.some((tag) => one.tags.includes(tag))),
  );
  if (kept.length > 0) return kept;
  const asked = [
    ...(only.length > 0 ? [`is called ${namesAnd(only)}`] : []),
    ...(tags.length > 0 ? [`has the tag ${namesAnd(tags)}`] : []),
  ];
  const tagsThere = [...new Set(all.flatMap((one) => one.tags))].sort();
  throw new VerifyError(
    `No scenario ${asked.join(" and ")}. There are ${[...names].join(", ")}${tagsThere.length > 0 ? `, with the tags ${tagsThere.join(", ")}` : ""}.`,
  );
}
