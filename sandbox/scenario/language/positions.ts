import type { Document, LineCounter, Node } from "yaml";
import type { Position } from "../scenario.js";

/** Finds the place in a source that a value, or one of its keys, came from. */
export interface Places {
  /** The value at a path; of a value that is missing, the nearest thing around it. */
  value(path: readonly PropertyKey[]): Position | null;
  /** The key `name` of the map at a path. */
  key(path: readonly PropertyKey[], name: string): Position | null;
  /** Whether there is anything at a path. */
  has(path: readonly PropertyKey[]): boolean;
}

/** A source without lines, such as an object of TypeScript. */
export const nowhere: Places = { value: () => null, key: () => null, has: () => false };

type Yaml = typeof import("yaml");

/** Places in a YAML document. `yaml` is handed in because it is loaded only when a scenario is read. */
export function placesIn(yaml: Yaml, document: Document, lines: LineCounter): Places {
  function at(node: Node | null | undefined): Position | null {
    if (!node?.range) return null;
    const { line, col } = lines.linePos(node.range[0]);
    return { line, column: col };
  }

  function child(
    parent: Node | null,
    name: PropertyKey,
  ): { key: Node | null; value: Node | null } | undefined {
    const node = yaml.isAlias(parent) ? parent.resolve(document) : parent;
    if (yaml.isSeq(node)) {
      const item = node.items[Number(name)];
      return yaml.isNode(item) ? { key: null, value: item } : undefined;
    }
    if (!yaml.isMap(node)) return undefined;
    const pair = node.items.find(({ key }) => yaml.isScalar(key) && String(key.value) === String(name));
    if (!pair) return undefined;
    return {
      key: yaml.isNode(pair.key) ? pair.key : null,
      value: yaml.isNode(pair.value) ? pair.value : null,
    };
  }

  function walk(path: readonly PropertyKey[]): { node: Node | null; nearest: Position | null } {
    let node: Node | null = document.contents;
    let nearest = at(node) ?? { line: 1, column: 1 };
    for (const name of path) {
      const found = child(node, name);
      if (!found) return { node: null, nearest };
      nearest = at(found.value) ?? at(found.key) ?? nearest;
      node = found.value;
    }
    return { node, nearest };
  }

  return {
    value: (path) => walk(path).nearest,
    has: (path) => walk(path).node !== null,
    key(path, name) {
      const { node, nearest } = walk(path);
      return at(child(node, name)?.key) ?? nearest;
    },
  };
}
