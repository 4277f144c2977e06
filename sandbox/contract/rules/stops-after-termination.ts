import { observed } from "../../evidence/evidence.js";
import { judgeBans } from "../after-the-end.js";
import type { Rule } from "../rule.js";

export const stopsAfterTermination: Rule = {
  id: "stops-after-termination",
  title: "Stops sending for a number that is terminated",
  why: "The number is gone from the hub: its key is dead, every message fails, and a queue that goes on trying hides what its client should be told.",
  evidence: observed(
    "clients read cancellation_processed; no messaging after termination (a help page of a provider)",
  ),
  looksFor:
    "Numbers whose cancellation_processed arrived; broken by messages or webhook settings with their key afterwards.",
  mend: "On cancellation_processed (or terminated_at) close the channel: no more sending, and a word to its client.",
  judge: (record) =>
    judgeBans(
      record,
      (story) =>
        story.news
          .filter(({ event, delivered }) => delivered && event === "cancellation_processed")
          .slice(0, 1)
          .map((from) => ({ story, from, until: Number.POSITIVE_INFINITY })),
      "after the app had heard that it is terminated",
    ),
};
