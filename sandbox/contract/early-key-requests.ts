import type { Attempt } from "./attempt.js";
import { type Call, isRefused } from "./call.js";
import { type ChannelStory, keyRequests, valueAt } from "./channel-story.js";

export const storiesWithKeyRequests = (channels: ReadonlyMap<string, ChannelStory>): ChannelStory[] =>
  [...channels.values()].filter((story) => keyRequests(story).length > 0);

/** The first request for a key of a number that was known not to run yet. */
export const earlyKeyRequest = (story: ChannelStory): Call | undefined =>
  keyRequests(story).find(
    (call) =>
      isRefused(call) &&
      call.status !== 401 &&
      story.terminated === null &&
      valueAt(story.running, call.seq) === false,
  );

const reactionMs = 5000;

/**
 * The webhook that a call was most likely a reaction to: the newest one that had begun by then, unless a redirect came
 * in between.
 */
export function triggerOf(call: Call, { news, redirects }: ChannelStory): Attempt | undefined {
  const newest = news.findLast(
    ({ began, wall, at }) => began <= call.wall && call.wall - wall < reactionMs && call.at - at < reactionMs,
  );
  const isRedirected = redirects.some(
    ({ seq, wall }) => newest !== undefined && seq < call.seq && wall >= newest.began,
  );
  return isRedirected ? undefined : newest;
}
