import { randomInt } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { duplicates } from "./support/checks/arrivals.ts";
import { describeRun, properties, verdict } from "./support/checks/verdict.ts";
import { crashRun, type Evidence } from "./support/crash-run.ts";

const main = "dist/sandbox/cli/main.js";
const kills = 30;
const seed = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));

let evidence: Evidence;
let found: Map<string, string[]>;

beforeAll(async () => {
  if (!existsSync(main))
    throw new Error(`${main} is missing: run \`npm run build\` first, or \`npm test\`, which does.`);
  console.log(`Killing a sandbox ${kills} times. The same kills again: CRASH_SEED=${seed}`);
  evidence = await crashRun({ seed, kills, main });
  found = verdict(evidence);
  console.log(describeRun(evidence));
  if ([...found.values()].every((list) => list.length === 0)) {
    rmSync(dirname(evidence.file), { recursive: true, force: true });
  } else console.log(`The database is kept: ${evidence.file}`);
}, 120_000);

it("was killed as often as planned, while it was at work", () => {
  const { kills: killed, cutOffs, arrivals } = evidence;
  expect([...killed.values()].reduce((sum, count) => sum + count, 0)).toBe(kills);
  expect(cutOffs).toBeGreaterThan(0);
  // Each webhook that was held at the kill has to come again.
  expect(duplicates(arrivals)).toBeGreaterThanOrEqual(killed.get("holding") ?? 0);
});

it.each(properties)("$name", ({ name }) => {
  expect(found.get(name), `CRASH_SEED=${seed}`).toEqual([]);
});
