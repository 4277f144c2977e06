import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "./figures.ts";
import { runNode } from "./processes.ts";

const mega = (bytes: unknown) => `${(Number(bytes) / 2 ** 20).toFixed(0)} MB`;
const growth = (from: unknown, to: unknown) => Number(to) / Number(from) - 1;
const percent = (part: number) => `${part < 0 ? "" : "+"}${(part * 100).toFixed(0)} %`;

/** Memory and file of a process that journals `total` entries and keeps a tenth of them. */
export async function benchMemory(total: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
  const args = ["--expose-gc", "bench/journal-writer.ts", join(folder, "journal.db"), String(total)];
  const [early, late] = await runNode(args);
  rmSync(folder, { recursive: true });
  const name = `memory over ${total.toLocaleString("en")} journal entries`;
  if (!early || !late) return [{ name, value: "the writer failed", aim: "at most +20 %", met: false }];
  const grown = growth(early.rss, late.rss);
  const parts = [
    `${percent(grown)} since ${Number(early.entries).toLocaleString("en")}`,
    `RSS ${mega(early.rss)} to ${mega(late.rss)}`,
    `heap ${mega(early.heapUsed)} to ${mega(late.heapUsed)}`,
    `file ${mega(early.bytes)} to ${mega(late.bytes)}`,
  ];
  return [{ name, value: parts.join(", "), aim: "at most +20 %", met: grown <= 0.2 }];
}
