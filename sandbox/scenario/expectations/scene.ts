import { formatDuration } from "../../clock/duration.js";
import type { Hub } from "../../hub/hub.js";
import type { Entry } from "../../journal/entry.js";
import { isAfter as isOccurrenceAfter, type Occurrence, readOccurrences } from "./occurrence.js";

/** Which ids the aliases of a scenario stand for, as far as they exist yet. */
export interface Cast {
  clients: ReadonlyMap<string, string>;
  numbers: ReadonlyMap<string, string>;
}

/** How the app, or the hub, took something that was done to test it: the notes that attacks leave. */
export interface Probe extends Omit<Occurrence, "kind"> {
  kind: "probe";
}

/** Anything that an expectation can be about. */
export type Happening = Occurrence | Probe;

/** What an expectation looks at: the hub as it is, and all that has happened so far. */
export interface Scene {
  hub: Hub;
  /** The partner at whose hub a number is, by the number's alias. */
  partnerOf(number: string): string;
  /** Virtual time at which the scenario began. */
  start: number;
  cast: Cast;
  occurrences: readonly Happening[];
}

function probesIn(entries: readonly Entry[]): Probe[] {
  return entries.flatMap(({ kind, seq, at, wall, data }): Probe[] => {
    if (kind !== "note" || typeof data.probe !== "string") return [];
    const status = typeof data.status === "number" ? data.status : null;
    const refused = data.refused === true || (status !== null && status >= 400 && status < 500);
    return [
      {
        ...{ kind: "probe", name: data.probe, seq, at, wall, began: wall, status, delivery: null },
        ...{ subject: typeof data.channel === "string" ? data.channel : null, channels: [], revoked: [] },
        ending: refused ? "refused" : String(status ?? "no answer"),
        delivered: !refused,
      },
    ];
  });
}

export function sceneOf(scene: Omit<Scene, "occurrences">, entries: readonly Entry[]): Scene {
  const probes = probesIn(entries);
  const occurrences = readOccurrences(entries);
  if (probes.length === 0) return { ...scene, occurrences };
  return { ...scene, occurrences: [...occurrences, ...probes].sort((a, b) => a.seq - b.seq) };
}

/** Whether `later` happened after `earlier` had begun. */
export const isAfter = (later: Happening, earlier: Happening): boolean =>
  later.kind === "probe" || earlier.kind === "probe"
    ? later.seq > earlier.seq
    : isOccurrenceAfter(later, earlier);

/** `+2d 5s`: how long after the beginning something was. */
const offset = (at: number, start: number): string => `+${formatDuration(at - start)}`;

/** Ids back to the aliases that the scenario's author gave them. */
export const aliasesById = ({ clients, numbers }: Cast): Map<string, string> =>
  new Map([...clients, ...numbers].map(([alias, id]) => [id, alias]));

/** One line about something that happened, in the author's words: `+2s create_api_key shop → 403`. */
export function describeOccurrence(one: Happening, scene: Scene): string {
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
