import type { Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import type { EventDetails, Events } from "./events.js";
import type { Templates } from "./templates.js";

/** What Meta does to a number or its account, outside the plan. */
export interface Incidents {
  /** Quality rating (`GREEN`, `YELLOW`, `RED`) or messaging limit (`TIER_1K`) changes. */
  quality(
    partnerId: string,
    channelId: string,
    change: { rating?: string | undefined; limit?: string | undefined },
  ): void;
  violation(partnerId: string, channelId: string, violationType?: string): void;
  restriction(partnerId: string, channelId: string, violationType?: string): void;
  templateMessaging(partnerId: string, channelId: string, enabled: boolean): void;
  templateStatus(partnerId: string, channelId: string, template: EventDetails["template"]): void;
  templateCategory(partnerId: string, channelId: string, template: EventDetails["template"]): void;
}

export function createIncidents(
  { store, journal }: HubContext,
  channels: Channels,
  events: Events,
  templates: Templates,
): Incidents {
  /** Writes down that something happened to a channel, and runs what follows from it. */
  function happen(partnerId: string, channelId: string, what: string, then: () => void): void {
    store.transaction(() => {
      channels.get(partnerId, channelId);
      const cause = journal.record({
        partner: partnerId,
        kind: "state",
        subject: channelId,
        summary: `${channelId}: ${what}`,
      });
      journal.causedBy(cause, then);
    });
  }

  function account(
    partnerId: string,
    channelId: string,
    status: "account_violation" | "account_restriction",
    violationType = "SCAM",
  ) {
    happen(partnerId, channelId, `${status} ${violationType}`, () => {
      const { waba } = channels.get(partnerId, channelId);
      channels.setWabaStatus(waba.id, status);
      events.channel(status, channels.get(partnerId, channelId), { violationType });
    });
  }

  return {
    quality: (partnerId, channelId, { rating, limit }) =>
      happen(partnerId, channelId, `quality ${[rating, limit].filter(Boolean).join(", ")}`, () => {
        const channel = channels.get(partnerId, channelId);
        const changed = channels.change(channel, {
          currentQualityRating: rating ?? channel.currentQualityRating,
          currentLimit: limit ?? channel.currentLimit,
        });
        events.channel("phone_number_quality_changed", changed);
      }),
    violation: (partnerId, channelId, type) => account(partnerId, channelId, "account_violation", type),
    restriction: (partnerId, channelId, type) => account(partnerId, channelId, "account_restriction", type),
    templateMessaging(partnerId, channelId, enabled) {
      const word = enabled ? "enabled" : "disabled";
      happen(partnerId, channelId, `template messaging ${word}`, () => {
        events.channel(`template_messaging_${word}`, channels.get(partnerId, channelId));
      });
    },
    templateStatus: (partnerId, channelId, { status = "APPROVED", ...news } = {}) =>
      happen(partnerId, channelId, `template ${news.name ?? news.id ?? "(drawn)"} is ${status}`, () => {
        const channel = channels.get(partnerId, channelId);
        const template = templates.learn(partnerId, channel.waba.id, { ...news, status });
        events.channel("waba_template_status_changed", channel, { template });
      }),
    templateCategory: (partnerId, channelId, { category = "MARKETING", ...news } = {}) =>
      happen(partnerId, channelId, `template ${news.name ?? news.id ?? "(drawn)"} is ${category}`, () => {
        const channel = channels.get(partnerId, channelId);
        const template = templates.learn(partnerId, channel.waba.id, { ...news, category });
        events.channel("waba_template_category_changed", channel, { template });
      }),
  };
}
