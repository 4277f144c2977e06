import { observed } from "../../evidence/evidence.js";
import { type Call, isTaken } from "../call.js";
import { type ChannelStory, isLive, keyRequests, valueAt } from "../channel-story.js";
import { text } from "../data.js";
import type { PartnerRecord, Probe } from "../record.js";
import { judgeEach, type Rule } from "../rule.js";

/** The app knew the number: it had taken an event about it, or asked for it. Of a redirect nobody knows who followed it. */
const wasKnown = ({ news, calls }: ChannelStory, { from }: Probe): boolean =>
  news.some(({ delivered, seq }) => delivered && seq < from) || calls.some(({ seq }) => seq < from);

/** The app could have asked for the number's key at that moment anyway: that it does proves nothing. */
function wasDue(story: ChannelStory, probe: Probe): boolean {
  const { permitted, running, keys } = story;
  const { from } = probe;
  const isUsable = valueAt(permitted, from) === true && valueAt(running, from) === true;
  return isUsable && !keys.some((key) => isLive(key, from)) && wasKnown(story, probe);
}

/** Honest news about the number came between probe and call, or is just being delivered: the app may act on that. */
function isExplained(call: Call, { news, redirects, running, permitted, keys }: ChannelStory, probe: Probe) {
  const ended = keys.flatMap((key) => key.ended ?? []);
  const between = [...redirects, ...running, ...permitted, ...ended].some(
    ({ seq }) => seq > probe.from && seq < call.seq,
  );
  return between || news.some(({ seq, began }) => seq > probe.from && began <= call.wall);
}

/** Later than this a request has other reasons. */
const reactionMs = 60_000;

const forgeries = ({ probes }: PartnerRecord): Probe[] =>
  probes.filter(({ name }) => name === "forged-redirect");

function actedOn(record: PartnerRecord, probe: Probe): Call | undefined {
  const story = record.channels.get(text(probe.data.channel));
  if (!story || wasDue(story, probe)) return undefined;
  const next = forgeries(record).find(({ seq }) => seq > probe.seq)?.from ?? Number.POSITIVE_INFINITY;
  return keyRequests(story).find(
    (call) =>
      call.seq > probe.from &&
      call.seq < next &&
      call.at - probe.at < reactionMs &&
      !isExplained(call, story, probe),
  );
}

export const ignoresForgedRedirects: Rule = {
  id: "ignores-forged-redirects",
  title: "Believes no redirect that it did not ask for",
  why: "The redirect is a link that anybody can send. An app that trusts it connects a stranger's number to an account, or ends a key that works.",
  evidence: observed(
    "`state` comes back as it was sent, and production code relies on it; the redirect carries no signature",
  ),
  looksFor:
    "Redirects that were forged on purpose (probe forged-redirect); broken when the app then asks for that channel's key.",
  mend: "Draw a random state for each visit, keep it in the client's session, and turn away a redirect with another one. Ask the Partner API whether the channel is the client's before acting on it.",
  judge: (record) =>
    judgeEach(forgeries(record), (probe) => {
      const call = actedOn(record, probe);
      if (!call) return undefined;
      const channel = text(probe.data.channel);
      const how = text(probe.data.kind) === "foreign-channel" ? "somebody else's channel" : "a wrong state";
      const got = isTaken(call) ? "and got one" : `and was answered ${call.status}`;
      return {
        says: `A forged redirect with ${how} made the app ask for a key of ${channel}, ${got}.`,
        entries: [call.seq, probe.seq],
        subject: channel,
      };
    }),
};
