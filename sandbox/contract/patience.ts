import type { Call, Moment } from "./call.js";
import type { PartnerRecord } from "./record.js";

/** Virtual time after which an app has had its chance, whatever it waits for. */
const enoughMs = 10 * 60_000;

/** Whether an app that was told something at `since` has had time to act on it. */
export const hadTime = ({ end }: PartnerRecord, since: Moment): boolean => end.at - since.at >= enoughMs;

/** What is under way when the app is told something may still end as it was begun. */
const underWayMs = 250;

/** Whether `later` was begun clearly after the app had been told, not while the news was still on its way. */
export const isClearlyAfter = (later: Moment, told: Moment): boolean =>
  later.seq > told.seq && (later.at > told.at || later.wall - told.wall > underWayMs);

/** Calls that ask the same thing again and again, and get no answer that they want. */
export interface Streak {
  calls: readonly Call[];
  /** The same call, with a better answer, if there was one. */
  next: Call | undefined;
}

/**
 * Finds the streaks of calls that are alike in method, path and query, without a good answer in between. A call that was
 * begun before the one ahead of it was answered is no repetition.
 */
export function streaks(calls: readonly Call[], isBad: (call: Call) => boolean): Streak[] {
  const open = new Map<string, Call[]>();
  const done: Streak[] = [];
  for (const call of calls) {
    const name = `${call.method} ${call.path}?${call.query}`;
    const streak = open.get(name);
    const last = streak?.at(-1);
    if (!isBad(call)) {
      if (streak) done.push({ calls: streak, next: call });
      open.delete(name);
    } else if (!streak || !last) open.set(name, [call]);
    else if (last.answered !== null && call.seq > last.answered.seq) streak.push(call);
  }
  return [...done, ...[...open.values()].map((streak) => ({ calls: streak, next: undefined }))];
}

const loopLength = 6;
const tightMs = 1000;

/** Real pauses between an answer and the next call, in milliseconds. */
const pausesOf = (calls: readonly Call[]): number[] =>
  calls.slice(1).map((call, index) => call.wall - (calls[index]?.answered?.wall ?? call.wall));

/** Parts of a streak with less than a second between calls, on the real and on the virtual clock. */
function tightParts(streak: readonly Call[]): Call[][] {
  const parts: Call[][] = [];
  for (const [index, call] of streak.entries()) {
    const before = streak[index - 1];
    const isTight =
      before !== undefined &&
      call.wall - (before.answered?.wall ?? before.wall) < tightMs &&
      call.at - before.at < tightMs;
    if (isTight) parts.at(-1)?.push(call);
    else parts.push([call]);
  }
  return parts;
}

/** As many calls again took at least twice as long: several workers that each back off look so, whatever their order. */
function thinsOut(calls: readonly Call[]): boolean {
  const wallAt = (index: number) => calls[index]?.wall ?? 0;
  const middle = Math.floor(calls.length / 2);
  return wallAt(calls.length - 1) - wallAt(middle) >= 2 * (wallAt(middle) - wallAt(0));
}

/**
 * Finds where a streak goes round in circles: six in a row and more, less than a second between them, and no growing
 * pauses. A busy machine makes single pauses longer, never shorter, so the last of six is held against the shortest:
 * doubling would have made it sixteen times as long as the first.
 */
export function loopIn(streak: readonly Call[]): Call[] | undefined {
  for (const part of tightParts(streak)) {
    if (part.length < loopLength || thinsOut(part)) continue;
    for (let end = loopLength; end <= part.length; end += 1) {
      const six = part.slice(end - loopLength, end);
      const pauses = pausesOf(six);
      if ((pauses.at(-1) ?? 0) <= 3 * Math.min(...pauses) + 5) return six;
    }
  }
  return undefined;
}
