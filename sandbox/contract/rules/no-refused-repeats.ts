import { inferred } from "../../evidence/evidence.js";
import { type Call, isRefused } from "../call.js";
import { type Streak, streaks } from "../patience.js";
import { type Finding, judgeEach, type Rule } from "../rule.js";

/** So often in a row the same thing may be asked in vain. */
const patience = 5;
const withinMs = 60_000;

/** Answers after which asking again makes sense by itself. */
const mayChange = new Set([408, 409, 425, 429]);

const isFinal = (call: Call): boolean => isRefused(call) && !mayChange.has(call.status ?? 0);

function repeated({ calls: streak }: Streak): Finding | undefined {
  for (let end = patience + 1; end <= streak.length; end += 1) {
    const part = streak.slice(end - patience - 1, end);
    const [first] = part;
    const last = part.at(-1);
    if (!first || !last || part.some(({ body }) => body !== first.body)) continue;
    if (last.wall - first.wall > withinMs || last.at - first.at > withinMs) continue;
    return {
      says: `${first.method} ${first.path} was refused with ${first.status} and asked again, word for word, ${streak.length - 1} times.`,
      entries: part.map(({ seq }) => seq),
      subject: first.subject,
    };
  }
  return undefined;
}

export const noRefusedRepeats: Rule = {
  id: "no-refused-repeats",
  title: "Does not repeat what was refused",
  why: "4xx means that the call itself is wrong, or that its time has not come. Repeating it changes nothing, and uses up the rate limit.",
  evidence: inferred("published clients take 4xx, other than 429, as final"),
  looksFor: "Calls that were refused with 4xx; broken by six of the same in a row within a minute.",
  mend: "Stop at a 4xx, log its developer_message, and wait for news (an event, a redirect) before you ask again.",
  isGeneral: true,
  judge: ({ calls }) => judgeEach(streaks(calls, isFinal), repeated),
};
