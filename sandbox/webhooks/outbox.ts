import type { Clock } from "../clock/clock.js";
import { parseDuration } from "../clock/duration.js";
import type { Faults } from "../faults/faults.js";
import type { Journal } from "../journal/journal.js";
import type { Store } from "../store/store.js";
import {
  type Attempt,
  attemptTimer,
  type Delivery,
  type DeliveryRow,
  type DeliveryState,
  type Route,
  toDelivery,
} from "./delivery.js";
import { type Fate, fateOf } from "./fate.js";
import { createLanes } from "./lanes.js";

export interface NewDelivery {
  id: string;
  partnerId: string;
  route: Route;
  lane: string;
  afterId?: string | null;
  subject: string;
  event: string;
  body: string;
  /** Whether its client is still in the hosted pages. */
  beforeRedirect?: boolean;
}

/** How an attempt ended: when to try or send it again (virtual), or the state it came to rest in. */
export interface AttemptOutcome {
  status: number | null;
  error: string | null;
  next: { at: number; isCopy: boolean } | { state: "delivered" | "dead" | "unsent" };
}

/** Which deliveries to send again: of a partner, in these states, made since a virtual moment. */
export interface ResendQuery {
  partnerId?: string | undefined;
  states: readonly DeliveryState[];
  since?: number | undefined;
}

/** Deliveries as rows: one is written with the change that it announces, and only then sent. */
export interface Outbox {
  /** Puts a delivery in line behind its lane. Call it inside the transaction of the change. */
  enqueue(delivery: NewDelivery): void;
  find(id: string): Delivery | undefined;
  list(partnerId: string | undefined, limit: number): Delivery[];
  attempts(id: string): Attempt[];
  /** Whether this very delivery is still there: its partner may have been reset, and have made one with the same id. */
  has(delivery: Delivery): boolean;
  /** Writes down how an attempt ended and, when the delivery has come to rest, sends the next ones on their way. */
  settle(delivery: Delivery, outcome: AttemptOutcome, attempt?: Attempt): void;
  /** Sends a delivery again with the same id and bytes, or at once when it waits for its next try. */
  resend(delivery: Delivery): void;
  /** @returns the ids of those that were sent again. */
  resendAll(query: ResendQuery): string[];
  /** The client has been sent back: lets go of what was held back for that about these subjects. */
  releaseAfterRedirect(partnerId: string, subjects: readonly string[]): void;
  clear(partnerId: string): void;
}

