import { inferred } from "../../evidence/evidence.js";
import type { Call } from "../call.js";
import { loopIn, streaks } from "../patience.js";
import { judgeEach, type Rule } from "../rule.js";

/** The hub is in trouble: 5xx, or it closed the connection. */
const isTrouble = ({ status, answered }: Call): boolean =>
  answered !== null && (status === null || status >= 500) && status !== 501;

export const backsOffOnErrors: Rule = {
  id: "backs-off-on-errors",
  title: "Backs off when the hub is in trouble",
  why: "A tight loop of retries turns somebody else's short outage into a long one, and ends in a rate limit.",
  evidence: inferred("published clients retry 5xx with growing pauses"),
  looksFor:
    "Calls that ended in 5xx or a closed connection; broken by six in a row with less than a second between them that does not grow.",
  mend: "Try again after 1, 2, 4 … seconds with some jitter, and give up for the moment after a few times.",
  judge: ({ calls }) =>
    judgeEach(streaks(calls, isTrouble), (streak) => {
      const [first, ...rest] = loopIn(streak.calls) ?? [];
      if (!first) return undefined;
      return {
        says: `${first.method} ${first.path} failed and was asked again ${rest.length} times at once.`,
        entries: [first.seq, ...rest.map(({ seq }) => seq)],
        subject: first.subject,
      };
    }),
};
