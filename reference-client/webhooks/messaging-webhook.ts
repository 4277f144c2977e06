import { Hono } from "hono";
import { z } from "zod";
import { sameSecret } from "../secrets.js";
import type { ApiKeyStore } from "../store/api-keys.js";
import type { Channel, ChannelRef, ChannelStore } from "../store/channels.js";
import type { Database } from "../store/database.js";
import type { MessageStore } from "../store/messages.js";
import { readJson } from "./read-json.js";

const inboundMessage = z.object({
  id: z.string().min(1),
  from: z.string().min(1),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
});
const deliveryStatus = z.object({
  id: z.string().min(1),
  status: z.enum(["sent", "delivered", "read", "failed"]),
});
/** The Cloud API envelope. Messages and statuses we do not know are skipped one by one, not refused as a whole. */
const envelope = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          value: z.object({
            messages: z.array(z.unknown()).optional(),
            statuses: z.array(z.unknown()).optional(),
          }),
        }),
      ),
    }),
  ),
});
type Change = z.output<typeof envelope>["entry"][number]["changes"][number]["value"];

export interface MessagingWebhookDeps {
  db: Database;
  channels: ChannelStore;
  keys: ApiKeyStore;
  messages: MessageStore;
  autoReply: boolean;
  wake: (ref: ChannelRef) => void;
  changed: () => void;
}

function takeMessage(deps: MessagingWebhookDeps, channel: Channel, item: unknown): void {
  const parsed = inboundMessage.safeParse(item);
  if (!parsed.success) return;
  const { id, from, text, type } = parsed.data;
  const isNew = deps.messages.addInbound(channel, from, text?.body ?? `(${type})`, id);
  // No key, no answer: one that waits for a permission to come back would surprise the customer days later.
  const mayAnswer = deps.autoReply && text !== undefined && deps.keys.active(channel) !== undefined;
  if (!isNew || !mayAnswer) return;
  deps.messages.queueReply(channel, from, "Thank you, we got your message and will answer soon.", id);
}

function takeChange(deps: MessagingWebhookDeps, channel: Channel, change: Change): void {
  for (const item of change.statuses ?? []) {
    const parsed = deliveryStatus.safeParse(item);
    if (parsed.success) deps.messages.setStatus(channel, parsed.data.id, parsed.data.status);
  }
  for (const item of change.messages ?? []) takeMessage(deps, channel, item);
}

/**
 * `POST /messaging/:channelId`: inbound messages and delivery statuses of one channel. These deliveries are not signed;
 * the secret in the Authorization header, set when the URL was registered, is what proves the sender.
 */
export function messagingWebhook(deps: MessagingWebhookDeps): Hono {
  const app = new Hono();
  app.post("/messaging/:channelId", async (c) => {
    const authorization = c.req.header("authorization") ?? "";
    const channel = deps.channels
      .withId(c.req.param("channelId"))
      .find((known) => sameSecret(authorization, `Bearer ${known.webhookSecret}`));
    if (channel === undefined) {
      return c.json({ error: "The Authorization header is not the one set with this webhook." }, 401);
    }
    const body = envelope.safeParse(readJson(new Uint8Array(await c.req.arrayBuffer())));
    if (!body.success) {
      return c.json({ error: `Not a messaging webhook: ${z.prettifyError(body.error)}` }, 400);
    }
    deps.db.transaction(() => {
      for (const entry of body.data.entry) {
        for (const change of entry.changes) takeChange(deps, channel, change.value);
      }
    })();
    deps.wake(channel);
    deps.changed();
    return c.json({ received: true });
  });
  return app;
}
