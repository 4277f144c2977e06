import type { Clock } from "../clock/clock.js";
import type { Timer } from "../clock/timers.js";
import type { Journal } from "../journal/journal.js";
import { maskHeaders, maskJson, maskUrl } from "../journal/mask.js";
import type { Store } from "../store/store.js";
import type { Delivery } from "./delivery.js";
import type { Faults } from "./faults.js";
import { type AttemptOutcome, attemptTimer, type Outbox } from "./outbox.js";
import type { Poster, PostRequest, PostResult } from "./post.js";
import { sign, signatureHeader } from "./signature.js";

/** Where and how a delivery is sent, asked anew at each attempt so that a corrected URL helps the next one. */
export interface Target {
  url: string;
  headers: Record<string, string>;
  /** Signs the body when it is set. */
  secret: string | null;
  /** Wall milliseconds the receiver has to answer. */
  timeoutMs: number;
  /** Pauses between attempts, in virtual milliseconds; after the last one the delivery is dead. */
  retryAfterMs: readonly number[];
  accepts(status: number): boolean;
}

/** The hub's word on where deliveries go; `reason` tells a person why there is no target. */
export type ResolveTarget = (delivery: Delivery) => Target | { reason: string };

export interface SenderRooms {
  store: Store;
  clock: Clock;
  journal: Journal;
  outbox: Outbox;
  faults: Faults;
  poster: Poster;
  resolve: ResolveTarget;
}

const refused: PostResult = {
  status: null,
  error: "The fault receiver_down refused the connection.",
  headers: {},
  body: "",
  tookMs: 0,
};

function request(delivery: Delivery, target: Target): PostRequest {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "user-agent": "partner-hub-sandbox",
    ...target.headers,
  };
  if (target.secret !== null) headers[signatureHeader] = sign(delivery.body, target.secret);
  return { url: target.url, headers, body: delivery.body, timeoutMs: target.timeoutMs };
}

function outcome(delivery: Delivery, target: Target, result: PostResult, now: number): AttemptOutcome {
  const { status, error } = result;
  if (status !== null && target.accepts(status)) return { status, error: null, next: { state: "delivered" } };
  const pause = target.retryAfterMs[delivery.attempts];
  const why = error ?? `The receiver answered ${status}.`;
  if (pause === undefined) return { status, error: why, next: { state: "dead" } };
  return { status, error: why, next: { at: now + pause } };
}

/** Handles the timers of the outbox: sends, writes down each attempt with its answer, and plans the next one. */
export function startSender({ store, clock, journal, outbox, faults, poster, resolve }: SenderRooms): void {
  function record(delivery: Delivery, sent: PostRequest, result: PostResult, ended: AttemptOutcome): void {
    const number = delivery.attempts + 1;
    const answer = result.status === null ? (result.error ?? "no answer") : String(result.status);
    journal.record({
      partner: delivery.partnerId,
      kind: "attempt",
      subject: delivery.subject,
      summary: `${delivery.event} → ${answer}`,
      cause: delivery.cause,
      data: {
        delivery: delivery.id,
        route: delivery.route,
        event: delivery.event,
        attempt: number,
        url: maskUrl(sent.url),
        headers: maskHeaders(Object.entries(sent.headers)),
        status: result.status,
        error: ended.error,
        answerHeaders: maskHeaders(Object.entries(result.headers)),
        answerBody: maskJson(result.body),
        tookMs: result.tookMs,
        outcome: "at" in ended.next ? "retry" : ended.next.state,
        nextAt: "at" in ended.next ? ended.next.at : null,
      },
    });
  }

  function leaveUnsent(timer: Timer, delivery: Delivery, reason: string): void {
    store.transaction(() => {
      clock.finish(timer.id);
      outbox.settle(delivery, { status: null, error: reason, next: { state: "unsent" } });
      journal.record({
        partner: delivery.partnerId,
        kind: "note",
        subject: delivery.subject,
        summary: `${delivery.event} was not sent: ${reason}`,
        cause: delivery.cause,
        data: { delivery: delivery.id },
      });
    });
  }

  async function attempt(timer: Timer): Promise<void> {
    const delivery = outbox.find(timer.subject);
    if (delivery?.state !== "pending") return clock.finish(timer.id);
    const target = resolve(delivery);
    if ("reason" in target) return leaveUnsent(timer, delivery, target.reason);
    const toSend = request(delivery, target);
    const isDown = faults.active(delivery.partnerId, "receiver_down");
    const result = isDown ? refused : await poster.post(toSend);
    // The sandbox is stopping: the timer stays, and the next start tries again with the same id.
    if (!result) return;
    // The partner was reset while its app was answering: there is nothing left to write to.
    if (!outbox.find(delivery.id)) return clock.finish(timer.id);
    store.transaction(() => {
      clock.finish(timer.id);
      const ended = outcome(delivery, target, result, clock.now(delivery.partnerId));
      record(delivery, toSend, result, ended);
      outbox.settle(delivery, ended);
    });
  }

  clock.handle(attemptTimer, { job: (timer) => journal.causedBy(timer.cause, () => attempt(timer)) });
}
