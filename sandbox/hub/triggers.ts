import { UnknownFieldError } from "../webhooks/json-path.js";
import type { Cancellations } from "./cancellations.js";
import type { Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import { invalid } from "./errors.js";
import type { EventName } from "./event-catalogue.js";
import type { EventDetails, Events } from "./events.js";
import type { Incidents } from "./incidents.js";
import type { Lives } from "./life.js";
import type { Permissions } from "./permissions.js";

/** Any event, by hand. */
export interface Triggers {
  /**
   * Makes happen what an event announces, so that hub and event do not contradict each other. With `set`, nothing
   * happens: the event is sent alone, with other values in its body.
   *
   * @throws HubError `invalid` when `set` names a field that the body does not have; it lists those there are.
   */
  trigger(partnerId: string, channelId: string, event: EventName, details: EventDetails): void;
}

export interface TriggerRooms {
  channels: Channels;
  lives: Lives;
  permissions: Permissions;
  cancellations: Cancellations;
  incidents: Incidents;
  events: Events;
}

export function createTriggers({ store, outbox }: HubContext, rooms: TriggerRooms): Triggers {
  const { channels, lives, permissions, cancellations, incidents, events } = rooms;

  type Cause = (partnerId: string, channelId: string, details: EventDetails) => void;

  const clientOf = (partnerId: string, channelId: string) => channels.get(partnerId, channelId).clientId;
  const again =
    (event: EventName): Cause =>
    (partnerId, channelId) =>
      void events.channel(event, channels.get(partnerId, channelId));

  const causes: Record<EventName, Cause> = {
    client_created: again("client_created"),
    channel_created: (partner, channel) => void lives.become(partner, channel, "created"),
    channel_submitted: (partner, channel) => void lives.become(partner, channel, "submitted"),
    channel_ready: (partner, channel) => void lives.become(partner, channel, "ready"),
    channel_running: (partner, channel) => void lives.become(partner, channel, "running"),
    channel_live: (partner, channel) => void lives.become(partner, channel, "live"),
    channel_permission_granted: (partner, channel) =>
      void permissions.change(partner, clientOf(partner, channel), { grant: [channel] }),
    channel_permission_revoked: (partner, channel) =>
      void permissions.change(partner, clientOf(partner, channel), { revoke: [channel] }),
    cancellation_request: (partner, channel) => void cancellations.request(partner, channel),
    cancellation_revoke: (partner, channel) => void cancellations.withdraw(partner, channel),
    cancellation_processed: (partner, channel) => cancellations.processNow(partner, channel),
    account_violation: (partner, channel, { violationType }) =>
      incidents.violation(partner, channel, violationType),
    account_restriction: (partner, channel, { violationType }) =>
      incidents.restriction(partner, channel, violationType),
    phone_number_quality_changed: (partner, channel) =>
      incidents.quality(partner, channel, { rating: "YELLOW" }),
    waba_template_status_changed: (partner, channel, { template }) =>
      incidents.templateStatus(partner, channel, template),
    waba_template_category_changed: (partner, channel, { template }) =>
      incidents.templateCategory(partner, channel, template),
    template_messaging_enabled: (partner, channel) => incidents.templateMessaging(partner, channel, true),
    template_messaging_disabled: (partner, channel) => incidents.templateMessaging(partner, channel, false),
  };

  /** Events that are so already, or that the partner's settings leave out, are sent all the same: somebody asked for it. */
  function happen(partnerId: string, channelId: string, event: EventName, details: EventDetails): void {
    const before = outbox.list(partnerId, 1)[0]?.seq ?? 0;
    causes[event](partnerId, channelId, details);
    const isAnnounced = outbox.list(partnerId, 10).some((one) => one.seq > before && one.event === event);
    // What a timer will announce in a moment needs no second word.
    if (!isAnnounced && event !== "cancellation_processed") again(event)(partnerId, channelId, details);
  }

  return {
    trigger: (partnerId, channelId, event, details) =>
      store.transaction(() => {
        if (details.set === undefined) return happen(partnerId, channelId, event, details);
        try {
          events.channel(event, channels.get(partnerId, channelId), details);
        } catch (error) {
          if (error instanceof UnknownFieldError) throw invalid(error.message, "set");
          throw error;
        }
      }),
  };
}
