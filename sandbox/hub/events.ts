import { type Json, setField } from "../webhooks/json-path.js";
import type { Channel } from "./channel.js";
import type { Client } from "./clients.js";
import type { HubContext } from "./context.js";
import type { EventName } from "./event-catalogue.js";
import { channelObject } from "./objects/channel-object.js";
import { contactInfo } from "./objects/client-object.js";

/** A template as its events show it; ids and names are drawn when nothing better is known. */
export interface TemplateNews {
  id: string;
  externalId: string;
  name: string;
  language: string;
  status: string;
  rejectedReason: string;
  category: string;
}

/** What an event tells beyond the channel. */
export interface EventDetails {
  violationType?: string | undefined;
  template?: { [Field in keyof TemplateNews]?: TemplateNews[Field] | undefined } | undefined;
  /** Other values at dotted paths of the body, such as `data.status`. */
  set?: Record<string, Json> | undefined;
}

/** Puts the hub's partner webhooks in the outbox, inside the transaction of what they announce. */
export interface Events {
  /**
   * @param inPages whether the account was made in the hosted pages, whose redirect is still to come.
   * @returns the id of the event.
   */
  clientCreated(client: Client, inPages: boolean): string;
  /**
   * Sends any event about a channel (or about its client, its account or its templates).
   *
   * @throws UnknownFieldError when `set` names a field that the body does not have.
   */
  channel(event: EventName, channel: Channel, details?: EventDetails): string;
}

type ClientFacts = Pick<Client, "id" | "name" | "userName" | "email" | "language" | "partnerPayload">;

const clientData = (client: ClientFacts) => ({
  client: {
    contact_info: contactInfo(client),
    id: client.id,
    name: client.name,
    partner_payload: client.partnerPayload,
  },
});

export function createEvents({ store, outbox, ids }: HubContext): Events {
  const openVisit = store.prepare<[string], number>(
    "SELECT 1 FROM visits WHERE client_id = ? AND ended IS NULL LIMIT 1",
  );

  function templateNews(channel: Channel, news: EventDetails["template"] = {}): TemplateNews {
    return {
      id: news.id ?? `${ids.secret(channel.partnerId, "template", 20)}WT`,
      externalId: news.externalId ?? ids.digits(channel.partnerId, "template-external", 15),
      name: news.name ?? "order_update",
      language: news.language ?? "en",
      status: news.status ?? "APPROVED",
      rejectedReason: news.rejectedReason ?? "NONE",
      category: news.category ?? "MARKETING",
    };
  }

  function dataOf(
    event: EventName,
    channel: Channel,
    { violationType = "SCAM", template }: EventDetails,
  ): Json {
    switch (event) {
      case "client_created":
        return clientData(channel.client);
      case "account_violation":
      case "account_restriction":
        return { phone_number: channel.phoneNumber, violation_type: violationType };
      case "waba_template_status_changed": {
        const { externalId, id, language, name, status, rejectedReason } = templateNews(channel, template);
        const news = {
          external_id: externalId,
          id,
          language,
          name,
          new_status: status,
          rejected_reason: rejectedReason,
        };
        return { id: channel.waba.externalId, template: news };
      }
      case "waba_template_category_changed": {
        const { id, name, category } = templateNews(channel, template);
        return { id: channel.waba.externalId, template: { id, name, new_category: category } };
      }
      default:
        return channelObject(channel);
    }
  }

  return {
    clientCreated(client, inPages) {
      const id = ids.event(client.partnerId);
      const event = "client_created";
      outbox.enqueue({
        id,
        partnerId: client.partnerId,
        route: "partner",
        lane: client.id,
        subject: client.id,
        event,
        body: JSON.stringify({ id, event, data: clientData(client) }),
        beforeRedirect: inPages,
      });
      return id;
    },
    channel(event, channel, details = {}) {
      const id = ids.event(channel.partnerId);
      const whole: Json = { id, event, data: dataOf(event, channel, details) };
      const body = Object.entries(details.set ?? {}).reduce<Json>(
        (now, [path, value]) => setField(now, path, value),
        whole,
      );
      outbox.enqueue({
        id,
        partnerId: channel.partnerId,
        route: "partner",
        lane: channel.id,
        // A receiver hears of the client before it hears of the client's channel.
        afterId: channel.client.createdEvent,
        subject: channel.id,
        event,
        body: JSON.stringify(body),
        beforeRedirect: openVisit.get(channel.clientId) !== undefined,
      });
      return id;
    },
  };
}
