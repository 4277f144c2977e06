import type { Call, Moment } from "./call.js";
import { type ChannelStory, messagingCalls } from "./channel-story.js";
import { isClearlyAfter } from "./patience.js";
import type { PartnerRecord } from "./record.js";
import { type Finding, type Judgement, judgeEach } from "./rule.js";

/** From `from` on the app knew that it may not send for a number any more; until `until`, if that changed again. */
export interface Ban {
  story: ChannelStory;
  from: Moment;
  until: number;
}

/** When the number was permitted again. */
export const grantedAgain = ({ permitted }: ChannelStory, { seq }: Moment): number =>
  permitted.find((turn) => turn.seq > seq && turn.value)?.seq ?? Number.POSITIVE_INFINITY;

const isSending = ({ name }: Call): boolean => name === "send_message" || name === "set_messaging_webhook";

/** Judges each ban: broken by sending for the number while it lasted. `says` completes the sentence. */
export function judgeBans(
  record: PartnerRecord,
  bansOf: (story: ChannelStory) => Ban[],
  says: string,
): Judgement {
  const bans = [...record.channels.values()].flatMap(bansOf);
  return judgeEach(bans, ({ story, from, until }): Finding | undefined => {
    const sent = messagingCalls(story).filter(
      (call) => isSending(call) && isClearlyAfter(call, from) && call.seq < until,
    );
    const [first] = sent;
    if (!first) return undefined;
    const times = sent.length === 1 ? "once" : `${sent.length} times`;
    return {
      says: `${story.id} was used ${times} ${says}.`,
      entries: [first.seq, from.seq],
      subject: story.id,
    };
  });
}
