import type { Store } from "../store/store.js";
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

/** Asked when a partner has come to rest, until nothing new is due: an app that still works on what it was told. */
export type SettleProbe = (partnerId: string) => Promise<void>;

export interface Clock {
  now(partnerId: string): number;
  read(partnerId: string): ClockReading;
  create(partnerId: string, setting: ClockSetting, at: number): void;
  remove(partnerId: string): void;
  change(partnerId: string, setting: ClockSetting): void;
  /** Sets a clock back to a beginning; its waiting timers are called off. */
  restart(partnerId: string, setting: ClockSetting, at: number): void;
  schedule(request: ScheduleRequest): number;
  /** Calls off waiting timers about `subject`; returns how many. */
  cancel(partnerId: string, subject: string, kind?: string): number;
  /** Calls off everything that waits. */
  cancelAll(partnerId: string): void;
  /** Removes the timer of a job, in the transaction that writes down what the job did. */
  finish(timerId: number): void;
  handle(kind: string, handler: TimerHandler): void;
  waiting(partnerId: string): Timer[];
  /**
   * Moves a partner's time forward by `ms`, running each timer at its own moment, in due order.
   * Resolves when the last thing it caused has settled.
   */
  advance(partnerId: string, ms: number): Promise<Advance>;
  /** Resolves when nothing is due and nothing is under way. */
  settled(partnerId: string): Promise<void>;
  probe(probe: SettleProbe): () => void;
  onAdvance(listener: (advance: Advance) => void): void;
  onFailure(listener: (timer: Timer, error: unknown) => void): void;
  start(): void;
  /** Stops firing, and resolves when the jobs under way have ended. */
  stop(): Promise<void>;
  readonly wall: Wall;
}

// Enough to keep a fast receiver busy, few enough that a slow one costs only its own sockets.
const jobsAtOnce = 64;

class PartnerTimers {
  readonly running = new Set<Promise<void>>();
  disarm: (() => void) | undefined;
  advancing: Promise<unknown> = Promise.resolve();
  fired = 0;
  woken = false;
}

