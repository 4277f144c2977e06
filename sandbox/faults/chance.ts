import { createHash } from "node:crypto";

/**
 * A number in [0, 1) that is always the same for the same seed and key: chance without dice.
 */
export function chance(seed: number, key: string): number {
  const digest = createHash("sha256").update(`${seed}/${key}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

/** A number from the standard normal distribution, drawn like `chance` (Box and Muller). */
export function normal(seed: number, key: string): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance(seed, `${key}/radius`)));
  return radius * Math.cos(2 * Math.PI * chance(seed, `${key}/angle`));
}
