import { formatDuration } from "../../clock/duration.js";
import type { Hub } from "../../hub/hub.js";
import type { Entry } from "../../journal/entry.js";
import { type Occurrence, readOccurrences } from "./occurrence.js";

/** Which ids the aliases of a scenario stand for, as far as they exist yet. */
export interface Cast {
  clients: ReadonlyMap<string, string>;
  numbers: ReadonlyMap<string, string>;
}

/** What an expectation looks at: the hub as it is, and all that has happened so far. */
export interface Scene {
  hub: Hub;
  partnerId: string;
  /** Virtual time at which the scenario began. */
  start: number;
  cast: Cast;
  occurrences: readonly Occurrence[];
}

export function sceneOf(scene: Omit<Scene, "occurrences">, entries: readonly Entry[]): Scene {
  return { ...scene, occurrences: readOccurrences(entries) };
}

/** `+2d 5s`: how long after the beginning something was. */
const offset = (at: number, start: number): string => `+${formatDuration(at - start)}`;

/** Ids back to the aliases that the scenario's author gave them. */
export const aliasesById = ({ clients, numbers }: Cast): Map<string, string> =>
  new Map([...clients, ...numbers].map(([alias, id]) => [id, alias]));

/** One line about something that happened, in the author's words: `+2s create_api_key shop → 403`. */
export function describeOccurrence(one: Occurrence, scene: Scene): string {
  const { at, kind, name, subject, ending, channels, revoked } = one;
  const names = aliasesById(scene.cast);
  const named = (id: string) => names.get(id) ?? id;
  const list = (ids: readonly string[]) => `[${ids.map(named).join(", ")}]`;
  const when = offset(at, scene.start);
  const about = subject === null ? "" : ` ${named(subject)}`;
  if (kind === "redirect")
    return `${when} redirect of${about}: channels ${list(channels)}, revoked ${list(revoked)}`;
  if (kind === "permission") return `${when} permission${about} ${name}`;
  if (kind === "announced") return `${when} ${name}${about} was announced, and has not arrived`;
  return `${when} ${name}${about} → ${ending}`;
}
