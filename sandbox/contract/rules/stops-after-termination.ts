import { observed } from "../../evidence/evidence.js";
import { judgeBans } from "../after-the-end.js";
import type { Attempt } from "../attempt.js";
import { type ChannelStory, keyRequests } from "../channel-story.js";
import { asksInSpiteOf } from "../early-key-requests.js";
import type { Finding, Rule } from "../rule.js";

const tellsOfEnd = ({ event }: Attempt): boolean => event === "cancellation_processed";

const endOf = ({ news }: ChannelStory): Attempt | undefined =>
  news.find((one) => one.delivered && tellsOfEnd(one));

const says = "after the app had heard that it is terminated";

function keyAskedFor(story: ChannelStory): Finding | undefined {
  const end = endOf(story);
  const call = end && keyRequests(story).find((one) => asksInSpiteOf(one, end, story));
  if (!end || !call) return undefined;
  return {
    says: `A key of ${story.id} was asked for ${says}, and answered ${call.status ?? "with nothing"}.`,
    entries: [call.seq, end.seq],
    subject: story.id,
  };
}

export const stopsAfterTermination: Rule = {
  id: "stops-after-termination",
  title: "Stops sending for a number that is terminated",
  why: "The number is gone from the hub: its key is dead, every message fails, and a queue that goes on trying hides what its client should be told.",
  evidence: observed(
    "clients read cancellation_processed; no messaging after termination (a help page of a provider)",
  ),
  looksFor:
    "Numbers whose cancellation_processed arrived; broken by messages or webhook settings with their key afterwards, or by asking for a key.",
  mend: "On cancellation_processed (or terminated_at) close the channel: no more sending, no new key, and a word to its client.",
  judge(record) {
    const forEver = Number.POSITIVE_INFINITY;
    const bansOf = (story: ChannelStory) => {
      const from = endOf(story);
      return from ? [{ story, from, until: forEver }] : [];
    };
    const sending = judgeBans(record, bansOf, says);
    const asking = [...record.channels.values()].flatMap((story) => keyAskedFor(story) ?? []);
    return { ...sending, findings: [...sending.findings, ...asking] };
  },
};
