import { changePermission, receiveText, resend, useChannel } from "./app.ts";
import { onboard } from "./onboarding.ts";
import { CutOff, Surprise, type Wire } from "./wire.ts";
import type { World } from "./world.ts";

type Deed = () => Promise<void>;

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Does up to `most` deeds, one after the other, until the sandbox is killed. */
async function agent(
  world: World,
  wire: Wire,
  most: number,
  deed: (world: World, wire: Wire) => ReturnType<Deed>,
) {
  for (let done = 0; done < most; done += 1) {
    try {
      await deed(world, wire);
    } catch (error) {
      if (error instanceof CutOff) {
        world.cutOffs += 1;
        return;
      }
      world.surprises.push(error instanceof Surprise ? error.message : String(error));
    }
    // A deed that found nothing to do must not keep the process busy.
    await nextTurn();
  }
}

const others = [useChannel, useChannel, receiveText, changePermission, resend];

function anyOther(world: World, wire: Wire): Promise<void> {
  const deed = world.dice.pick(others) ?? useChannel;
  return deed(world, wire);
}

/** Clients and apps at work at once, until they are done or the sandbox is killed. Its size is bounded. */
export async function runLoad(world: World, wire: Wire): Promise<void> {
  await Promise.all([
    agent(world, wire, 3, (...args) => onboard(...args, "DirectPA")),
    agent(world, wire, 3, (...args) => onboard(...args, "DirectPA")),
    agent(world, wire, 3, (...args) => onboard(...args, "PrePayPA")),
    agent(world, wire, 12, useChannel),
    agent(world, wire, 12, anyOther),
  ]);
}
