import type { Wall } from "../../clock/wall.js";
import type { Entry } from "../../journal/entry.js";
import type { Journal } from "../../journal/journal.js";

export interface QuietAppOptions {
  partnerId: string;
  journal: Journal;
  wall: Wall;
  /** How long, in real milliseconds, an app that was told something must be silent to count as at rest. */
  settleMs: number;
  /** Nobody has told the app anything yet, so it is at rest to begin with. */
  isFresh?: boolean | undefined;
}

/** An app that cannot tell when it has come to rest: it has when it was silent for a while. */
export interface QuietApp {
  idle(): Promise<void>;
  /** The app was told something that the journal does not have, such as a redirect. */
  stir(): void;
  stop(): void;
}

/** What an app is told or does; the hub's own bookkeeping wakes nobody, nor does a delivery that never left. */
const stirs = ({ kind, data }: Entry): boolean =>
  kind === "request" ||
  kind === "answer" ||
  (kind === "attempt" && (data.status !== null || data.tookMs !== 0));

/**
 * Watches the traffic between hub and app. Without any since the last rest an app is at rest at once, so that time passes
 * quickly where nothing happens.
 */
export function quietApp({ partnerId, journal, wall, settleMs, isFresh = false }: QuietAppOptions): QuietApp {
  let last = isFresh ? 0 : wall.now();
  const underWay = new Set<number>();

  const stop = journal.subscribe((entries) => {
    for (const entry of entries) {
      // A call with an unknown key or to an unknown path is nobody's, and may be this partner's.
      if (entry.partner !== null && entry.partner !== partnerId) continue;
      if (!stirs(entry)) continue;
      last = Math.max(last, entry.wall);
      if (entry.kind === "request") underWay.add(entry.seq);
      if (entry.kind === "answer" && entry.cause !== null) underWay.delete(entry.cause);
    }
  });

  const pause = (ms: number) => new Promise<void>((resolve) => void wall.after(ms, resolve));

  return {
    stop,
    stir() {
      last = wall.now();
    },
    async idle() {
      for (;;) {
        journal.flush();
        const left = last + settleMs - wall.now();
        if (left <= 0 && underWay.size === 0) return;
        await pause(left > 0 ? left : settleMs);
      }
    },
  };
}
