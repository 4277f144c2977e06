import { observed } from "../../evidence/evidence.js";
import { judgeForgotten } from "../due-keys.js";
import type { Rule } from "../rule.js";

export const keepsEarlyWebhooks: Rule = {
  id: "keeps-early-webhooks",
  title: "Keeps a webhook that comes before the redirect",
  why: "A number may run while its client still reads the last page. An app that drops events of channels it does not know yet waits for ever.",
  evidence: observed("a provider of chatbots buffers partner webhooks that arrive before the browser"),
  looksFor:
    "Numbers whose channel_running or channel_live arrived before the redirect; broken when the app then never asked for a key.",
  mend: "Store what you hear of any channel, known or not, and look at it again when the redirect names the channel.",
  judge: (record) => judgeForgotten(record, "redirect", "ran before its client came back"),
};
