import { documented } from "../../evidence/evidence.js";
import { grantedAgain, judgeBans } from "../after-the-end.js";
import type { Rule } from "../rule.js";

export const stopsAfterRevocation: Rule = {
  id: "stops-after-revocation",
  title: "Stops using a key when it hears that the permission is gone",
  why: "The client took its permission back. To go on sending in its name is a breach of trust, even while the old key still works.",
  evidence: documented(
    "API keys: a client may take the permission back at any time; the event's name is a guess",
  ),
  looksFor:
    "Numbers whose channel_permission_revoked arrived; broken by messages or webhook settings with their key afterwards.",
  mend: "On channel_permission_revoked put the key aside, stop the number's queue, and show its client why.",
  judge: (record) =>
    judgeBans(
      record,
      (story) =>
        story.news
          .filter(({ event, delivered }) => delivered && event === "channel_permission_revoked")
          .map((from) => ({ story, from, until: grantedAgain(story, from) })),
      "after its permission had been revoked, as the app knew from the webhook",
    ),
};
