/**
 * Kills a sandbox under load many times: `node scripts/soak.ts --kills 1000 --seed N`. Every fifty kills the database is
 * checked and a fresh one is begun, with the next seed; every second one runs at sixty times the speed of the wall.
 */
import { randomInt } from "node:crypto";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { describeRun, verdict } from "../test/crash/support/checks/verdict.ts";
import { crashRun } from "../test/crash/support/crash-run.ts";

const killsPerDatabase = 50;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    seed: { type: "string", default: String(randomInt(2 ** 31)) },
    main: { type: "string", default: "dist/sandbox/cli/main.js" },
  },
});

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`--${name} is "${text}". Give a whole number.`);
  process.exit(2);
}

/** One database: kills it, lets it come to rest, checks it. Returns how many properties did not hold. */
async function soakOne(seed: number, kills: number, scale: number): Promise<number> {
  const evidence = await crashRun({ seed, kills, main: values.main, scale });
  console.log(`seed ${seed}, x${scale}: ${describeRun(evidence)}`);
  const broken = [...verdict(evidence)].filter(([, found]) => found.length > 0);
  for (const [name, found] of broken) console.error([`✗ ${name}`, ...found].join("\n    "));
  if (broken.length === 0) rmSync(dirname(evidence.file), { recursive: true, force: true });
  else console.error(`The database is kept: ${evidence.file}`);
  return broken.length;
}

const kills = wholeNumber("kills", values.kills);
const firstSeed = wholeNumber("seed", values.seed);
console.log(`Killing a sandbox ${kills} times. The same kills again: --kills ${kills} --seed ${firstSeed}`);

for (let done = 0, index = 0; done < kills; done += killsPerDatabase, index += 1) {
  const scale = index % 2 === 0 ? 1 : 60;
  const broken = await soakOne(firstSeed + index, Math.min(killsPerDatabase, kills - done), scale);
  if (broken > 0) process.exit(1);
}
console.log(`All properties held over ${kills} kills.`);
