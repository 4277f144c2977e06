import { observed } from "../../evidence/evidence.js";
import { judgeForgotten } from "../due-keys.js";
import type { Rule } from "../rule.js";

export const waitsForLateWebhooks: Rule = {
  id: "waits-for-late-webhooks",
  title: "Goes on when the webhook comes after the redirect",
  why: "Minutes or days can lie between the client's return and the number's running. Whoever only looks at the redirect leaves the number unconnected.",
  evidence: observed("webhooks can lag behind the redirect; minutes are seen in production"),
  looksFor:
    "Permitted numbers whose channel_running or channel_live arrived last; broken when the app then never asked for a key.",
  mend: "Let the webhook, not the browser, be what creates the key: the redirect notes the permission, and channel_running goes on from there.",
  judge: (record) => judgeForgotten(record, "running", "was permitted and then ran"),
};
