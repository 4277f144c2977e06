import { observed } from "../../evidence/evidence.js";
import type { Attempt } from "../attempt.js";
import type { Call } from "../call.js";
import type { ChannelStory } from "../channel-story.js";
import type { PartnerRecord } from "../record.js";
import { type Finding, judgeEach, type Rule } from "../rule.js";

/** A delivery that reached the app, and reached it again. */
interface Duplicate {
  first: Attempt;
  second: Attempt;
  story: ChannelStory;
}

/** The app had it, whatever the hub heard of that: its answer may have come too late. */
const reached = ({ status, error }: Attempt): boolean =>
  status !== null || /^(No answer within|The fault late_answer)/.test(error);

function duplicates({ attempts, channels }: PartnerRecord): Duplicate[] {
  const known = new Map<string, Attempt>();
  const found: Duplicate[] = [];
  for (const attempt of attempts) {
    const story = attempt.subject === null ? undefined : channels.get(attempt.subject);
    if (!reached(attempt) || !story) continue;
    const first = known.get(attempt.delivery);
    if (first) found.push({ first, second: attempt, story });
    else known.set(attempt.delivery, attempt);
  }
  return found;
}

const reactionMs = 10_000;

/** Where the first one later than `seq` stands; they are in the journal's order. */
function indexAfter(moments: readonly { seq: number }[], seq: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle]?.seq ?? 0) > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What the app did about the channel while or right after it took the delivery, and before other news came. */
function reactions({ began, seq, at, wall }: Attempt, story: ChannelStory): Call[] {
  const next = [story.news, story.messages].map((list) => list[indexAfter(list, seq)]?.began);
  const until = Math.min(wall + reactionMs, ...next.flatMap((other) => other ?? []));
  const found: Call[] = [];
  for (let index = indexAfter(story.calls, seq); ; index += 1) {
    const call = story.calls[index];
    if (!call || call.wall > until || call.at - at >= reactionMs) break;
    found.push(call);
  }
  // An app may act while it still answers, so that its attempt is written down after its calls.
  for (let index = indexAfter(story.calls, seq) - 1; ; index -= 1) {
    const call = story.calls[index];
    if (!call || call.wall < began || call.at < at) break;
    if (call.wall <= until) found.push(call);
  }
  return found;
}

const isAct = ({ name, method, status }: Call): boolean =>
  method !== "GET" &&
  status !== null &&
  status < 300 &&
  (name === "create_api_key" || name === "send_message");

function doneTwice({ first, second, story }: Duplicate): Finding | undefined {
  const before = reactions(first, story).filter(isAct);
  const again = reactions(second, story)
    .filter(isAct)
    .find((call) =>
      before.some((one) => one.seq < call.seq && one.path === call.path && one.body === call.body),
    );
  if (!again) return undefined;
  const what = again.name === "create_api_key" ? "made another key" : "sent the same message again";
  return {
    says: `${second.event} for ${story.id} came twice, and the app ${what}.`,
    entries: [again.seq, second.seq, first.seq],
    subject: story.id,
  };
}

export const duplicatesChangeNothing: Rule = {
  id: "duplicates-change-nothing",
  title: "Takes an event twice and acts on it once",
  why: "Webhooks are delivered at least once. What is done for each copy reaches a customer twice, or ends a key that works.",
  evidence: observed(
    "a Go client guards its keys against events that are sent again; delivery is at least once",
  ),
  looksFor:
    "Deliveries that reached the app more than once; broken when it made a key, or sent the same message, after both.",
  mend: "Store the id of each event (of a message: its wamid) under a unique constraint, in the transaction that queues the work.",
  judge: (record) => judgeEach(duplicates(record), doneTwice),
};
