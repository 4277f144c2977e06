import { documented } from "../../evidence/evidence.js";
import type { Call } from "../call.js";
import { type ChannelStory, keyOf, messagingCalls } from "../channel-story.js";
import { jsonFields, text } from "../data.js";
import { judgeEach, type Rule } from "../rule.js";

const hostOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).host : undefined;

/** The host that came with each key, by the key's mask. */
const hostsOf = ({ keys }: ChannelStory): Map<string, string> =>
  new Map(
    keys.flatMap(({ mask, call }) => {
      const host = hostOf(text(jsonFields(call?.answerBody ?? "").address));
      return host === undefined ? [] : [[mask, host] as const];
    }),
  );

interface Use {
  call: Call;
  story: ChannelStory;
  wanted: string;
}

export const usesKeyAddress: Rule = {
  id: "uses-key-address",
  title: "Sends to the address that came with the key",
  why: "Each key says where it is good. An app with a fixed host fails for numbers that live elsewhere, and it would leave this sandbox for production.",
  evidence: documented("API keys: the answer holds address, api_key, app_id and id"),
  looksFor:
    "Messaging calls with a key that the app made; broken by another host than that of the key's address.",
  mend: "Store `address` beside `api_key`, and build every messaging URL from it.",
  judge: ({ channels }) => {
    const uses = [...channels.values()].flatMap((story): Use[] => {
      const hosts = hostsOf(story);
      return messagingCalls(story).flatMap((call) => {
        const wanted = hosts.get(keyOf(call) ?? "");
        return wanted === undefined ? [] : [{ call, story, wanted }];
      });
    });
    return judgeEach(uses, ({ call, story, wanted }) => {
      const { host } = call.headers;
      if (host === undefined || host === wanted) return undefined;
      return {
        says: `${call.method} ${call.path} for ${story.id} went to ${host}; its key's address is ${wanted}.`,
        entries: [call.seq],
        subject: story.id,
      };
    });
  },
};
