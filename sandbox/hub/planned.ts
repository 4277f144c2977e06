import type { Clock } from "../clock/clock.js";
import type { Timer } from "../clock/timers.js";
import { attemptTimer } from "../webhooks/delivery.js";
import type { Outbox } from "../webhooks/outbox.js";
import { type LifeStep, lifeTimer } from "./life.js";

/** Something that will happen by itself. `at` is virtual, in milliseconds since 1970. */
export interface Planned {
  at: number;
  kind: string;
  /** The id that it is about: a channel, a delivery, a template. */
  subject: string;
  /** One plain line: `y9MiLoCH is running`, `channel_ready is tried for the 2nd time`. */
  says: string;
}

/** What waits for its time. */
export interface Plans {
  /** What happens next; `undefined` when nothing waits. */
  next(partnerId: string): Planned | undefined;
  /** When a number gets to a step; of all numbers on their way there the newest, unless one is named. */
  step(partnerId: string, step: LifeStep, channelId?: string): Planned | undefined;
}

const others: Record<string, (subject: string) => string> = {
  "template-review": (id) => `the review of the template ${id} ends`,
  "display-name-review": (id) => `the review of the display name of ${id} ends`,
  cancellation: (id) => `the cancellation of ${id} takes effect`,
  "message-status": () => "a message gets its next status",
};

const ordinals = ["first", "second", "third"];

export function createPlans(clock: Clock, outbox: Outbox): Plans {
  function saysOfAttempt(id: string): string {
    const delivery = outbox.find(id);
    if (!delivery) return "a webhook is sent";
    const time = ordinals[delivery.attempts] ?? `${delivery.attempts + 1}th`;
    return delivery.attempts === 0
      ? `${delivery.event} is sent for ${delivery.subject}`
      : `${delivery.event} is tried for the ${time} time`;
  }

  function says({ kind, subject, payload }: Timer): string {
    if (kind === lifeTimer) return `${subject} is ${payload}`;
    if (kind === attemptTimer) return saysOfAttempt(subject);
    return others[kind]?.(subject) ?? `${kind} ${subject}`;
  }

  const planned = (timer: Timer): Planned => ({
    at: timer.dueAt,
    kind: timer.kind,
    subject: timer.subject,
    says: says(timer),
  });

  return {
    next(partnerId) {
      const timer = clock.upcoming(partnerId);
      return timer && planned(timer);
    },
    step(partnerId, step, channelId) {
      const timers = clock
        .waiting(partnerId)
        .filter(({ kind, payload }) => kind === lifeTimer && payload === step)
        .filter(({ subject }) => channelId === undefined || subject === channelId);
      const newest = timers.sort((a, b) => b.id - a.id)[0];
      return newest && planned(newest);
    },
  };
}
