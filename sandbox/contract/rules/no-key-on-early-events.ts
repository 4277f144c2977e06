import { documented } from "../../evidence/evidence.js";
import type { Call } from "../call.js";
import { type ChannelStory, keyRequests, valueAt } from "../channel-story.js";
import { triggerOf } from "../early-key-requests.js";
import type { PartnerRecord } from "../record.js";
import { judgeEach, type Rule } from "../rule.js";

const early = /^channel_(created|submitted|ready)$/;

const told = ({ channels }: PartnerRecord): ChannelStory[] =>
  [...channels.values()].filter(({ news }) =>
    news.some(({ delivered, event }) => delivered && early.test(event)),
  );

/** A request for a key that such an event set off, of a number that did not run. */
function tooSoon(story: ChannelStory): { call: Call; entry: number; event: string } | undefined {
  for (const call of keyRequests(story)) {
    if (valueAt(story.running, call.seq) !== false) continue;
    const trigger = triggerOf(call, story);
    if (trigger && early.test(trigger.event)) return { call, entry: trigger.seq, event: trigger.event };
  }
  return undefined;
}

export const noKeyOnEarlyEvents: Rule = {
  id: "no-key-on-early-events",
  title: "Takes channel_created and channel_ready for what they are",
  why: "Created is not running, and ready means ready to be registered. An app that connects the number then shows its client a number that cannot send.",
  evidence: documented(
    "webhook events: channel_created comes first and does not mean that the channel is live",
  ),
  looksFor:
    "Channels whose channel_created, channel_submitted or channel_ready arrived; broken when one of them set off a request for a key.",
  mend: "Act on channel_running or channel_live only, or read integration.state before you act.",
  judge: (record) =>
    judgeEach(told(record), (story) => {
      const found = tooSoon(story);
      if (!found) return undefined;
      return {
        says: `${found.event} made the app ask for a key of ${story.id}, which did not run yet.`,
        entries: [found.call.seq, found.entry],
        subject: story.id,
      };
    }),
};
