import { spawnSync } from "node:child_process";
import { z } from "zod";
import { type Figure, median } from "./figures.ts";

const rounds = 3;

const reportSchema = z.object({
  passed: z.boolean(),
  took: z.object({ wall_ms: z.number(), app_ms: z.number(), virtual_ms: z.number() }),
  scenarios: z.array(z.unknown()),
});

/** Plays scenarios against the reference client, each time with processes of its own. */
function play(names: readonly string[]) {
  const args = ["dist/sandbox/cli/main.js", "run", "--json", ...names];
  const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 512 * 1024 * 1024 });
  const report = reportSchema.parse(JSON.parse(stdout));
  if (!report.passed)
    throw new Error(`The scenarios ${names.join(", ")} did not hold; a figure of it means nothing.`);
  return report;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** How long the whole library takes, and a month in the life of one number. */
export async function benchLibrary(): Promise<Figure[]> {
  const all = Array.from({ length: rounds }, () => play([]));
  const months = Array.from({ length: rounds }, () => play(["channel-never-runs"]));
  const whole = median(all.map(({ took }) => took.wall_ms));
  const own = median(months.map(({ took }) => took.wall_ms - took.app_ms));
  const virtual = Math.round((months[0]?.took.virtual_ms ?? 0) / 86_400_000);
  return [
    {
      name: "the whole library against the reference client",
      value: `${seconds(whole)} for ${all[0]?.scenarios.length} scenarios`,
      aim: "under 5 s",
      met: whole < 5000,
    },
    {
      name: `one scenario of ${virtual} virtual days`,
      value: `${own.toFixed(0)} ms, and what the client takes itself`,
      aim: "under 100 ms",
      met: own < 100,
    },
  ];
}
