import { createHash } from "node:crypto";

/** Random choices that a seed repeats. Each actor of a run has dice of its own, so that one does not disturb another. */
export interface Dice {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in a `share` (0 to 1) of all throws. */
  chance(share: number): boolean;
  /** One of the list, or undefined when it is empty. */
  pick<Item>(list: readonly Item[]): Item | undefined;
}

/** Dice for one actor (`name`) of the run with this seed. The generator is mulberry32. */
export function createDice(seed: number, name: string): Dice {
  let state = createHash("sha256").update(`${seed}/${name}`).digest().readUInt32BE(0);

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}
