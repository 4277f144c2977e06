/** The kind of the timer that stands for "try this delivery now". */
export const attemptTimer = "delivery-attempt";

/** Where a delivery goes: the partner's one webhook URL, or the webhook of a phone number. */
export type Route = "partner" | "messaging";

/**
 * `held`: a fault keeps it back. `unsent`: there was no URL to send it to. `dead`: every attempt of the schedule failed.
 * `dropped`: a fault lost it.
 */
export type DeliveryState = "pending" | "held" | "delivered" | "dead" | "unsent" | "dropped";

/** An event on its way. `body` is the exact text that is sent and signed; times are virtual milliseconds since 1970. */
export interface Delivery {
  seq: number;
  id: string;
  partnerId: string;
  route: Route;
  /** Deliveries of one lane (a channel, or a client before it has one) go out one after the other. */
  lane: string;
  /** A delivery of another lane that has to come first. */
  afterId: string | null;
  subject: string;
  event: string;
  body: string;
  state: DeliveryState;
  /** How often it is still to be sent again after it was received. */
  copies: number;
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: number;
  nextAt: number | null;
  cause: number | null;
}

/** One try to deliver. `answer` is what came back, up to 1 MiB. */
export interface Attempt {
  number: number;
  at: number;
  url: string;
  status: number | null;
  error: string | null;
  answer: string;
  tookMs: number;
}

export interface DeliveryRow {
  seq: number;
  id: string;
  partner_id: string;
  route: Route;
  lane: string;
  place: number;
  after_id: string | null;
  subject: string;
  event: string;
  body: string;
  state: DeliveryState;
  copies: number;
  attempts: number;
  last_status: number | null;
  last_error: string | null;
  created_at: number;
  next_at: number | null;
  cause: number | null;
}

export const toDelivery = (row: DeliveryRow): Delivery => ({
  seq: row.seq,
  id: row.id,
  partnerId: row.partner_id,
  route: row.route,
  lane: row.lane,
  afterId: row.after_id,
  subject: row.subject,
  event: row.event,
  body: row.body,
  state: row.state,
  copies: row.copies,
  attempts: row.attempts,
  lastStatus: row.last_status,
  lastError: row.last_error,
  createdAt: row.created_at,
  nextAt: row.next_at,
  cause: row.cause,
});
