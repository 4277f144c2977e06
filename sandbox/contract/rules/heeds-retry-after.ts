import { formatDuration } from "../../clock/duration.js";
import { observed } from "../../evidence/evidence.js";
import type { Call } from "../call.js";
import { loopIn, streaks } from "../patience.js";
import { type Finding, judgeEach, type Rule } from "../rule.js";

const retryAfterMs = ({ answerHeaders }: Call): number => {
  const seconds = Number(answerHeaders["retry-after"] ?? 0);
  return Number.isFinite(seconds) ? seconds * 1000 : 0;
};

/** A clock that is a little fast is no breach. */
const tolerance = 0.9;

/** The first call of a streak that came back sooner than it was told to, on both clocks. */
function tooSoon(streak: readonly Call[]): Finding | undefined {
  for (const [index, call] of streak.entries()) {
    const before = streak[index - 1];
    if (!before?.answered) continue;
    const asked = retryAfterMs(before) * tolerance;
    const waited = Math.max(call.wall - before.answered.wall, call.at - before.answered.at);
    if (waited >= asked) continue;
    return {
      says: `${call.method} ${call.path} was told to wait ${formatDuration(retryAfterMs(before))} and came back after ${formatDuration(waited)}.`,
      entries: [call.seq, before.answered.seq],
      subject: call.subject,
    };
  }
  return undefined;
}

function inCircles(streak: readonly Call[]): Finding | undefined {
  const [first, ...rest] = loopIn(streak) ?? [];
  if (!first) return undefined;
  return {
    says: `${first.method} ${first.path} was answered 429 and asked again ${rest.length} times at once.`,
    entries: [first.seq, ...rest.map(({ seq }) => seq)],
    subject: first.subject,
  };
}

export const heedsRetryAfter: Rule = {
  id: "heeds-retry-after",
  title: "Backs off when it is told that it asks too much",
  why: "Every further call counts against the limit as well. An app that does not wait keeps itself locked out, and its onboardings fail one after the other.",
  evidence: observed("a Go client met 429 in production, and slowed down to 5 calls in 30 s"),
  looksFor:
    "Calls that were answered 429; broken when the same call came again before Retry-After was over on both clocks, or six times at once.",
  mend: "Wait for as long as Retry-After says; without it wait exponentially longer, with some jitter.",
  judge: ({ calls }) =>
    judgeEach(
      streaks(calls, ({ status }) => status === 429),
      // The call that ended the streak should not have come too soon either.
      (streak) =>
        tooSoon([...streak.calls, ...(streak.next ? [streak.next] : [])]) ?? inCircles(streak.calls),
    ),
};
