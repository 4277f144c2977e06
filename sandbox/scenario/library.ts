import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseScenario, readUnknown, ScenarioError } from "./language/read-scenario.js";
import type { ReadIncluded } from "./language/sources.js";
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
const yamlEnding = /\.ya?ml$/;
const moduleEnding = /\.(?:[cm]?[jt]s)$/;

/** A path as a person would type it: relative to where they are, when that is shorter. */
function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.length < path.length && !near.startsWith("..") ? near : path;
}

/** Names of the scenarios that come with the package, in alphabetical order. */
export async function scenarioNames(): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => yamlEnding.test(file))
    .map((file) => file.replace(yamlEnding, ""))
    .sort();
}

async function pathOf(name: string): Promise<string> {
  if (existsSync(name) && (yamlEnding.test(name) || moduleEnding.test(name))) return name;
  const names = await scenarioNames();
  if (names.includes(name)) return join(folder, `${name}.yaml`);
  const near = nearest(name, names);
  const remedy = near === undefined ? `There are ${names.join(", ")}.` : `Did you mean "${near}"?`;
  throw new UnknownScenarioError(`There is no scenario and no file "${name}". ${remedy}`);
}

/** Reads a file that another includes; its path is relative to that one. */
async function readIncluded(path: string, from: string): ReturnType<ReadIncluded> {
  const file = resolve(dirname(from), path);
  return existsSync(file) ? { text: await readFile(file, "utf8"), file: shown(file) } : undefined;
}

async function importModule(path: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `this module cannot be loaded: ${reason}`;
    throw new ScenarioError(shown(path), [{ message, path: [], position: null }]);
  }
}

/** The scenarios that a module exports: its default export has the file's name, another one its own after that. */
async function readModule(path: string): Promise<Scenario[]> {
  const file = shown(path);
  const base = basename(path).replace(moduleEnding, "");
  const exported = Object.entries(await importModule(path)).filter(
    ([, value]) => typeof value === "object" && value !== null,
  );
  if (exported.length === 0) {
    const message =
      "this module exports no scenario. Write `export default { title: …, steps: […] }`, or a named export for each.";
    throw new ScenarioError(file, [{ message, path: [], position: null }]);
  }
  return exported.map(([name, value]) =>
    name === "default"
      ? readUnknown(value, base, file)
      : readUnknown(value, `${base}.${name}`, `${file} (${name})`),
  );
}

/**
 * Reads the scenarios of a file, YAML with one or a module of TypeScript or JavaScript with several; or the one of this
 * name that comes with the package.
 *
 * @throws UnknownScenarioError, or ScenarioError with file, line and column.
 */
export async function loadScenarios(name: string): Promise<Scenario[]> {
  const path = await pathOf(name);
  if (moduleEnding.test(path)) return readModule(path);
  return [await parseScenario(await readFile(path, "utf8"), shown(path), readIncluded)];
}

/**
 * Reads one scenario: a file with one, or the name of one that comes with the package.
 *
 * @throws UnknownScenarioError, also for a module with several, or ScenarioError with file, line and column.
 */
export async function loadScenario(name: string): Promise<Scenario> {
  const [scenario, ...others] = await loadScenarios(name);
  if (scenario && others.length === 0) return scenario;
  const names = [scenario, ...others].map((one) => one?.name).join(", ");
  throw new UnknownScenarioError(`${name} has several scenarios (${names}), and one is wanted here.`);
}
