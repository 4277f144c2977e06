import { documented } from "../../evidence/evidence.js";
import { earlyKeyRequest, storiesWithKeyRequests } from "../early-key-requests.js";
import { judgeEach, type Rule } from "../rule.js";

export const noKeyBeforeRunning: Rule = {
  id: "no-key-before-running",
  title: "Asks for a key only once the number runs",
  why: "Before that the hub gives none. An app that asks on the redirect gets an error in the client's face, and one that does not come back to it never connects the number.",
  evidence: documented("custom integrated onboarding, step 5: no API key unless the channel is running"),
  looksFor:
    "Channels that the app asked a key for; broken by a request before integration.state was running, and before an event had said so.",
  mend: "Wait for channel_running (or read integration.state of the channel), then ask. The redirect only says what is permitted.",
  isGeneral: true,
  judge: ({ channels }) =>
    judgeEach(storiesWithKeyRequests(channels), (story) => {
      const early = earlyKeyRequest(story);
      if (!early) return undefined;
      return {
        says: `A key of ${story.id} was asked for before it ran, and answered ${early.status ?? "with nothing"}.`,
        entries: [early.seq],
        subject: story.id,
      };
    }),
};
