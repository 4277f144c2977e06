import type { KillMoment, KillPlan } from "./kill-plan.ts";
import { runLoad } from "./load.ts";
import { setUpPartners } from "./partners.ts";
import { type SandboxProcess, type StartRequest, spawnSandbox } from "./sandbox-process.ts";
import { createWire } from "./wire.ts";
import type { World } from "./world.ts";

// A planned moment that has not come by then (a life with little to do) is given up, and the kill comes at once.
const longestLifeMs = 600;

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const inVain = () => after(longestLifeMs).then(() => false);

/** Counts requests as they are sent, and calls back after the `count`th. */
function countRequests() {
  let left = 0;
  let callback = () => {};
  return {
    onSend() {
      left -= 1;
      if (left === 0) callback();
    },
    wait(count: number, then: () => void) {
      left = count;
      callback = then;
    },
  };
}

/** Resolves with true at the planned moment, or with false when it did not come. */
function momentOf(
  { moment, count, afterMs }: KillPlan,
  world: World,
  sandbox: SandboxProcess,
  requests: ReturnType<typeof countRequests>,
): Promise<boolean> {
  if (moment === "time" || moment === "starting") return after(afterMs).then(() => true);
  if (moment === "commit") return Promise.race([sandbox.ended.then(() => true), inVain()]);
  const came = new Promise<boolean>((resolve) => {
    const spring = () => resolve(true);
    if (moment === "request") requests.wait(count, () => void after(afterMs).then(spring));
    else world.receiver.setTrap({ moment, count, spring });
  });
  return Promise.race([came, inVain()]);
}

async function underLoad(world: World, sandbox: SandboxProcess, plan: KillPlan): Promise<boolean> {
  const origin = await sandbox.ready;
  if (origin === undefined) {
    // Killed by its own commit before it was ready; anything else is an error.
    await sandbox.ended;
    return true;
  }
  const requests = countRequests();
  const over = new AbortController();
  const { mayBeDead } = sandbox;
  const wire = createWire({ origin, signal: over.signal, mayBeDead, onSend: requests.onSend });
  if (!(await setUpPartners(wire, world))) return sandbox.ended.then(() => true);
  const moment = momentOf(plan, world, sandbox, requests);
  const load = runLoad(world, wire);
  try {
    return await Promise.race([moment, sandbox.ended.then(() => true)]);
  } finally {
    await sandbox.kill();
    world.receiver.setTrap(undefined);
    over.abort();
    await load;
  }
}

/**
 * One life of the sandbox, from its start to its kill.
 *
 * @returns how it ended: as planned, or `late`, when the planned moment never came.
 * @throws Error when it does not start, or ends by itself.
 */
export async function live(world: World, start: StartRequest, plan: KillPlan): Promise<KillMoment | "late"> {
  const dieAfterCommits = plan.moment === "commit" ? plan.count : undefined;
  const sandbox = spawnSandbox({ ...start, dieAfterCommits });
  try {
    let came = true;
    if (plan.moment === "starting") await Promise.race([after(plan.afterMs), sandbox.ended]);
    else came = await underLoad(world, sandbox, plan);
    return came ? plan.moment : "late";
  } finally {
    await sandbox.kill();
  }
}
