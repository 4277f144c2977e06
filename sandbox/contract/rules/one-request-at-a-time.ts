import { documented } from "../../evidence/evidence.js";
import { type ChannelStory, keyRequests } from "../channel-story.js";
import { type Finding, judgeEach, type Rule } from "../rule.js";

function overlap(story: ChannelStory): Finding | undefined {
  const requests = keyRequests(story);
  for (const [index, later] of requests.entries()) {
    const earlier = requests[index - 1];
    // One that was cut off, or held up on purpose for long, is not waited for any more.
    if (!earlier?.answered || earlier.status === null || later.seq > earlier.answered.seq) continue;
    if (earlier.fault !== null && later.wall - earlier.wall > 1000) continue;
    return {
      says: `A second key of ${story.id} was asked for while the first request was still under way.`,
      entries: [later.seq, earlier.seq],
      subject: story.id,
    };
  }
  return undefined;
}

export const oneRequestAtATime: Rule = {
  id: "one-request-at-a-time",
  title: "Asks for a channel's key in one place at a time",
  why: "Two workers that ask at the same time get two keys, and which of them works depends on which answer came last.",
  evidence: documented("API keys: the newest key revokes the others; paired events are seen in production"),
  looksFor: "Channels that the app asked a key for; broken when two such requests overlap.",
  mend: "Give each channel a queue or a lock of its own, across processes too (a row that is locked will do).",
  judge: ({ channels }) =>
    judgeEach(
      [...channels.values()].filter((story) => keyRequests(story).length > 0),
      overlap,
    ),
};
