import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseScenario } from "./language/read-scenario.js";
import { nearest } from "./language/spelling.js";
import type { Scenario } from "./scenario.js";

/** There is no such scenario; the message names those that exist. */
export class UnknownScenarioError extends Error {}

function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** The folder of the package: sources run two levels below it, the compiled code three. */
export const packageRoot: string = findPackageRoot();

const folder = join(packageRoot, "scenarios");
const ending = /\.ya?ml$/;

/** A path as a person would type it: relative to where they are, when that is shorter. */
function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.length < path.length && !near.startsWith("..") ? near : path;
}

/** Names of the scenarios that come with the package, in alphabetical order. */
export async function scenarioNames(): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => ending.test(file))
    .map((file) => file.replace(ending, ""))
    .sort();
}

async function pathOf(name: string): Promise<string> {
  if (existsSync(name) && ending.test(name)) return name;
  const names = await scenarioNames();
  if (names.includes(name)) return join(folder, `${name}.yaml`);
  const near = nearest(name, names);
  const remedy = near === undefined ? `There are ${names.join(", ")}.` : `Did you mean "${near}"?`;
  throw new UnknownScenarioError(`There is no scenario and no file "${name}". ${remedy}`);
}

/**
 * Reads a scenario: a file, or the name of one that comes with the package.
 *
 * @throws UnknownScenarioError, or ScenarioError with file, line and column.
 */
export async function loadScenario(name: string): Promise<Scenario> {
  const path = await pathOf(name);
  return parseScenario(await readFile(path, "utf8"), shown(path));
}
