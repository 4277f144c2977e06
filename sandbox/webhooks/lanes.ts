import type { Clock } from "../clock/clock.js";
import type { Store } from "../store/store.js";
import { attemptTimer, type Delivery, type DeliveryRow } from "./delivery.js";

/** The order of deliveries: in each lane one after the other, lanes side by side. */
export interface Lanes {
  isEmpty(partnerId: string, lane: string): boolean;
  /** Schedules the first delivery of a lane, unless it waits for another lane. */
  start(partnerId: string, lane: string, at: number): void;
  /** Tries the first delivery of a lane now, whatever its pause. */
  hurry(partnerId: string, lane: string): void;
  /** A delivery has come to rest: starts its lane's next, and those that waited for it. */
  release(delivery: Delivery): void;
  /** Sends what is held for something that has ended, in the order it was made in. */
  letGo(partnerId: string, heldFor: string): void;
  /** Sends a full batch of what is held, last first. */
  releaseReversed(partnerId: string, heldFor: string, batch: number): void;
  releaseAfterRedirect(partnerId: string, subjects: readonly string[]): void;
}

type Held = DeliveryRow & { held_for: string };

/** What is asked of the first delivery of a lane; its body stays where it is. */
type Head = Pick<DeliveryRow, "id" | "after_id" | "cause">;

export function createLanes(store: Store, clock: Clock): Lanes {
  const headOfLane = store.prepare<[string, string], Head>(
    "SELECT id, after_id, cause FROM deliveries WHERE partner_id = ? AND lane = ? AND state = 'pending' ORDER BY place LIMIT 1",
  );
  const isWaiting = store.prepare<[string], number>(
    "SELECT 1 FROM deliveries WHERE id = ? AND state IN ('pending', 'held')",
  );
  const waitingFor = store.prepare<[string], Pick<DeliveryRow, "id" | "partner_id" | "lane">>(
    "SELECT id, partner_id, lane FROM deliveries WHERE after_id = ? AND state = 'pending' ORDER BY place",
  );
  const heldBack = store.prepare<[string, string], Held>(
    "SELECT * FROM deliveries WHERE state = 'held' AND partner_id = ? AND held_for = ? ORDER BY seq",
  );
  const letGo = store.prepare<[string, string | null, number, string], never>(
    "UPDATE deliveries SET state = 'pending', held_for = NULL, lane = ?, after_id = ?, place = ? WHERE id = ?",
  );

  const isEmpty = (partnerId: string, lane: string) => headOfLane.get(partnerId, lane) === undefined;

  function start(partnerId: string, lane: string, at: number): void {
    const head = headOfLane.get(partnerId, lane);
    if (!head) return;
    if (head.after_id !== null && isWaiting.get(head.after_id) !== undefined) return;
    // It may be on its way already, when what it had waited for was sent once more.
    if (clock.has(partnerId, head.id, attemptTimer)) return;
    clock.schedule({ partnerId, at, kind: attemptTimer, subject: head.id, cause: head.cause });
  }

  /** Back into their own lanes, which keeps the order of each. */
  function goOn(partnerId: string, held: readonly Held[], at: number): void {
    for (const row of held) letGo.run(row.lane, row.after_id, row.place, row.id);
    for (const lane of new Set(held.map((row) => row.lane))) start(partnerId, lane, at);
  }

  return {
    isEmpty,
    start,
    hurry(partnerId, lane) {
      const head = headOfLane.get(partnerId, lane);
      if (head) clock.hasten(partnerId, head.id, attemptTimer);
    },
    letGo(partnerId, heldFor) {
      goOn(partnerId, heldBack.all(partnerId, heldFor), clock.now(partnerId));
    },
    release({ id, partnerId, lane }) {
      const now = clock.now(partnerId);
      start(partnerId, lane, now);
      for (const waiting of waitingFor.all(id)) {
        const isNext = headOfLane.get(waiting.partner_id, waiting.lane)?.id === waiting.id;
        if (isNext) start(waiting.partner_id, waiting.lane, now);
      }
    },
    releaseReversed(partnerId, heldFor, batch) {
      const held = heldBack.all(partnerId, heldFor);
      if (held.length < batch) return;
      const lane = `${heldFor}/${held[0]?.id}`;
      for (const row of held) letGo.run(lane, null, -row.seq, row.id);
      start(partnerId, lane, clock.now(partnerId));
    },
    releaseAfterRedirect(partnerId, subjects) {
      const held = store
        .prepare<[string], Held>(
          "SELECT * FROM deliveries WHERE state = 'held' AND partner_id = ? AND held_for LIKE 'redirect/%' ORDER BY seq",
        )
        .all(partnerId)
        .filter(({ subject }) => subjects.includes(subject));
      const wait = Number(held[0]?.held_for.split("/")[1] ?? 0);
      goOn(partnerId, held, clock.now(partnerId) + wait);
    },
  };
}
