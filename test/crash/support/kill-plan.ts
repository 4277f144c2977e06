import type { Dice } from "./dice.ts";

/**
 * When a life of the sandbox ends.
 * `starting`: before it says that it is ready. `time`: some time after it is ready. `holding`: while the receiver holds a
 * webhook unanswered. `answered`: when the receiver has just written 200. `request`: just after a request was sent to it.
 * `commit`: by itself, right after its database has committed.
 */
export type KillMoment = "starting" | "time" | "holding" | "answered" | "request" | "commit";

export interface KillPlan {
  moment: KillMoment;
  /** Which webhook, request or commit of this life. */
  count: number;
  /** Wall milliseconds after the start, the ready line, or the request. */
  afterMs: number;
}

// Out of 21.
const shares: [KillMoment, number][] = [
  ["starting", 2],
  ["time", 7],
  ["holding", 3],
  ["answered", 3],
  ["request", 3],
  ["commit", 3],
];
const bag = shares.flatMap(([moment, share]) => Array.from({ length: share }, () => moment));

const delays: Record<KillMoment, [low: number, high: number]> = {
  starting: [20, 450],
  time: [30, 300],
  holding: [0, 0],
  answered: [0, 0],
  request: [0, 6],
  commit: [0, 0],
};

const counts: Record<KillMoment, [low: number, high: number]> = {
  starting: [0, 0],
  time: [0, 0],
  holding: [1, 20],
  answered: [1, 20],
  request: [1, 30],
  commit: [1, 200],
};

/** Draws the next kill. The first one hits the very first start, while the tables are made. */
export function planKill(dice: Dice, index: number): KillPlan {
  const moment = index === 0 ? "starting" : (dice.pick(bag) ?? "time");
  return { moment, count: dice.between(...counts[moment]), afterMs: dice.between(...delays[moment]) };
}
