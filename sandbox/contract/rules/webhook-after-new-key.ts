import { observed } from "../../evidence/evidence.js";
import { type Call, isTaken } from "../call.js";
import { type ChannelStory, isHeld, isLive, type Key } from "../channel-story.js";
import { isClearlyAfter } from "../patience.js";
import type { PartnerRecord } from "../record.js";
import { judgeEach, type Rule } from "../rule.js";

const setsWebhook = (call: Call): boolean =>
  (call.name === "set_messaging_webhook" || call.name === "set_waba_webhook") && isTaken(call);

interface NewKey {
  story: ChannelStory;
  key: Key;
}

/** Keys that the app made; of an app that takes messages, or that lost some for want of a webhook. */
function newKeys({ calls, channels }: PartnerRecord): NewKey[] {
  const takesMessages = calls.some(setsWebhook);
  return [...channels.values()].flatMap((story) =>
    takesMessages || story.lost.length > 0 ? story.keys.filter(isHeld).map((key) => ({ story, key })) : [],
  );
}

export const webhookAfterNewKey: Rule = {
  id: "webhook-after-new-key",
  title: "Sets the messaging webhook after each new key",
  why: "A new key drops the webhook URL of its number. Without setting it again the number sends, and hears nothing.",
  evidence: observed("a Rails app's issue: creating a new API key invalidates the webhook URL (2024-09)"),
  looksFor:
    "Keys that the app made, once it has taken messages or lost one; broken when no webhook was set after one of them.",
  mend: "Make POST /v1/configs/webhook, headers included, a part of storing a new key.",
  judge: (record) =>
    judgeEach(newKeys(record), ({ story, key }) => {
      // A try that was broken on purpose is not held against the app.
      const isSet = story.calls.some(
        (call) => call.seq > key.seq && (setsWebhook(call) || call.fault !== null),
      );
      const isOver = isClearlyAfter(record.end, key.call?.answered ?? key);
      if (isSet || !isOver || !isLive(key, record.end.seq + 1)) return undefined;
      const lost = story.lost.filter(({ seq }) => seq > key.seq);
      const loss = lost.length === 0 ? "" : ` ${lost.length} of its messages went nowhere.`;
      return {
        says: `${story.id} got a new key, and no messaging webhook after it.${loss}`,
        entries: [key.seq, ...lost.slice(0, 5).map(({ seq }) => seq)],
        subject: story.id,
      };
    }),
};
