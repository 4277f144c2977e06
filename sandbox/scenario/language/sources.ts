import { z } from "zod";
import type { Position } from "../scenario.js";
import { type Places, placesIn } from "./positions.js";
import { type Problem, problemsOf, ScenarioError } from "./problems.js";
import { strict } from "./words.js";

/** What a scenario's files hold together, before it is checked, and where each part of it stands. */
export interface Source {
  input: unknown;
  places: Places;
}

/**
 * Reads a file that a scenario includes.
 *
 * @param path as it is written in `from`.
 * @returns its text and its own path for messages, or `undefined` when there is no such file.
 */
export type ReadIncluded = (
  path: string,
  from: string,
) => Promise<{ text: string; file: string } | undefined>;

type Fields = Record<string, unknown>;

interface Part extends Source {
  file: string;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What an included file may hold; what is in it is checked with the whole scenario. */
const partSchema = strict({
  include: z.unknown().optional(),
  clients: z.record(z.string(), z.unknown()).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  steps: z.array(z.unknown()).optional(),
});

async function readYaml(text: string, file: string): Promise<Part> {
  const yaml = await import("yaml");
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos: [start] }) => {
      const { line, col } = lines.linePos(start);
      return { message: `this is no YAML: ${message}`, path: [], position: { line, column: col } };
    });
    throw new ScenarioError(file, problems);
  }
  return { file, input: document.toJS(), places: placesIn(yaml, document, lines) };
}

function pathsIn(input: unknown): { path: string; at: PropertyKey[] }[] {
  const { include } = fieldsOf(input);
  if (typeof include === "string") return [{ path: include, at: ["include"] }];
  return listOf(include).flatMap((path, index) =>
    typeof path === "string" ? [{ path, at: ["include", index] }] : [],
  );
}

function requirePart({ file, input, places }: Part): void {
  const { error } = partSchema.safeParse(input);
  if (!error) return;
  const hint = "An included file has clients, settings and steps only.";
  const problems = problemsOf(error, input, places);
  throw new ScenarioError(
    file,
    problems.map((problem) => ({ ...problem, message: `${problem.message} ${hint}` })),
  );
}

/** A file with everything that it includes, in the order in which it counts. */
async function gather(part: Part, read: ReadIncluded, stack: readonly string[]): Promise<Part[]> {
  const { file, input, places } = part;
  const parts: Part[] = [];
  for (const { path, at } of pathsIn(input)) {
    const complain = (message: string): never => {
      throw new ScenarioError(file, [{ message, path: at, position: places.value(at) } satisfies Problem]);
    };
    const found = await read(path, file);
    if (!found) return complain(`there is no file "${path}". Write its path relative to this file.`);
    if (stack.includes(found.file)) {
      return complain(`${[...stack, found.file].join(" includes ")}. Take one of these includes out.`);
    }
    const included = await readYaml(found.text, found.file);
    requirePart(included);
    parts.push(...(await gather(included, read, [...stack, found.file])));
  }
  return [...parts, part];
}

/** Lays maps over one another; the later one wins, key by key. */
function overlay(below: unknown, above: unknown): unknown {
  if (!isFields(below) || !isFields(above)) return above ?? below;
  const keys = new Set([...Object.keys(below), ...Object.keys(above)]);
  return Object.fromEntries([...keys].map((key) => [key, overlay(below[key], above[key])]));
}

/** The places of several files: a step is in the file that it came from, everything else in the last that has it. */
function placesOf(parts: readonly Part[], main: Part): Places {
  const lists = parts.map(({ input }) => listOf(fieldsOf(input).steps).length);
  const named = (part: Part, position: Position | null): Position | null =>
    position && part !== main ? { ...position, file: part.file } : position;

  function find(path: readonly PropertyKey[]): { part: Part; path: readonly PropertyKey[] } {
    const [first, index, ...rest] = path;
    if (first !== "steps" || typeof index !== "number") {
      return { part: parts.findLast(({ places }) => places.has(path)) ?? main, path };
    }
    let local = index;
    for (const [at, part] of parts.entries()) {
      const length = lists[at] ?? 0;
      if (local < length) return { part, path: ["steps", local, ...rest] };
      local -= length;
    }
    return { part: main, path };
  }

  return {
    has: (path) => parts.some(({ places }) => places.has(path)),
    value(path) {
      const found = find(path);
      return named(found.part, found.part.places.value(found.path));
    },
    key(path, name) {
      const found = find([...path, name]);
      return named(found.part, found.part.places.key(found.path.slice(0, -1), name));
    },
  };
}

/**
 * Reads a scenario's YAML and what it includes.
 *
 * @throws ScenarioError for what is no YAML, an included file that is missing, and one that includes itself.
 */
export async function readSource(text: string, file: string, read: ReadIncluded): Promise<Source> {
  const main = await readYaml(text, file);
  const parts = await gather(main, read, [file]);
  if (parts.length === 1 || !isFields(main.input)) return main;
  const fields = parts.map(({ input }) => fieldsOf(input));
  const steps = main.input.steps === undefined || Array.isArray(main.input.steps);
  const input = {
    ...main.input,
    clients: fields.map(({ clients }) => clients).reduce(overlay),
    ...(fields.some(({ settings }) => settings !== undefined)
      ? { settings: fields.map(({ settings }) => settings).reduce(overlay) }
      : {}),
    ...(steps ? { steps: fields.flatMap((one) => listOf(one.steps)) } : {}),
  };
  return { input, places: placesOf(parts, main) };
}
