/**
 * Fills a journal with entries of a usual size, in a process of its own: `node --expose-gc bench/journal-writer.ts FILE
 * ENTRIES`. Prints a JSON line after a tenth and at the end: memory in use and the size of the file, in bytes.
 */
import { statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { journalTables, openJournal } from "../dist/sandbox/journal/journal.js";
import { openStore } from "../dist/sandbox/store/store.js";

const file = process.argv[2] ?? "";
const total = Number(process.argv[3]);
// Of one delivery: what was sent, and what came back.
const entriesOfCommand = 2;
const body = JSON.stringify({ id: "8f1f8a3e", event: "channel_live", data: { filler: "x".repeat(900) } });

const store = openStore(file, journalTables);
const time = {
  now: () => Date.now(),
  wall: () => Date.now(),
  soon: (callback: () => void) => void setTimeout(callback, 20),
};
// Full after a tenth of the run; from then on as much goes as comes.
const journal = openJournal(store, time, { entries: total / 10, ageMs: 0 });

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

async function report(entries: number): Promise<void> {
  await pause(200);
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const bytes = sizeOf(file) + sizeOf(`${file}-wal`);
  console.log(JSON.stringify({ entries, heapUsed, rss, bytes }));
}

for (let written = 0; written < total; written += entriesOfCommand) {
  store.transaction(() => {
    const cause = journal.record({ partner: "PrePayPA", kind: "event", summary: "event", data: { body } });
    journal.record({
      partner: "PrePayPA",
      kind: "attempt",
      summary: "attempt",
      cause,
      data: { status: 200 },
    });
  });
  // Commands come one by one: the event loop turns between them now and then.
  if (written % 200 === 0) await pause(0);
  if (written === total / 10) await report(written);
}
await report(total);
store.close();
