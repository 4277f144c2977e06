import { documented } from "../../evidence/evidence.js";
import type { Attempt } from "../attempt.js";
import { type Call, isRefused } from "../call.js";
import { type ChannelStory, everBefore, keyRequests, valueAt } from "../channel-story.js";
import { asksInSpiteOf, storiesWithKeyRequests } from "../early-key-requests.js";
import { type Finding, judgeEach, type Rule } from "../rule.js";

const tellsOfRevocation = ({ event }: Attempt): boolean => event === "channel_permission_revoked";

/** The app had been told that the permission is gone: by a redirect, or by an event. */
const knewOfRevocation = (story: ChannelStory, call: Call): boolean =>
  [
    ...story.redirects.flatMap(({ heard, revoked }) => (revoked.includes(story.id) ? (heard ?? []) : [])),
    ...story.news.filter((one) => one.delivered && tellsOfRevocation(one)),
  ].some((told) => asksInSpiteOf(call, told, story));

function withoutPermission(story: ChannelStory): Finding | undefined {
  const call = keyRequests(story).find((one) => {
    if (!isRefused(one) || one.status === 401 || valueAt(story.permitted, one.seq) !== false) return false;
    return !everBefore(story.permitted, one.seq) || knewOfRevocation(story, one);
  });
  if (!call) return undefined;
  const gone = everBefore(story.permitted, call.seq)
    ? "after its client had taken the permission back"
    : "before its client had permitted it";
  return {
    says: `A key of ${story.id} was asked for ${gone}, and answered ${call.status}.`,
    entries: [call.seq],
    subject: story.id,
  };
}

export const noKeyBeforePermission: Rule = {
  id: "no-key-before-permission",
  title: "Asks for a key only with the client's permission",
  why: "With Direct Payment a number is not shared until its client says so, and the client may take that back. A request without it is refused.",
  evidence: documented("partner permission to generate an API key"),
  looksFor:
    "Channels that the app asked a key for; broken by a refused request before the permission was granted, or after the app was told that it is gone.",
  mend: "Wait for the channel in the redirect's channels or for channel_permission_granted, or look it up with GET …/clients/{client_id}/shared_client_numbers.",
  judge: ({ channels }) => judgeEach(storiesWithKeyRequests(channels), withoutPermission),
};
