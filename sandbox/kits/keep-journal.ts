import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestHub } from "./test-hub.js";

/** The journal as it is kept with a failed test. Secrets in it are masked. */
export interface KeptJournal {
  /** For a person: the timeline of each partner. */
  timeline: string;
  /** For a program: every entry of each partner. */
  json: string;
}

const iso = (ms: number) => new Date(ms).toISOString();

const journalOf = (hub: TestHub) => ({
  partner: hub.partnerId,
  entries: hub.journal().map(({ at, wall, ...entry }) => ({ ...entry, at: iso(at), wall: iso(wall) })),
});

/** Reads the journals of a test's partners. */
export const readJournals = (hubs: readonly TestHub[]): KeptJournal => ({
  timeline: hubs.map((hub) => [`${hub.partnerId}:`, ...hub.timeline()].join("\n")).join("\n\n"),
  json: `${JSON.stringify({ partners: hubs.map(journalOf) }, null, 2)}\n`,
});

const longestName = 100;

/** Writes a journal to files that are named after the test. @returns the path of the JSON. */
export function writeJournal(folder: string, testName: string, { timeline, json }: KeptJournal): string {
  mkdirSync(folder, { recursive: true });
  const name = testName
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, longestName);
  const path = join(folder, `${name}.journal.json`);
  writeFileSync(path, json);
  writeFileSync(join(folder, `${name}.journal.txt`), `${timeline}\n`);
  return path;
}
