import type { Channel } from "./channel.js";
import { channelObject } from "./channel-object.js";
import { type Client, contactInfo } from "./clients.js";
import type { HubContext } from "./context.js";

/** Events about a channel; `data` is the channel as the Partner API shows it at that moment. */
export const channelEvents = [
  "channel_created",
  "channel_ready",
  "channel_running",
  "channel_live",
  "channel_permission_granted",
  "channel_permission_revoked",
] as const;

export type ChannelEvent = (typeof channelEvents)[number];

/** Puts the hub's partner webhooks in the outbox, inside the transaction of what they announce. */
export interface Events {
  /** @returns the id of the event. */
  clientCreated(client: Client): string;
  channel(event: ChannelEvent, channel: Channel): string;
}

export function createEvents({ outbox, ids }: HubContext): Events {
  return {
    clientCreated(client) {
      const id = ids.event(client.partnerId);
      const event = "client_created";
      const { name, partnerPayload } = client;
      const data = {
        client: { contact_info: contactInfo(client), id: client.id, name, partner_payload: partnerPayload },
      };
      outbox.enqueue({
        id,
        partnerId: client.partnerId,
        route: "partner",
        lane: client.id,
        subject: client.id,
        event,
        body: JSON.stringify({ id, event, data }),
      });
      return id;
    },
    channel(event, channel) {
      const id = ids.event(channel.partnerId);
      outbox.enqueue({
        id,
        partnerId: channel.partnerId,
        route: "partner",
        lane: channel.id,
        // A receiver hears of the client before it hears of the client's channel.
        afterId: channel.client.createdEvent,
        subject: channel.id,
        event,
        body: JSON.stringify({ id, event, data: channelObject(channel) }),
      });
      return id;
    },
  };
}
