import type { Store } from "../store/store.js";
import { createPump } from "./pump.js";
import { type ClockSetting, createTimes, type Times } from "./time.js";
import { createTimerTable, type Timer } from "./timers.js";
import type { Wall } from "./wall.js";

/** A command runs in one transaction with the removal of its timer; a job takes wall time and calls `finish` itself. */
export type TimerHandler = { command(timer: Timer): void } | { job(timer: Timer): Promise<void> };

export interface ScheduleRequest {
  partnerId: string;
  /** Virtual milliseconds since 1970; a moment in the past is due at once. */
  at: number;
  kind: string;
  subject: string;
  payload?: string;
  cause?: number | null;
}

/** What an `advance` did: virtual times, and how many timers fired on the way. */
export interface Advance {
  partnerId: string;
  from: number;
  to: number;
  fired: number;
}

/** One partner's clock as others see it. `next` is when its next timer is due. */
export interface ClockReading extends ClockSetting {
  now: number;
  next: number | null;
}

/**
 * Asked each time a partner has come to rest, until nothing new is due: an app that still works on what it was told.
 * While there is a probe, a manual clock fires its timers one by one, so that the same story always has the same order.
 * A probe must not wait for the clock itself.
 */
export type SettleProbe = (partnerId: string) => Promise<void>;

export interface Clock {
  now(partnerId: string): number;
  read(partnerId: string): ClockReading;
  create(partnerId: string, setting: ClockSetting, at: number): void;
  remove(partnerId: string): void;
  change(partnerId: string, setting: ClockSetting): void;
  /** Sets a clock to another beginning; what waits is due as long after it as it was before. */
  restart(partnerId: string, setting: ClockSetting, at: number): void;
  schedule(request: ScheduleRequest): number;
  /** Whether a timer of a kind about `subject` is there, waiting or running. */
  has(partnerId: string, subject: string, kind: string): boolean;
  /** Makes waiting timers of a kind about `subject` due now. */
  hasten(partnerId: string, subject: string, kind: string): void;
  /** Calls off waiting timers about `subject`; returns how many. */
  cancel(partnerId: string, subject: string, kind?: string): number;
  /** Calls off everything that waits. */
  cancelAll(partnerId: string): void;
  /** Removes the timer of a job, in the transaction that writes down what the job did. */
  finish(timerId: number): void;
  handle(kind: string, handler: TimerHandler): void;
  waiting(partnerId: string): Timer[];
  /** The first of those that wait. */
  upcoming(partnerId: string): Timer | undefined;
  /**
   * Moves a partner's time forward by `ms`, running each timer at its own moment, in due order.
   * Resolves when the last thing it caused has settled.
   */
  advance(partnerId: string, ms: number): Promise<Advance>;
  /** Advances to the next timer and runs what is due then; `undefined` when nothing waits. */
  step(partnerId: string): Promise<Advance | undefined>;
  /** Resolves when nothing is due and nothing is under way. */
  settled(partnerId: string): Promise<void>;
  /**
   * Runs `work` while all time stands still and nothing is under way; timers and clocks that it changed count from then
   * on. Waits for advances and jobs that have begun.
   */
  still<Result>(work: () => Result): Promise<Result>;
  probe(probe: SettleProbe): () => void;
  onAdvance(listener: (advance: Advance) => void): void;
  onFailure(listener: (timer: Timer, error: unknown) => void): void;
  start(): void;
  /** Stops firing, and resolves when the jobs under way have ended. */
  stop(): Promise<void>;
  readonly wall: Wall;
}

/** Puts together times and timers: the only room that waits. */
export function createClock(store: Store, wall: Wall): Clock {
  const times: Times = createTimes(store, wall);
  const table = createTimerTable(store);
  const pump = createPump({ store, wall, times, table });
  const advanceListeners: ((advance: Advance) => void)[] = [];

  async function advanceHeld(
    partnerId: string,
    target: (now: number) => number | undefined,
  ): Promise<Advance> {
    times.hold(partnerId);
    const firedBefore = pump.fired(partnerId);
    const from = times.now(partnerId);
    const to = target(from) ?? from;
    try {
      for (;;) {
        await pump.settle(partnerId);
        const next = table.nextDue(partnerId);
        if (next === undefined || next > to) break;
        times.moveTo(partnerId, Math.max(next, times.now(partnerId)));
      }
      times.moveTo(partnerId, to);
    } finally {
      times.release(partnerId);
      pump.wake(partnerId);
    }
    const advance = { partnerId, from, to, fired: pump.fired(partnerId) - firedBefore };
    for (const listener of advanceListeners) listener(advance);
    return advance;
  }

  const inTurns = <Result>(partnerIds: readonly string[], work: () => Promise<Result>): Promise<Result> =>
    partnerIds.reduceRight<() => Promise<Result>>(
      (inner, partnerId) => () => pump.inTurn(partnerId, inner),
      work,
    )();

  return {
    wall,
    now: times.now,
    create: times.create,
    remove(partnerId) {
      table.removeAll(partnerId);
      times.remove(partnerId);
      pump.forget(partnerId);
    },
    read: (partnerId) => ({
      ...times.setting(partnerId),
      now: times.now(partnerId),
      next: table.nextDue(partnerId) ?? null,
    }),
    change(partnerId, setting) {
      times.change(partnerId, setting);
      pump.wake(partnerId);
    },
    restart(partnerId, setting, at) {
      table.shift(partnerId, at - times.now(partnerId));
      times.create(partnerId, setting, at);
      pump.wake(partnerId);
    },
    schedule({ partnerId, at, kind, subject, payload = "{}", cause = null }) {
      const id = table.add({ partnerId, dueAt: Math.round(at), kind, subject, payload, cause });
      pump.wake(partnerId);
      return id;
    },
    has: table.has,
    hasten(partnerId, subject, kind) {
      table.hasten(partnerId, subject, kind, times.now(partnerId));
      pump.wake(partnerId);
    },
    cancel: table.cancel,
    cancelAll: table.removeAll,
    finish: table.remove,
    handle: pump.handle,
    waiting: table.waiting,
    upcoming: table.next,
    advance: (partnerId, ms) => pump.inTurn(partnerId, () => advanceHeld(partnerId, (now) => now + ms)),
    step: (partnerId) =>
      pump.inTurn(partnerId, async () => {
        if (table.nextDue(partnerId) === undefined) return undefined;
        return advanceHeld(partnerId, (now) => Math.max(now, table.nextDue(partnerId) ?? now));
      }),
    settled: (partnerId) => pump.inTurn(partnerId, () => pump.settle(partnerId)),
    still: (work) =>
      inTurns(times.partners(), async () => {
        await pump.stop();
        try {
          return times.holdAll(work);
        } finally {
          pump.start();
        }
      }),
    probe: pump.probe,
    onAdvance: (listener) => {
      advanceListeners.push(listener);
    },
    onFailure: pump.onFailure,
    start: pump.start,
    stop: pump.stop,
  };
}
