import { putSnapshot, type StoreSnapshot, takeSnapshot } from "../store/snapshot.js";
import { type HubContext, wireTime } from "./context.js";
import type { RateLimits } from "./rate-limits.js";

/** The whole sandbox at one moment: every partner with its data, journal, deliveries, timers, faults and clock. */
export interface Snapshot {
  /** Of this form. */
  version: 1;
  /** On the wall; ISO 8601. */
  taken_at: string;
  partners: string[];
  store: StoreSnapshot;
}

export interface Snapshots {
  /** Waits until what is under way has ended; time stands still meanwhile. Secrets are in it in full. */
  take(): Promise<Snapshot>;
  /**
   * Puts everything back, or nothing. Clocks go on from where they stood; numbers of journal entries are not given twice.
   *
   * @throws SnapshotError when it is of another version of the sandbox, or was changed by hand.
   */
  restore(snapshot: Snapshot): Promise<void>;
}

export function createSnapshots({ store, clock, journal }: HubContext, rateLimits: RateLimits): Snapshots {
  const partnerIds = () => store.prepare<[], string>("SELECT id FROM partners ORDER BY id").pluck().all();
  const wallTime = () => wireTime(clock.wall.now());
  return {
    take: () =>
      clock.still(() => {
        journal.flush();
        return { version: 1, taken_at: wallTime(), partners: partnerIds(), store: takeSnapshot(store) };
      }),
    restore: (snapshot) =>
      clock.still(() => {
        journal.flush();
        store.transaction(() => {
          for (const id of partnerIds()) rateLimits.forget(id);
          putSnapshot(store, snapshot.store);
          for (const partner of partnerIds()) {
            journal.record({
              partner,
              kind: "note",
              summary: `everything was put back to the snapshot of ${snapshot.taken_at}`,
              data: { taken_at: snapshot.taken_at },
            });
          }
        });
      }),
  };
}
