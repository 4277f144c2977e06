import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { type Seed, seedSchema } from "./schema.js";

/** The seed cannot be read; the message has a line for each problem, `file:line:column: what and how to mend it`. */
class SeedError extends Error {}

type Issue = z.core.$ZodIssue;

/** Finds the place of a value by its path, or of the nearest thing around it. */
function placeFinder(document: Document, lines: LineCounter) {
  const at = (offset: number | undefined): string => {
    const { line, col } = lines.linePos(offset ?? 0);
    return `${line}:${col}`;
  };
  function offsetOf(path: readonly PropertyKey[]): number | undefined {
    const node = path.length === 0 ? document.contents : document.getIn(path.map(keyOf), true);
    return isNode(node) && node.range ? node.range[0] : undefined;
  }
  const keyOf = (key: PropertyKey) => (typeof key === "symbol" ? String(key) : key);
  return {
    value(path: readonly PropertyKey[]): string {
      for (let length = path.length; length > 0; length -= 1) {
        const offset = offsetOf(path.slice(0, length));
        if (offset !== undefined) return at(offset);
      }
      return at(offsetOf([]));
    },
    key(path: readonly PropertyKey[], name: string): string {
      const map = path.length === 0 ? document.contents : document.getIn(path.map(keyOf), true);
      const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
      return isNode(pair?.key) ? at(pair.key.range?.[0]) : this.value(path);
    },
  };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** `partners[0].clients[2].email`, as a person would write the path. */
const written = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "") || "the seed";

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function problem(issue: Issue, input: unknown, places: ReturnType<typeof placeFinder>): string[] {
  const name = written(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map(
      (key) =>
        `${places.key(issue.path, key)}: ${name} has the unknown key "${key}". Remove it, or correct its spelling.`,
    );
  }
  const value = valueAt(input, issue.path);
  const place = places.value(issue.path);
  if (value === undefined) return [`${place}: ${name} is missing. Add it.`];
  return [`${place}: ${name} is ${shown(value)}: ${issue.message.replace(/^Invalid \w+: /, "")}.`];
}

/**
 * Reads a seed's YAML.
 *
 * @param file as it appears in messages.
 * @throws SeedError with file, line and column of each problem.
 */
export function readSeed(text: string, file: string): Seed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos: [start] }) => {
      const { line, col } = lines.linePos(start);
      return `${file}:${line}:${col}: this is no YAML: ${message}`;
    });
    throw new SeedError(problems.join("\n"));
  }
  const input: unknown = document.toJS();
  const result = seedSchema.safeParse(input);
  if (result.success) return result.data;
  const places = placeFinder(document, lines);
  const problems = result.error.issues.flatMap((issue) => problem(issue, input, places));
  throw new SeedError(problems.map((one) => `${file}:${one}`).join("\n"));
}
