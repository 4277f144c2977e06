import { parseDuration } from "../clock/duration.js";
import type { Channel } from "./channel.js";
import type { Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import { requireHeaders, requireHttpUrl } from "./partner.js";
import type { Partners } from "./partners.js";
import { parsePhoneNumber } from "./phone.js";

/** A text on its way out. */
export interface OutgoingText {
  to: string;
  text: string;
}

/** What the messaging API answers: WhatsApp's id of the message, and of the contact. */
export interface SentMessage {
  id: string;
  input: string;
  waId: string;
}

export interface MessagingWebhook {
  url: string;
  headers: Record<string, string>;
}

export interface Messages {
  setWebhook(partnerId: string, channelId: string, webhook: MessagingWebhook): MessagingWebhook;
  /** Sets the webhook of all numbers of the channel's WABA that have none of their own. */
  setWabaWebhook(partnerId: string, channelId: string, webhook: MessagingWebhook): MessagingWebhook;
  send(partnerId: string, channelId: string, message: OutgoingText): SentMessage;
  /** A customer writes to the number. @returns the id of the message. */
  receive(
    partnerId: string,
    channelId: string,
    message: { from: string; name?: string | undefined; text: string },
  ): string;
}

const statusTimer = "message-status";

const statuses = ["sent", "delivered", "read"] as const;
type Status = (typeof statuses)[number];

/** How the sandbox names the messaging webhooks in its journal and faults; the bodies have no such field. */
export const messageEventNames = [
  "message_received",
  ...statuses.map((status) => `message_${status}` as const),
];

interface MessageRow {
  id: string;
  channel_id: string;
  peer: string;
  status: string;
}

export function createMessages(context: HubContext, partners: Partners, channels: Channels): Messages {
  const { store, clock, journal, outbox, ids } = context;
  const insert = store.prepare<[string, string, string, string, string, string, number], never>(
    `INSERT INTO messages (id, channel_id, direction, peer, type, text, status, created_at)
     VALUES (?, ?, ?, ?, 'text', ?, ?, ?)`,
  );
  const select = store.prepare<[string], MessageRow>(
    "SELECT id, channel_id, peer, status FROM messages WHERE id = ?",
  );

  /** Meta's envelope: facts of the webhooks, section 5.3 (captured from the real messaging sandbox). */
  function announce(channel: Channel, event: string, value: Record<string, unknown>): void {
    const body = {
      object: "whatsapp_business_account",
      entry: [
        {
          id: channel.waba.externalId,
          changes: [
            {
              value: {
                messaging_product: "whatsapp",
                metadata: { display_phone_number: channel.phoneNumber, phone_number_id: channel.externalId },
                ...value,
              },
              field: "messages",
            },
          ],
        },
      ],
    };
    outbox.enqueue({
      id: ids.event(channel.partnerId),
      partnerId: channel.partnerId,
      route: "messaging",
      lane: `messages/${channel.id}`,
      subject: channel.id,
      event,
      body: JSON.stringify(body),
    });
  }

  const seconds = (partnerId: string) => String(Math.floor(clock.now(partnerId) / 1000));

  function reach(channel: Channel, message: MessageRow, status: Status): void {
    store
      .prepare<[string, string], never>("UPDATE messages SET status = ? WHERE id = ?")
      .run(status, message.id);
    const cause = journal.record({
      partner: channel.partnerId,
      kind: "state",
      subject: channel.id,
      summary: `message to +${message.peer} is ${status}`,
      data: { message: message.id, status },
    });
    journal.causedBy(cause, () =>
      announce(channel, `message_${status}`, {
        contacts: [{ wa_id: message.peer }],
        statuses: [
          {
            id: message.id,
            status,
            timestamp: seconds(channel.partnerId),
            recipient_id: message.peer,
            pricing: {
              billable: false,
              pricing_model: "PMP",
              category: "service",
              type: "free_customer_service",
            },
          },
        ],
      }),
    );
  }

  clock.handle(statusTimer, {
    command(timer) {
      const message = select.get(timer.subject);
      const status = statuses.find((one) => one === timer.payload);
      const channel = message && channels.find(timer.partnerId, message.channel_id);
      if (message && channel && status) journal.causedBy(timer.cause, () => reach(channel, message, status));
    },
  });

  /** Writes a text down, with the journal entry that causes what follows from it. */
  function keep(
    { id: subject, partnerId: partner }: Channel,
    way: "in" | "out",
    peer: string,
    text: string,
    summary: string,
  ) {
    const id = ids.wamid(partner);
    insert.run(id, subject, way, peer, text, way === "in" ? "received" : "accepted", clock.now(partner));
    return { id, cause: journal.record({ partner, kind: "state", subject, summary, data: { message: id } }) };
  }

  function planStatuses(channel: Channel, messageId: string, cause: number): void {
    const { message_sent_after, message_delivered_after, message_read_after } = partners.get(
      channel.partnerId,
    ).settings;
    const delays: Record<Status, string> = {
      sent: message_sent_after,
      delivered: message_delivered_after,
      read: message_read_after,
    };
    const { partnerId } = channel;
    for (const status of statuses) {
      if (delays[status] === "never") return;
      const at = clock.now(partnerId) + parseDuration(delays[status]);
      clock.schedule({ partnerId, at, kind: statusTimer, subject: messageId, payload: status, cause });
    }
  }

  return {
    setWebhook: (partnerId, channelId, { url, headers }) =>
      store.transaction(() => {
        const channel = channels.get(partnerId, channelId);
        requireHeaders(headers, "headers");
        channels.change(channel, { webhookUrl: requireHttpUrl(url, "url"), webhookHeaders: headers });
        journal.record({
          partner: partnerId,
          kind: "state",
          subject: channelId,
          summary: `messaging webhook of ${channelId} set`,
        });
        return { url, headers };
      }),
    setWabaWebhook: (partnerId, channelId, { url, headers }) =>
      store.transaction(() => {
        const { waba } = channels.get(partnerId, channelId);
        requireHeaders(headers, "headers");
        channels.setWabaWebhook(waba.id, { webhookUrl: requireHttpUrl(url, "url"), webhookHeaders: headers });
        journal.record({
          partner: partnerId,
          kind: "state",
          subject: channelId,
          summary: `messaging webhook of ${waba.id} set`,
        });
        return { url, headers };
      }),
    send: (partnerId, channelId, { to, text }) =>
      store.transaction(() => {
        const channel = channels.get(partnerId, channelId);
        const waId = parsePhoneNumber(to);
        const { id, cause } = keep(channel, "out", waId, text, `${channelId} sends to +${waId}: ${text}`);
        planStatuses(channel, id, cause);
        return { id, input: to, waId };
      }),
    receive: (partnerId, channelId, { from, name = "Customer", text }) =>
      store.transaction(() => {
        const channel = channels.get(partnerId, channelId);
        const waId = parsePhoneNumber(from);
        const { id, cause } = keep(channel, "in", waId, text, `+${waId} writes to ${channelId}: ${text}`);
        journal.causedBy(cause, () =>
          announce(channel, "message_received", {
            contacts: [{ profile: { name }, wa_id: waId }],
            messages: [{ from: waId, id, timestamp: seconds(partnerId), text: { body: text }, type: "text" }],
          }),
        );
        return id;
      }),
  };
}
