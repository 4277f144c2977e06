import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDice, type Dice } from "./dice.ts";
import { type KillMoment, planKill } from "./kill-plan.ts";
import { live } from "./life.ts";
import { type Arrival, createReceiver } from "./receiver.ts";
import { type StartRequest, spawnSandbox } from "./sandbox-process.ts";
import { settle } from "./settle.ts";
import { createWorld, type Told, type World } from "./world.ts";

export interface CrashOptions {
  seed: number;
  kills: number;
  /** The compiled command line of the sandbox to kill. */
  main: string;
  /** How much faster than the wall the partners' clocks run; 1 when left out. */
  scale?: number;
}

/** What a run leaves behind, for the checks. */
export interface Evidence {
  /** The database file, in a folder of its own. */
  file: string;
  arrivals: Arrival[];
  told: Told[];
  /** What already went wrong while it ran. */
  surprises: string[];
  /** How many kills there were of each kind that came about as planned; `late` are those whose moment never came. */
  kills: Map<KillMoment | "late", number>;
  /** Requests that a kill cut off. */
  cutOffs: number;
}

const settleWithinMs = 30_000;

/** The last life: no load, no kill. Everything that is under way comes to rest, and the sandbox is stopped. */
async function comeToRest(world: World, start: StartRequest): Promise<void> {
  const sandbox = spawnSandbox(start);
  try {
    if ((await sandbox.ready) === undefined) await sandbox.ended;
    const unrest = await Promise.race([settle(start.file, settleWithinMs), sandbox.ended]);
    world.surprises.push(...(unrest ?? []));
    await sandbox.stop();
  } finally {
    await sandbox.kill();
  }
}

async function runLives(
  world: World,
  start: StartRequest,
  dice: Dice,
  kills: number,
): Promise<Evidence["kills"]> {
  const killed: Evidence["kills"] = new Map();
  for (let index = 0; index < kills; index += 1) {
    const kind = await live(world, start, planKill(dice, index));
    killed.set(kind, (killed.get(kind) ?? 0) + 1);
  }
  await comeToRest(world, start);
  return killed;
}

/**
 * Kills a sandbox under load again and again, on one database, and lets it come to rest at last.
 *
 * @throws Error when a sandbox does not start, or ends by itself.
 */
export async function crashRun({ seed, kills, main, scale = 1 }: CrashOptions): Promise<Evidence> {
  const file = join(mkdtempSync(join(tmpdir(), "sandbox-crash-")), "hub.db");
  const receiver = await createReceiver(createDice(seed, "receiver"));
  const world = createWorld(createDice(seed, "load"), receiver, scale);
  const start = { main, file, seed, clock: scale === 1 ? "real" : `x${scale}` };
  try {
    const killed = await runLives(world, start, createDice(seed, "kills"), kills);
    const { told, surprises, cutOffs } = world;
    return { file, arrivals: receiver.arrivals, told, surprises, kills: killed, cutOffs };
  } finally {
    receiver.close();
  }
}
