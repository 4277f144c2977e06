import { documented } from "../../evidence/evidence.js";
import { type ChannelStory, isHeld, type Key, keyOf, messagingCalls } from "../channel-story.js";
import { isClearlyAfter } from "../patience.js";
import type { PartnerRecord } from "../record.js";
import { type Finding, judgeEach, type Rule } from "../rule.js";

interface Replacement {
  story: ChannelStory;
  older: Key;
  newer: Key;
}

const replacements = ({ channels }: PartnerRecord): Replacement[] =>
  [...channels.values()].flatMap((story) =>
    story.keys.flatMap((newer, index) => {
      const older = story.keys[index - 1];
      return older && isHeld(newer) ? [{ story, older, newer }] : [];
    }),
  );

function oldKeyUsed({ story, older, newer }: Replacement): Finding | undefined {
  const arrived = newer.call?.answered;
  if (!arrived) return undefined;
  const late = messagingCalls(story).filter((call) => keyOf(call) === older.mask && call.seq > arrived.seq);
  // One that was on its way while the new key came in is nobody's fault.
  const call = late.find((one, index) => index > 0 || isClearlyAfter(one, arrived));
  if (!call) return undefined;
  return {
    says: `${story.id} was used with its old key after the app had got a newer one; the answer was ${call.status ?? "lost"}.`,
    entries: [call.seq, newer.seq],
    subject: story.id,
  };
}

export const newestKeyOnly: Rule = {
  id: "newest-key-only",
  title: "Uses the newest key of a channel only",
  why: "The newest key ended the others. Calls with an older one are answered 401, and look as if the whole number were lost.",
  evidence: documented("API keys: a new key revokes the existing ones"),
  looksFor:
    "Channels whose key the app replaced; broken by messaging calls with the old key after the new one arrived.",
  mend: "Replace the stored key in one step, and read it anew for each call instead of keeping it in memory.",
  judge: (record) => judgeEach(replacements(record), oldKeyUsed),
};
