import type { Store } from "../store/store.js";
import type { Wall } from "./wall.js";

export type ClockMode = "real" | "scaled" | "manual";

/** How a partner's time runs: `scale` virtual seconds for each second on the wall (0 stands still). */
export interface ClockSetting {
  mode: ClockMode;
  scale: number;
}

interface ClockRow extends ClockSetting {
  virtual_ms: number;
  wall_ms: number;
}

/** The partner has no clock: it does not exist. */
class UnknownClockError extends Error {
  constructor(partnerId: string) {
    super(`There is no clock for the partner "${partnerId}".`);
  }
}

/** Each partner's virtual time, kept in the store so that it survives a restart. Milliseconds since 1970. */
export interface Times {
  create(partnerId: string, setting: ClockSetting, at: number): void;
  remove(partnerId: string): void;
  exists(partnerId: string): boolean;
  now(partnerId: string): number;
  setting(partnerId: string): ClockSetting;
  /** Changes how time runs from now on; the present moment stays what it is. */
  change(partnerId: string, setting: ClockSetting): void;
  /** Moves the present moment. Time runs on from there as before. */
  moveTo(partnerId: string, at: number): void;
  /** Holds time still (while it is being advanced) until `release`. */
  hold(partnerId: string): void;
  release(partnerId: string): void;
  /** Holds the time of all partners, those included that `work` brings; afterwards each goes on from where it stands. */
  holdAll<Result>(work: () => Result): Result;
  partners(): string[];
}

export function createTimes(store: Store, wall: Wall): Times {
  const rows = new Map<string, ClockRow>();
  const held = new Set<string>();
  store.around(
    () => {},
    () => rows.clear(),
  );

  const select = store.prepare<[string], ClockRow>(
    "SELECT mode, scale, virtual_ms, wall_ms FROM clocks WHERE partner_id = ?",
  );
  const upsert = store.prepare<[string, string, number, number, number], never>(
    "INSERT OR REPLACE INTO clocks (partner_id, mode, scale, virtual_ms, wall_ms) VALUES (?, ?, ?, ?, ?)",
  );

  function row(partnerId: string): ClockRow {
    const known = rows.get(partnerId) ?? select.get(partnerId);
    if (!known) throw new UnknownClockError(partnerId);
    rows.set(partnerId, known);
    return known;
  }

  function now(partnerId: string): number {
    const { scale, virtual_ms, wall_ms } = row(partnerId);
    if (scale === 0 || held.has(partnerId)) return virtual_ms;
    return Math.floor(virtual_ms + (wall.now() - wall_ms) * scale);
  }

  function write(partnerId: string, { mode, scale }: ClockSetting, at: number): void {
    const wallMs = wall.now();
    upsert.run(partnerId, mode, scale, at, wallMs);
    rows.set(partnerId, { mode, scale, virtual_ms: at, wall_ms: wallMs });
  }

  const partners = () =>
    store.prepare<[], string>("SELECT partner_id FROM clocks ORDER BY partner_id").pluck().all();

  function hold(partnerId: string): void {
    write(partnerId, row(partnerId), now(partnerId));
    held.add(partnerId);
  }

  return {
    now,
    exists: (partnerId) => rows.has(partnerId) || select.get(partnerId) !== undefined,
    create: write,
    remove(partnerId) {
      store.prepare<[string], never>("DELETE FROM clocks WHERE partner_id = ?").run(partnerId);
      rows.delete(partnerId);
    },
    setting(partnerId) {
      const { mode, scale } = row(partnerId);
      return { mode, scale };
    },
    change: (partnerId, setting) => write(partnerId, setting, now(partnerId)),
    moveTo: (partnerId, at) => write(partnerId, row(partnerId), at),
    hold,
    holdAll(work) {
      for (const partnerId of partners()) hold(partnerId);
      try {
        return work();
      } finally {
        held.clear();
        for (const partnerId of partners()) write(partnerId, row(partnerId), row(partnerId).virtual_ms);
      }
    },
    release(partnerId) {
      held.delete(partnerId);
      // The wall went on while time was held: start counting anew from here.
      if (rows.has(partnerId)) write(partnerId, row(partnerId), row(partnerId).virtual_ms);
    },
    partners,
  };
}
