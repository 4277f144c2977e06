import { formatDuration } from "../../clock/duration.js";
import { documented } from "../../evidence/evidence.js";
import { type ChannelStory, isHeld, type Key } from "../channel-story.js";
import { type Finding, judgeEach, type Rule } from "../rule.js";

const dayMs = 86_400_000;
const reactionMs = 60_000;

/** A key that replaces an old one of its own accord, with nothing that told the app to: a rotation. */
function isRotation(before: Key, after: Key, { news, redirects }: ChannelStory): boolean {
  const isNear = ({ at }: { at: number }) => at <= after.at && after.at - at < reactionMs;
  return (
    after.at - before.at >= dayMs && ![...news, ...redirects.flatMap(({ heard }) => heard ?? [])].some(isNear)
  );
}

/** The second of two keys for one grant, if there is one. */
function surplus(story: ChannelStory): Finding | undefined {
  const { id, keys, permitted } = story;
  for (const [index, after] of keys.entries()) {
    const before = keys[index - 1];
    if (!before || !isHeld(before) || after.call === null) continue;
    // A key that was deleted, or died of something else, has to be made anew.
    if (before.ended === null || before.ended.seq < after.call.seq) continue;
    if (permitted.some(({ seq, value }) => value && seq > before.seq && seq < after.seq)) continue;
    if (isRotation(before, after, story)) continue;
    const apart = formatDuration(after.at - before.at);
    const says = `${id} got two keys within ${apart === "0s" ? "the same second" : apart}; the first is dead.`;
    return { says, entries: [after.seq, before.seq], subject: id };
  }
  return undefined;
}

export const oneKeyPerGrant: Rule = {
  id: "one-key-per-grant",
  title: "Creates one key for each grant",
  why: "A new key ends every older one of its channel. Events come twice and in any order, so an app that makes a key for each of them kills the key that it has just stored.",
  evidence: documented("API keys: generating a new key revokes the existing ones"),
  looksFor:
    "Channels that the app made a key for; broken when it made another although it held one that worked, nothing was granted anew, and it was no rotation after a day.",
  mend: "Keep one key for each channel under a unique constraint, look before you ask, and let one worker at a time ask for it.",
  judge: ({ channels }) =>
    judgeEach(
      [...channels.values()].filter(({ keys }) => keys.some(({ call }) => call !== null)),
      surplus,
    ),
};
