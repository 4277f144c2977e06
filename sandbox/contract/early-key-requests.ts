import type { Attempt } from "./attempt.js";
import { type Call, type Hearing, isRefused } from "./call.js";
import { type ChannelStory, keyRequests, saysItRuns, valueAt } from "./channel-story.js";
import { isClearlyAfter } from "./patience.js";

export const storiesWithKeyRequests = (channels: ReadonlyMap<string, ChannelStory>): ChannelStory[] =>
  [...channels.values()].filter((story) => keyRequests(story).length > 0);

/** The hub itself had said that the number runs, be it too early: nobody can be blamed for believing it. */
const wasToldItRuns = ({ news }: ChannelStory, { wall }: Call): boolean =>
  news.some((one) => one.status !== null && !one.isForged && one.began <= wall && saysItRuns(one));

/** The first request for a key of a number that did not run yet, as the app could have known. */
export const earlyKeyRequest = (story: ChannelStory): Call | undefined =>
  keyRequests(story).find(
    (call) =>
      isRefused(call) &&
      call.status !== 401 &&
      story.terminated === null &&
      valueAt(story.running, call.seq) === false &&
      !wasToldItRuns(story, call),
  );

const reactionMs = 5000;

/** Whether a call may have been a reaction to what the app had heard. */
const isReaction = (call: Call, { began, wall, at }: Hearing): boolean =>
  began <= call.wall && call.wall - wall < reactionMs && call.at >= at && call.at - at < reactionMs;

const invites = (one: Attempt): boolean => saysItRuns(one) || one.event === "channel_permission_granted";

/** Whether the app asked for the key in spite of what it had been told, and not because of better news just then. */
export const asksInSpiteOf = (call: Call, told: Hearing, { news }: ChannelStory): boolean =>
  isClearlyAfter(call, told) ||
  (isReaction(call, told) && !news.some((one) => invites(one) && isReaction(call, one)));

/**
 * The webhook that a call was most likely a reaction to: the newest one that had begun by then, unless a redirect came
 * in between.
 */
export function triggerOf(call: Call, { news, redirects }: ChannelStory): Attempt | undefined {
  const newest = news.findLast((one) => isReaction(call, one));
  const isRedirected = redirects.some(
    ({ heard }) =>
      newest !== undefined && heard !== null && heard.began <= call.wall && heard.wall >= newest.began,
  );
  return isRedirected ? undefined : newest;
}
