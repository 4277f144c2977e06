import type { Clock } from "../clock/clock.js";
import type { Journal } from "../journal/journal.js";
import type { Store } from "../store/store.js";
import { type Delivery, type DeliveryRow, type DeliveryState, type Route, toDelivery } from "./delivery.js";

/** The kind of the timer that stands for "try this delivery now". */
export const attemptTimer = "delivery-attempt";

export interface NewDelivery {
  id: string;
  partnerId: string;
  route: Route;
  lane: string;
  afterId?: string | null;
  subject: string;
  event: string;
  body: string;
}

/** How an attempt ended: `next` is when to try again (virtual), or the state it came to rest in. */
export interface AttemptOutcome {
  status: number | null;
  error: string | null;
  next: { at: number } | { state: Exclude<DeliveryState, "pending"> };
}

/** Deliveries as rows: one is written with the change that it announces, and only then sent. */
export interface Outbox {
  /** Puts a delivery in line behind its lane. Call it inside the transaction of the change. */
  enqueue(delivery: NewDelivery): void;
  find(id: string): Delivery | undefined;
  list(partnerId: string | undefined, limit: number): Delivery[];
  /** Writes down how an attempt ended and, when the delivery has come to rest, sends the next ones on their way. */
  settle(delivery: Delivery, outcome: AttemptOutcome): void;
  /** Puts a delivery that has come to rest in line again, with the same id and the same bytes. */
  resend(delivery: Delivery): void;
  clear(partnerId: string): void;
}

export function createOutbox(store: Store, clock: Clock, journal: Journal): Outbox {
  const insert = store.prepare<
    [string, string, string, string, string | null, string, string, string, number, number | null],
    never
  >(
    `INSERT INTO deliveries (id, partner_id, route, lane, after_id, subject, event, body, state, created_at, cause)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?)`,
  );
  const byId = store.prepare<[string], DeliveryRow>("SELECT * FROM deliveries WHERE id = ?");
  const isPending = store.prepare<[string], number>(
    "SELECT 1 FROM deliveries WHERE id = ? AND state = 'pending'",
  );
  const headOfLane = store.prepare<[string, string], DeliveryRow>(
    "SELECT * FROM deliveries WHERE partner_id = ? AND lane = ? AND state = 'pending' ORDER BY seq LIMIT 1",
  );
  const waitingFor = store.prepare<[string], DeliveryRow>(
    "SELECT * FROM deliveries WHERE after_id = ? AND state = 'pending' ORDER BY seq",
  );
  const update = store.prepare<[string, number, number | null, string | null, number | null, string], never>(
    "UPDATE deliveries SET state = ?, attempts = ?, last_status = ?, last_error = ?, next_at = ? WHERE id = ?",
  );

  /** Schedules the first delivery of a lane, unless it waits for another lane. */
  function start(partnerId: string, lane: string, at: number): void {
    const head = headOfLane.get(partnerId, lane);
    if (!head) return;
    if (head.after_id !== null && isPending.get(head.after_id) !== undefined) return;
    clock.schedule({ partnerId, at, kind: attemptTimer, subject: head.id, cause: head.cause });
  }

  function release(delivery: Delivery): void {
    const now = clock.now(delivery.partnerId);
    start(delivery.partnerId, delivery.lane, now);
    for (const waiting of waitingFor.all(delivery.id)) {
      if (headOfLane.get(waiting.partner_id, waiting.lane)?.id === waiting.id) {
        start(waiting.partner_id, waiting.lane, now);
      }
    }
  }

  return {
    enqueue({ id, partnerId, route, lane, afterId = null, subject, event, body }) {
      const now = clock.now(partnerId);
      const laneWasEmpty = headOfLane.get(partnerId, lane) === undefined;
      const cause = journal.record({
        partner: partnerId,
        kind: "event",
        subject,
        summary: `${event} for ${subject}`,
        data: { delivery: id, route, event, body },
      });
      insert.run(id, partnerId, route, lane, afterId, subject, event, body, now, cause);
      if (laneWasEmpty) start(partnerId, lane, now);
    },
    find(id) {
      const row = byId.get(id);
      return row && toDelivery(row);
    },
    list(partnerId, limit) {
      const rows =
        partnerId === undefined
          ? store
              .prepare<[number], DeliveryRow>("SELECT * FROM deliveries ORDER BY seq DESC LIMIT ?")
              .all(limit)
          : store
              .prepare<[string, number], DeliveryRow>(
                "SELECT * FROM deliveries WHERE partner_id = ? ORDER BY seq DESC LIMIT ?",
              )
              .all(partnerId, limit);
      return rows.map(toDelivery);
    },
    settle(delivery, { status, error, next }) {
      const attempts = delivery.attempts + 1;
      if ("at" in next) {
        update.run("pending", attempts, status, error, next.at, delivery.id);
        const { partnerId, id, cause } = delivery;
        clock.schedule({ partnerId, at: next.at, kind: attemptTimer, subject: id, cause });
        return;
      }
      update.run(
        next.state,
        next.state === "unsent" ? delivery.attempts : attempts,
        status,
        error,
        null,
        delivery.id,
      );
      release(delivery);
    },
    resend(delivery) {
      const laneWasEmpty = headOfLane.get(delivery.partnerId, delivery.lane) === undefined;
      update.run("pending", delivery.attempts, delivery.lastStatus, delivery.lastError, null, delivery.id);
      if (laneWasEmpty) start(delivery.partnerId, delivery.lane, clock.now(delivery.partnerId));
    },
    clear(partnerId) {
      store.prepare<[string], never>("DELETE FROM deliveries WHERE partner_id = ?").run(partnerId);
    },
  };
}
