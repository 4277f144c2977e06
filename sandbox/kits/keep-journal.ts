import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestHub } from "./test-hub.js";

/** A journal as it is kept with a failed test. Secrets in it are masked. */
export interface KeptJournal {
  /** For a person. */
  timeline: string;
  /** For a program: partner, aliases and every entry. */
  json: string;
}

/** Reads the journal of a test's hub. */
export function readJournal(hub: TestHub): KeptJournal {
  const iso = (ms: number) => new Date(ms).toISOString();
  const entries = hub.journal().map(({ at, wall, ...entry }) => ({ ...entry, at: iso(at), wall: iso(wall) }));
  return {
    timeline: hub.timeline().join("\n"),
    json: `${JSON.stringify({ partner: hub.partnerId, entries }, null, 2)}\n`,
  };
}

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