export function createOutbox(store: Store, clock: Clock, journal: Journal, faults: Faults): Outbox {
  const lanes = createLanes(store, clock);
  faults.onRemoved(({ id, partner, fault }) => {
    if (fault.do === "reorder") lanes.letGo(partner, `reorder/${id}`);
    if (fault.on === "webhook" && fault.do === "after_redirect")
      lanes.letGo(partner, `redirect/${parseDuration(fault.by)}`);
  });
  const insert = store.prepare<(string | number | null)[], never>(
    `INSERT INTO deliveries (id, partner_id, route, lane, place, after_id, subject, event, body, state, held_for, copies,
       created_at, cause)
     VALUES (?, ?, ?, ?, (SELECT COALESCE(MAX(seq), 0) + 1 FROM deliveries), ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const byId = store.prepare<[string], DeliveryRow>("SELECT * FROM deliveries WHERE id = ?");
  const isThere = store.prepare<[number], number>("SELECT 1 FROM deliveries WHERE seq = ?").pluck();
  const update = store.prepare<
    [string, number, number, number | null, string | null, number | null, number],
    never
  >(
    `UPDATE deliveries SET state = ?, copies = ?, attempts = ?, last_status = ?, last_error = ?, next_at = ? WHERE seq = ?`,
  );
  const insertAttempt = store.prepare<
    [number, number, number, string, number | null, string | null, string, number],
    never
  >(
    `INSERT OR REPLACE INTO attempts (delivery, number, at, url, status, error, answer, took_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  function find(id: string): Delivery | undefined {
    const row = byId.get(id);
    return row && toDelivery(row);
  }

  /** Where it is held back, if it is. */
  function holding(fate: Fate): string | null {
    if (fate.reorder) return `reorder/${fate.reorder.fault}`;
    return fate.afterRedirectBy === null ? null : `redirect/${fate.afterRedirectBy}`;
  }

  function add(delivery: NewDelivery, fate: Fate, cause: number): void {
    const { id, partnerId, route, afterId = null, subject, event } = delivery;
    const heldFor = holding(fate);
    const state = fate.isDropped ? "dropped" : heldFor === null ? "pending" : "held";
    // What is late must not hold up the others: it gets a lane of its own.
    const lane = fate.lateBy === null ? delivery.lane : `late/${id}`;
    const now = clock.now(partnerId);
    const wasEmpty = lanes.isEmpty(partnerId, lane);
    const { body, copies } = fate;
    insert.run(id, partnerId, route, lane, afterId, subject, event, body, state, heldFor, copies, now, cause);
    if (state === "pending" && wasEmpty) lanes.start(partnerId, lane, now + (fate.lateBy ?? 0));
    if (fate.reorder) lanes.releaseReversed(partnerId, `reorder/${fate.reorder.fault}`, fate.reorder.batch);
  }

  function resend(delivery: Delivery): void {
    const { seq, partnerId, lane, state, attempts, lastStatus, lastError } = delivery;
    store.transaction(() => {
      if (state !== "pending") update.run("pending", 0, attempts, lastStatus, lastError, null, seq);
      // Now, not after the pause of whatever stands first in its lane.
      lanes.start(partnerId, lane, clock.now(partnerId));
      lanes.hurry(partnerId, lane);
    });
  }

  return {
    find,
    has: ({ seq }) => isThere.get(seq) !== undefined,
    resend,
    enqueue(delivery) {
      const { id, partnerId, route, subject, event, beforeRedirect = false } = delivery;
      const facts = { route, event, channel: subject };
      const fate = fateOf(partnerId, delivery.body, facts, beforeRedirect, faults);
      const cause = journal.record({
        partner: partnerId,
        kind: "event",
        subject,
        summary: `${event} for ${subject}`,
        data: { delivery: id, route, event, body: fate.body },
      });
      add(delivery, fate, cause);
    },
    list(partnerId, limit) {
      const where = partnerId === undefined ? "1 = 1 OR partner_id = ?" : "partner_id = ?";
      return store
        .prepare<[string, number], DeliveryRow>(
          `SELECT * FROM deliveries WHERE ${where} ORDER BY seq DESC LIMIT ?`,
        )
        .all(partnerId ?? "", limit)
        .map(toDelivery);
    },
    attempts: (id) =>
      store
        .prepare<[string], Attempt>(
          "SELECT number, at, url, status, error, answer, took_ms AS tookMs FROM attempts WHERE delivery = (SELECT seq FROM deliveries WHERE id = ?) ORDER BY number",
        )
        .all(id),
    settle(delivery, { status, error, next }, attempt) {
      const { seq, id, partnerId, cause, copies } = delivery;
      const attempts = attempt?.number ?? delivery.attempts;
      if (attempt) {
        const { number, at, url, answer, tookMs } = attempt;
        insertAttempt.run(seq, number, at, url, attempt.status, attempt.error, answer, tookMs);
      }
      if ("at" in next) {
        update.run("pending", next.isCopy ? copies - 1 : copies, attempts, status, error, next.at, seq);
        clock.schedule({ partnerId, at: next.at, kind: attemptTimer, subject: id, cause });
        return;
      }
      update.run(next.state, copies, attempts, status, error, null, seq);
      lanes.release(delivery);
    },
    resendAll({ partnerId, states, since = 0 }) {
      const rows = store
        .prepare<(string | number)[], DeliveryRow>(
          `SELECT * FROM deliveries WHERE created_at >= ? AND state IN (${states.map(() => "?").join(", ")})
           ${partnerId === undefined ? "" : "AND partner_id = ?"} ORDER BY seq`,
        )
        .all(since, ...states, ...(partnerId === undefined ? [] : [partnerId]));
      return store.transaction(() => {
        for (const row of rows) resend(toDelivery(row));
        return rows.map(({ id }) => id);
      });
    },
    releaseAfterRedirect: lanes.releaseAfterRedirect,
    clear(partnerId) {
      store.prepare<[string], never>("DELETE FROM deliveries WHERE partner_id = ?").run(partnerId);
    },
  };
}
