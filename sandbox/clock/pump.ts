import type { Store } from "../store/store.js";
import type { SettleProbe, TimerHandler } from "./clock.js";
import type { Times } from "./time.js";
import type { Timer, TimerTable } from "./timers.js";
import type { Wall } from "./wall.js";

// Enough to keep a fast receiver busy, few enough that a slow one costs only its own sockets.
const jobsAtOnce = 64;

class PartnerTimers {
  readonly running = new Set<Promise<void>>();
  disarm: (() => void) | undefined;
  turn: Promise<unknown> = Promise.resolve();
  fired = 0;
  woken = false;
}

/** Fires what is due, in its order, and knows when a partner has come to rest. */
export interface Pump {
  handle(kind: string, handler: TimerHandler): void;
  /** Something may be due: looks soon, after the command that is under way. */
  wake(partnerId: string): void;
  /** Fires until nothing is due and nothing is under way. Only inside `inTurn`. */
  settle(partnerId: string): Promise<void>;
  /** Runs one piece of work on a partner's time after the other. */
  inTurn<Result>(partnerId: string, work: () => Promise<Result>): Promise<Result>;
  fired(partnerId: string): number;
  probe(probe: SettleProbe): () => void;
  onFailure(listener: (timer: Timer, error: unknown) => void): void;
  forget(partnerId: string): void;
  start(): void;
  stop(): Promise<void>;
}

interface PumpRooms {
  store: Store;
  wall: Wall;
  times: Times;
  table: TimerTable;
}

export function createPump({ store, wall, times, table }: PumpRooms): Pump {
  const handlers = new Map<string, TimerHandler>();
  const partners = new Map<string, PartnerTimers>();
  const probes = new Set<SettleProbe>();
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
    store.transaction(() => {
      table.remove(timer.id);
      for (const listener of failureListeners) listener(timer, error);
    });
  }

  function run(timer: Timer, command: (timer: Timer) => void): void {
    try {
      store.transaction(() => {
        table.remove(timer.id);
        command(timer);
      });
    } catch (error) {
      failed(timer, error);
    }
  }

  /** Commands that are due together share a commit; when one of them throws, each runs alone. */
  function runTogether(timers: readonly Timer[], command: (timer: Timer) => void): void {
    try {
      store.transaction(() => {
        for (const timer of timers) {
          table.remove(timer.id);
          command(timer);
        }
      });
    } catch {
      for (const timer of timers) run(timer, command);
    }
  }

  function begin(own: PartnerTimers, timer: Timer, job: (timer: Timer) => Promise<void>): void {
    const running = job(timer)
      .catch((error: unknown) => failed(timer, error))
      .finally(() => {
        own.running.delete(running);
        wake(timer.partnerId);
      });
    own.running.add(running);
  }

  /** Fires timers of one kind. */
  function fire(own: PartnerTimers, timers: readonly Timer[], kind: string): void {
    own.fired += timers.length;
    const handler = handlers.get(kind);
    if (!handler) {
      const error = new Error(`No room handles timers of the kind "${kind}".`);
      for (const timer of timers) failed(timer, error);
    } else if ("command" in handler) runTogether(timers, handler.command);
    else for (const timer of timers) begin(own, timer, handler.job);
  }

  /** Fires timers in their order, those of one kind that follow each other together. */
  function fireAll(own: PartnerTimers, due: readonly Timer[]): void {
    for (let start = 0; start < due.length; ) {
      const kind = due[start]?.kind ?? "";
      const other = due.findIndex((timer, index) => index > start && timer.kind !== kind);
      const end = other === -1 ? due.length : other;
      fire(own, due.slice(start, end), kind);
      start = end;
    }
  }

  const oneByOne = (partnerId: string) => probes.size > 0 && times.setting(partnerId).scale === 0;

  /** Fires what is due now, up to `most` at once. Returns whether anything was. */
  function pump(partnerId: string, most: number): boolean {
    const own = of(partnerId);
    let any = false;
    for (;;) {
      const room = most - own.running.size;
      if (room <= 0) return any;
      const due = table.take(partnerId, times.now(partnerId), room);
      if (due.length === 0) return any;
      any = true;
      fireAll(own, due);
      if (most === 1) return any;
    }
  }

  async function askProbes(partnerId: string): Promise<void> {
    for (const probe of probes) await probe(partnerId);
  }

  async function settle(partnerId: string): Promise<void> {
    const own = of(partnerId);
    for (;;) {
      if (!times.exists(partnerId)) return;
      const single = oneByOne(partnerId);
      const fired = pump(partnerId, single ? 1 : jobsAtOnce);
      if (own.running.size > 0) await Promise.all(own.running);
      if (fired && !single) continue;
      const before = own.fired;
      await askProbes(partnerId);
      if (!fired && own.fired === before && own.running.size === 0 && !isDue(partnerId)) return;
    }
  }

  function isDue(partnerId: string): boolean {
    if (!times.exists(partnerId)) return false;
    const next = table.nextDue(partnerId);
    return next !== undefined && next <= times.now(partnerId);
  }

  function arm(partnerId: string): void {
    const own = of(partnerId);
    own.disarm?.();
    own.disarm = undefined;
    const { scale } = times.setting(partnerId);
    if (scale === 0) return;
    const next = table.nextDue(partnerId);
    if (next === undefined) return;
    const wait = Math.ceil(Math.max(0, next - times.now(partnerId)) / scale);
    own.disarm = wall.after(wait, () => wake(partnerId));
  }

  function look(partnerId: string): void {
    // A partner may have been removed while one of its jobs was under way.
    if (!started || !times.exists(partnerId)) return;
    if (oneByOne(partnerId)) {
      // A probe that fails is told to whoever asks for rest next.
      if (isDue(partnerId)) inTurn(partnerId, () => settle(partnerId)).catch(() => {});
      return;
    }
    pump(partnerId, jobsAtOnce);
    if (of(partnerId).running.size < jobsAtOnce) arm(partnerId);
  }

  function wake(partnerId: string): void {
    const own = of(partnerId);
    if (own.woken || !started) return;
    own.woken = true;
    // Not now: the command that scheduled may still be inside its transaction.
    setImmediate(() => {
      own.woken = false;
      look(partnerId);
    });
  }

  function inTurn<Result>(partnerId: string, work: () => Promise<Result>): Promise<Result> {
    const own = of(partnerId);
    const turn = own.turn.then(work);
    own.turn = turn.catch(() => {});
    return turn;
  }

  return {
    handle: (kind, handler) => {
      handlers.set(kind, handler);
    },
    wake,
    settle,
    inTurn,
    fired: (partnerId) => of(partnerId).fired,
    probe(probe) {
      probes.add(probe);
      return () => probes.delete(probe);
    },
    onFailure: (listener) => {
      failureListeners.push(listener);
    },
    forget(partnerId) {
      partners.get(partnerId)?.disarm?.();
      partners.delete(partnerId);
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
