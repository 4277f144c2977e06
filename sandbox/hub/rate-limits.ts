import { documented, type Evidence, observed } from "../evidence/evidence.js";
import type { HubContext } from "./context.js";

/** Kinds of calls that are limited, each for itself. */
export type LimitedCall =
  | "client_balance"
  | "template_list"
  | "channel_balance"
  | "waba_balance"
  | "any_call";

interface Limit {
  calls: number;
  windowMs: number;
  /** What is limited, for the answer. */
  what: string;
  evidence: Evidence;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Every limit that a source names; the sandbox has no other (facts of the Partner API, sections 2.2 and 6.8). */
export const rateLimits: Record<LimitedCall, Limit> = {
  client_balance: {
    calls: 5,
    windowMs: 30 * second,
    what: "the balance of one client",
    evidence: documented("api-reference/balance-and-usage"),
  },
  template_list: {
    calls: 400,
    windowMs: minute,
    what: "template lists in total",
    evidence: documented("api-reference/templates-management"),
  },
  channel_balance: {
    calls: 10,
    windowMs: hour,
    what: "the balance of one channel",
    evidence: observed("a comment in a PHP client"),
  },
  waba_balance: {
    calls: 200,
    windowMs: hour,
    what: "channel balances of one WABA",
    evidence: observed("a comment in a PHP client"),
  },
  any_call: {
    calls: 5,
    windowMs: 30 * second,
    what: "all calls of one partner",
    evidence: observed("a Go client that met 429s; the docs state it only for the client balance"),
  },
};

/** One limit that a call counts against; `subject` is whose balance, and so on. */
export interface Counted {
  limit: LimitedCall;
  subject: string;
}

/** The call came too early: in how many seconds of the partner's time it would be let in, and by which limit. */
export interface TooMany {
  limit: LimitedCall;
  retryAfterSeconds: number;
}

export interface RateLimits {
  /** Lets a call in and counts it, or says why not; a refused call counts nowhere. */
  admit(partnerId: string, counted: readonly Counted[]): TooMany | undefined;
  /** Forgets what a partner has called, for its reset. */
  forget(partnerId: string): void;
}

/**
 * Counts calls on each partner's own clock: never more than a limit's number in any stretch of its window. How the real
 * hub cuts its windows is unknown; this way the same calls at the same times are always answered alike. The counts are
 * kept in memory and are gone with the process.
 */
export function createRateLimits({ clock }: Pick<HubContext, "clock">): RateLimits {
  const admitted = new Map<string, Map<string, number[]>>();

  /** Times of calls that still count. A clock that was set back has not had its later calls yet. */
  function recent(partnerId: string, { limit, subject }: Counted, now: number): number[] {
    const times = admitted.get(partnerId)?.get(`${limit} ${subject}`) ?? [];
    return times.filter((time) => time <= now && time > now - rateLimits[limit].windowMs);
  }

  function refusal(partnerId: string, counted: Counted, now: number): TooMany | undefined {
    const { calls, windowMs } = rateLimits[counted.limit];
    const times = recent(partnerId, counted, now);
    const oldest = times[times.length - calls];
    if (oldest === undefined) return undefined;
    return { limit: counted.limit, retryAfterSeconds: Math.ceil((oldest + windowMs - now) / second) };
  }

  function count(partnerId: string, counted: Counted, now: number): void {
    const ofPartner = admitted.get(partnerId) ?? new Map<string, number[]>();
    ofPartner.set(`${counted.limit} ${counted.subject}`, [...recent(partnerId, counted, now), now]);
    admitted.set(partnerId, ofPartner);
  }

  return {
    admit(partnerId, counted) {
      const now = clock.now(partnerId);
      const refusals = counted.flatMap((one) => refusal(partnerId, one, now) ?? []);
      // The limit that holds longest: after it has passed, the call is let in.
      const [longest] = refusals.sort((a, b) => b.retryAfterSeconds - a.retryAfterSeconds);
      if (longest) return longest;
      for (const one of counted) count(partnerId, one, now);
      return undefined;
    },
    forget: (partnerId) => void admitted.delete(partnerId),
  };
}
