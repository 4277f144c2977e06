import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { rules } from "../contract/rules.js";
import { type Baseline, baselineOf, noBaseline, type VerifyResult } from "./result.js";
import { VerifyError } from "./verify-error.js";

const names = z.array(z.string()).default([]);
const baselineSchema = z.strictObject({ version: z.literal(1).default(1), scenarios: names, rules: names });

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** Parses a JSON file with a schema. @throws VerifyError that names the file and what is wrong with it. */
export async function readJsonFile<Output>(
  file: string,
  what: string,
  schema: z.ZodType<Output>,
): Promise<Output> {
  const text = await readFile(file, "utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new VerifyError(
      `The ${what} ${file} is no JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw new VerifyError(`The ${what} ${file} cannot be used:\n${z.prettifyError(read.error)}`);
}

/**
 * Reads the failures that are known.
 *
 * @param mayBeMissing when it is about to be written for the first time.
 * @throws VerifyError when it cannot be read, or names a rule that does not exist.
 */
export async function readBaseline(file: string, mayBeMissing: boolean): Promise<Baseline> {
  const baseline = await readJsonFile(file, "baseline", baselineSchema).catch((error: unknown) => {
    if (error instanceof VerifyError) throw error;
    if (isMissing(error) && mayBeMissing) return noBaseline;
    throw new VerifyError(
      `There is no baseline ${file} that can be read. Make one with --update-baseline --baseline ${file}.`,
    );
  });
  const known = new Set(rules.map(({ id }) => id));
  const unknown = baseline.rules.filter((id) => !known.has(id));
  if (unknown.length === 0) return baseline;
  throw new VerifyError(
    `The baseline ${file} names ${unknown.join(", ")}, and there is no such rule. Take it out, or see docs/contract-rules.md.`,
  );
}

/** What is known from now on: what failed in this run, and what was known and had no turn in it. */
export function baselineAfter(result: VerifyResult, before: Baseline): Baseline {
  const { scenarios, rules: broken } = baselineOf(result);
  const played = new Set(result.plays.map(({ verdict }) => verdict.scenario.name));
  const tried = new Set(result.rules.filter((one) => one.result !== "not-tried").map(({ rule }) => rule.id));
  return {
    scenarios: [...before.scenarios.filter((name) => !played.has(name)), ...scenarios].sort(),
    rules: [...before.rules.filter((id) => !tried.has(id)), ...broken].sort(),
  };
}

/** Writes the failures that are known. @throws VerifyError when the file cannot be written. */
export async function writeBaseline(file: string, { scenarios, rules: broken }: Baseline): Promise<void> {
  const text = `${JSON.stringify({ version: 1, scenarios, rules: broken }, null, 2)}\n`;
  await writeFile(file, text).catch((error: unknown) => {
    throw new VerifyError(
      `The baseline ${file} cannot be written: ${error instanceof Error ? error.message : error}.`,
    );
  });
}