/** Puts together times and timers: the only room that waits. */
export function createClock(store: Store, wall: Wall): Clock {
  const times: Times = createTimes(store, wall);
  const table = createTimerTable(store);
  const handlers = new Map<string, TimerHandler>();
  const partners = new Map<string, PartnerTimers>();
  const probes = new Set<SettleProbe>();
  const advanceListeners: ((advance: Advance) => void)[] = [];
  const failureListeners: ((timer: Timer, error: unknown) => void)[] = [];
  let started = false;

  function of(partnerId: string): PartnerTimers {
    const known = partners.get(partnerId);
    if (known) return known;
    const fresh = new PartnerTimers();
    partners.set(partnerId, fresh);
    return fresh;
  }

  function failed(timer: Timer, error: unknown): void {
    // A timer that throws would fire for ever: it is taken out, and said aloud.
    table.remove(timer.id);
    for (const listener of failureListeners) listener(timer, error);
  }

  function fire(timer: Timer): void {
    const handler = handlers.get(timer.kind);
    const own = of(timer.partnerId);
    own.fired += 1;
    if (!handler) {
      failed(timer, new Error(`No room handles timers of the kind "${timer.kind}".`));
      return;
    }
    if ("command" in handler) {
      try {
        store.transaction(() => {
          table.remove(timer.id);
          handler.command(timer);
        });
      } catch (error) {
        failed(timer, error);
      }
      return;
    }
    const job = handler
      .job(timer)
      .catch((error: unknown) => failed(timer, error))
      .finally(() => {
        own.running.delete(job);
        wake(timer.partnerId);
      });
    own.running.add(job);
  }

  /** Fires all that is due now. Returns whether anything was. */
  function pump(partnerId: string): boolean {
    const own = of(partnerId);
    let any = false;
    for (;;) {
      const room = jobsAtOnce - own.running.size;
      if (room <= 0) return any;
      const due = table.take(partnerId, times.now(partnerId), room);
      if (due.length === 0) return any;
      any = true;
      for (const timer of due) fire(timer);
    }
  }

  function arm(partnerId: string): void {
    const own = of(partnerId);
    own.disarm?.();
    own.disarm = undefined;
    const { scale } = times.setting(partnerId);
    const next = table.nextDue(partnerId);
    if (scale === 0 || next === undefined) return;
    const wait = Math.ceil(Math.max(0, next - times.now(partnerId)) / scale);
    own.disarm = wall.after(wait, () => wake(partnerId));
  }

  function wake(partnerId: string): void {
    const own = of(partnerId);
    if (own.woken || !started) return;
    own.woken = true;
    // Not now: the command that scheduled may still be inside its transaction.
    setImmediate(() => {
      own.woken = false;
      if (!started || !partners.has(partnerId)) return;
      pump(partnerId);
      if (own.running.size < jobsAtOnce) arm(partnerId);
    });
  }

  async function settle(partnerId: string): Promise<void> {
    const own = of(partnerId);
    for (;;) {
      const fired = pump(partnerId);
      if (own.running.size > 0) await Promise.all(own.running);
      else if (!fired) {
        const before = own.fired;
        for (const probe of probes) await probe(partnerId);
        const quiet = own.fired === before && own.running.size === 0;
        if (quiet && !pump(partnerId)) return;
      }
    }
  }

  async function advanceHeld(partnerId: string, ms: number): Promise<Advance> {
    times.hold(partnerId);
    const own = of(partnerId);
    const firedBefore = own.fired;
    const from = times.now(partnerId);
    const target = from + ms;
    try {
      for (;;) {
        await settle(partnerId);
        const next = table.nextDue(partnerId);
        if (next === undefined || next > target) break;
        times.moveTo(partnerId, Math.max(next, times.now(partnerId)));
      }
      times.moveTo(partnerId, target);
    } finally {
      times.release(partnerId);
      wake(partnerId);
    }
    const advance = { partnerId, from, to: target, fired: own.fired - firedBefore };
    for (const listener of advanceListeners) listener(advance);
    return advance;
  }

  return {
    wall,
    now: times.now,
    create: times.create,
    remove(partnerId) {
      partners.get(partnerId)?.disarm?.();
      partners.delete(partnerId);
      table.removeAll(partnerId);
      times.remove(partnerId);
    },
    read: (partnerId) => ({
      ...times.setting(partnerId),
      now: times.now(partnerId),
      next: table.nextDue(partnerId) ?? null,
    }),
    change(partnerId, setting) {
      times.change(partnerId, setting);
      wake(partnerId);
    },
    restart(partnerId, setting, at) {
      table.removeAll(partnerId);
      times.create(partnerId, setting, at);
      wake(partnerId);
    },
    schedule({ partnerId, at, kind, subject, payload = "{}", cause = null }) {
      const id = table.add({ partnerId, dueAt: Math.round(at), kind, subject, payload, cause });
      wake(partnerId);
      return id;
    },
    cancel: table.cancel,
    cancelAll: table.removeAll,
    finish: table.remove,
    handle: (kind, handler) => {
      handlers.set(kind, handler);
    },
    waiting: table.waiting,
    advance(partnerId, ms) {
      const own = of(partnerId);
      const turn = own.advancing.then(() => advanceHeld(partnerId, ms));
      own.advancing = turn.catch(() => {});
      return turn;
    },
    settled: settle,
    probe(probe) {
      probes.add(probe);
      return () => probes.delete(probe);
    },
    onAdvance: (listener) => {
      advanceListeners.push(listener);
    },
    onFailure: (listener) => {
      failureListeners.push(listener);
    },
    start() {
      started = true;
      table.recover();
      for (const partnerId of times.partners()) wake(partnerId);
    },
    async stop() {
      started = false;
      for (const own of partners.values()) own.disarm?.();
      await Promise.all([...partners.values()].flatMap((own) => [...own.running]));
    },
  };
}
