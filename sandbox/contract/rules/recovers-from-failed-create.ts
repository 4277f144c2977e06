import { observed } from "../../evidence/evidence.js";
import type { Call } from "../call.js";
import { type ChannelStory, isHeld, keyRequests } from "../channel-story.js";
import { hadTime } from "../patience.js";
import type { PartnerRecord } from "../record.js";
import { judgeEach, type Rule } from "../rule.js";

/** Nobody can tell from such an answer whether the key was made. */
const isUnclear = ({ status, answered }: Call): boolean =>
  answered !== null && (status === null || status >= 500 || status === 429);

interface Failure {
  call: Call;
  story: ChannelStory;
}

const failures = ({ channels }: PartnerRecord): Failure[] =>
  [...channels.values()].flatMap((story) => {
    const call = keyRequests(story).find(isUnclear);
    return call ? [{ call, story }] : [];
  });

export const recoversFromFailedCreate: Rule = {
  id: "recovers-from-failed-create",
  title: "Asks again when the answer about a key got lost",
  why: "A 500, a 429 or a closed connection does not say that no key was made. Whoever gives up there leaves the number unconnected; the key that was made works for nobody.",
  evidence: observed("calls are answered 429 or 500 and were carried out nevertheless (a Go client's notes)"),
  looksFor:
    "Requests for a key that ended in 429, 5xx or without an answer; broken when the app then never got a key, and did not ask again.",
  mend: "Ask again after a pause: the new key ends the one that got lost, so nothing is left over.",
  judge: (record) =>
    judgeEach(failures(record), ({ call, story }) => {
      const wentOn = keyRequests(story).some(({ seq }) => seq > call.seq) || story.keys.some(isHeld);
      if (wentOn || !hadTime(record, call)) return undefined;
      return {
        says: `The key of ${story.id} was asked for once, answered ${call.status ?? "with a closed connection"}, and never again.`,
        entries: [call.seq],
        subject: story.id,
      };
    }),
};
