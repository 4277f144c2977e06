import type { Clock } from "../clock/clock.js";
import type { Timer } from "../clock/timers.js";
import { chance } from "../faults/chance.js";
import type { Faults } from "../faults/faults.js";
import type { Journal } from "../journal/journal.js";
import { maskJson, maskUrl } from "../journal/mask.js";
import type { Store } from "../store/store.js";
import { attemptTimer, type Delivery } from "./delivery.js";
import type { AttemptOutcome, Outbox } from "./outbox.js";
import type { Poster, PostRequest, PostResult } from "./post.js";
import { sentAndAnswered, webhookRequest } from "./request.js";

/** Where and how a delivery is sent, asked anew at each attempt so that a corrected URL helps the next one. */
export interface Target {
  url: string;
  headers: Record<string, string>;
  /** Signs the body when it is set. */
  secret: string | null;
  /** Stands before the signature; the real one is bare. */
  signaturePrefix: string;
  /** Tells the receiver delivery and attempt in headers of our own. */
  namesAttempt: boolean;
  /** Wall milliseconds the receiver has to answer. */
  timeoutMs: number;
  /** Pauses between attempts, in virtual milliseconds; after the last one the delivery is dead. */
  retryAfterMs: readonly number[];
  /** How far a pause may stray, as a part of it. */
  jitter: number;
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
  error: "The fault refuse closed the door: connection refused.",
  headers: {},
  body: "",
  tookMs: 0,
};

/** Whatever goes wrong, the delivery must come to an end or be tried again: it would block its lane for ever. */
const unforeseen = (error: unknown): PostResult => ({
  ...refused,
  error: `The sandbox could not post it: ${error instanceof Error ? error.message : error}`,
});

/** The receiver has answered, and the hub had stopped waiting. */
const tooLate = (result: PostResult): PostResult => ({
  ...result,
  status: null,
  error: `The fault late_answer brought the answer ${result.status} too late.`,
});

/** A request that went out, when that was (real milliseconds since 1970), and what came back. */
interface Posted {
  sent: PostRequest;
  began: number;
  result: PostResult;
}

const factsOf = ({ route, event, subject }: Delivery) => ({ route, event, channel: subject });

/** `Retry-After` in seconds or as a date; the pause in milliseconds. */
function askedPause(result: PostResult, now: number): number {
  const header = result.headers["retry-after"];
  if (header === undefined) return 0;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

/** Handles the timers of the outbox: sends, writes down each attempt with its answer, and plans the next one. */
export function startSender({ store, clock, journal, outbox, faults, poster, resolve }: SenderRooms): void {
  function request(delivery: Delivery, target: Target): PostRequest {
    const { secret } = target;
    const isWrong =
      secret !== null &&
      faults.fireOnWebhook(delivery.partnerId, ["wrong_signature"], factsOf(delivery)) !== undefined;
    return webhookRequest(delivery, isWrong ? { ...target, secret: `not ${secret}` } : target);
  }

  function pause(delivery: Delivery, target: Target, result: PostResult, now: number): number | undefined {
    const planned = target.retryAfterMs[delivery.attempts];
    if (planned === undefined) return undefined;
    const stray = 2 * chance(faults.seed, `retry/${delivery.id}/${delivery.attempts}`) - 1;
    return Math.max(Math.round(planned * (1 + target.jitter * stray)), askedPause(result, now));
  }

  function outcome(delivery: Delivery, target: Target, result: PostResult): AttemptOutcome {
    const { status, error } = result;
    const now = clock.now(delivery.partnerId);
    if (status !== null && target.accepts(status)) {
      const next = delivery.copies > 0 ? { at: now, isCopy: true } : ({ state: "delivered" } as const);
      return { status, error: null, next };
    }
    const why = error ?? `The receiver answered ${status}.`;
    const wait = pause(delivery, target, result, now);
    if (wait === undefined) return { status, error: why, next: { state: "dead" } };
    return { status, error: why, next: { at: now + wait, isCopy: false } };
  }

  function nameOutcome({ next }: AttemptOutcome): string {
    if (!("at" in next)) return next.state;
    return next.isCopy ? "delivered" : "retry";
  }

  function record(delivery: Delivery, { sent, began, result }: Posted, ended: AttemptOutcome): void {
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
        attempt: delivery.attempts + 1,
        began,
        ...sentAndAnswered(sent, result),
        error: ended.error,
        outcome: nameOutcome(ended),
        nextAt: "at" in ended.next && !ended.next.isCopy ? ended.next.at : null,
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

  /** Attempts that end in the same turn share a commit. */
  function writeDown(timer: Timer, delivery: Delivery, target: Target, posted: Posted): Promise<void> {
    const { sent, result } = posted;
    return store.grouped(() => {
      clock.finish(timer.id);
      // The partner was reset while its app was answering: there is nothing left to write to.
      if (!outbox.has(delivery)) return;
      const ended = outcome(delivery, target, result);
      record(delivery, posted, ended);
      outbox.settle(delivery, ended, {
        number: delivery.attempts + 1,
        at: clock.now(delivery.partnerId),
        url: maskUrl(sent.url),
        status: result.status,
        error: ended.error,
        answer: maskJson(result.body),
        tookMs: result.tookMs,
      });
    });
  }

  async function attempt(timer: Timer): Promise<void> {
    const delivery = outbox.find(timer.subject);
    if (delivery?.state !== "pending") return clock.finish(timer.id);
    const target = resolve(delivery);
    if ("reason" in target) return leaveUnsent(timer, delivery, target.reason);
    const sent = request(delivery, target);
    const began = clock.wall.now();
    const isRefused = faults.fireOnWebhook(delivery.partnerId, ["refuse"], factsOf(delivery)) !== undefined;
    const result = isRefused ? refused : await poster.post(sent).catch(unforeseen);
    // The sandbox is stopping: the timer stays, and the next start tries again with the same id.
    if (!result) return;
    const isLate =
      result.status !== null &&
      faults.fireOnWebhook(delivery.partnerId, ["late_answer"], factsOf(delivery)) !== undefined;
    await writeDown(timer, delivery, target, { sent, began, result: isLate ? tooLate(result) : result });
  }

  clock.handle(attemptTimer, { job: (timer) => journal.causedBy(timer.cause, () => attempt(timer)) });
}
