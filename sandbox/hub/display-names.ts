import { parseDuration } from "../clock/duration.js";
import type { Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import { HubError, invalid } from "./errors.js";

// Invented, as no figures and no rules of Meta's review are documented.
const reviewTakes = parseDuration("10s");
const declinedNamesContain = "reject";

/** A number's new display name on its way through Meta's review; `null` when none was ever asked for. */
export interface NameReview {
  newName: string | null;
  /** `setup_info.new_name_status`; its real values are unknown. */
  status: "pending" | "approved" | "declined" | null;
}

/** Changes of the name that customers see. */
export interface DisplayNames {
  /** Asks for another name; a later request takes the place of one that is still under review. */
  request(partnerId: string, channelId: string, name: string): NameReview;
  review(partnerId: string, channelId: string): NameReview;
  /** Ends the review of a name now. @throws HubError `conflict` when none is under review. */
  decide(partnerId: string, channelId: string, decision: "approved" | "declined"): NameReview;
}

const reviewTimer = "display-name-review";

export function createDisplayNames({ store, clock, journal }: HubContext, channels: Channels): DisplayNames {
  const select = store.prepare<[string], NameReview>(
    "SELECT new_name AS newName, new_name_status AS status FROM channels WHERE id = ?",
  );
  const update = store.prepare<[string | null, string | null, string], never>(
    "UPDATE channels SET new_name = ?, new_name_status = ? WHERE id = ?",
  );

  const review = (partnerId: string, channelId: string): NameReview =>
    select.get(channels.get(partnerId, channelId).id) ?? { newName: null, status: null };

  function end(partnerId: string, channelId: string, newName: string, approved: boolean): void {
    const channel = channels.get(partnerId, channelId);
    if (approved) channels.change(channel, { phoneName: newName });
    update.run(newName, approved ? "approved" : "declined", channelId);
    const summary = `display name "${newName}" of ${channelId} is ${approved ? "approved" : "declined"}`;
    // No source names an event for this.
    journal.record({ partner: partnerId, kind: "state", subject: channelId, summary });
  }

  clock.handle(reviewTimer, {
    command({ partnerId, subject, cause }) {
      const { newName, status } = select.get(subject) ?? { newName: null, status: null };
      if (newName !== null && status === "pending")
        journal.causedBy(cause, () =>
          end(partnerId, subject, newName, !newName.toLowerCase().includes(declinedNamesContain)),
        );
    },
  });

  return {
    review,
    decide: (partnerId, channelId, decision) =>
      store.transaction(() => {
        const { newName, status } = review(partnerId, channelId);
        if (newName === null || status !== "pending") {
          throw new HubError(
            "conflict",
            `No display name of ${channelId} is under review. Ask for another name first.`,
          );
        }
        clock.cancel(partnerId, channelId, reviewTimer);
        end(partnerId, channelId, newName, decision === "approved");
        return review(partnerId, channelId);
      }),
    request: (partnerId, channelId, name) =>
      store.transaction(() => {
        const channel = channels.get(partnerId, channelId);
        const newName = name.trim();
        if (newName === "" || newName === channel.phoneName)
          throw invalid(
            `The new display name is "${name}", which is ${newName === "" ? "empty" : "the present one"}. Write another name.`,
            "display_name",
          );
        update.run(newName, "pending", channelId);
        const summary = `display name "${newName}" asked for ${channelId}`;
        const cause = journal.record({ partner: partnerId, kind: "state", subject: channelId, summary });
        clock.cancel(partnerId, channelId, reviewTimer);
        const at = clock.now(partnerId) + reviewTakes;
        clock.schedule({ partnerId, at, kind: reviewTimer, subject: channelId, cause });
        return review(partnerId, channelId);
      }),
  };
}
