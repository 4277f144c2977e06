import { Hono } from "hono";
import { z } from "zod";
import { HubError } from "../hub/errors.js";
import type { Hub } from "../hub/hub.js";
import { answerJson, type WireContext, type WireVariables } from "../wire/json.js";
import { metaError } from "../wire/meta.js";
import { answerError } from "../wire/mount.js";
import { InputError, parse, parseJson } from "../wire/parse.js";
import { graphError } from "./errors.js";
import { createTemplateRoutes } from "./templates.js";

type Env = { Variables: WireVariables };

/** The number that a key belongs to. */
interface Number {
  partnerId: string;
  channelId: string;
}

const webhookSchema = z.object({ url: z.string(), headers: z.record(z.string(), z.string()).default({}) });

const textSchema = z.object({
  messaging_product: z.literal("whatsapp", {
    error: 'expected "whatsapp"; a body without it is the retired v1 form',
  }),
  recipient_type: z.literal("individual").optional(),
  to: z.string().min(1),
  type: z.literal("text", { error: "the sandbox sends texts only so far" }).default("text"),
  text: z.object({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }),
});

/** Says what is wrong with a key, and which kind it is if it belongs elsewhere. */
function refusal(hub: Hub, apiKey: string | undefined): string {
  if (apiKey === undefined) return "No key was sent. Send the channel's API key in the header D360-API-KEY.";
  const holder = hub.apiKeys.holder(apiKey);
  if (holder?.endedBy) return `This API key is dead: ${holder.endedBy}. Use the newest key of the channel.`;
  const kind = hub.access.kindOf(apiKey);
  if (kind !== undefined)
    return `This is a ${kind}. The messaging API takes the channel's own key, from POST …/channels/{channel_id}/api_keys.`;
  return "This API key is not known here.";
}

function numberOf(hub: Hub, c: WireContext): Number {
  const apiKey = c.req.header("d360-api-key");
  const holder = apiKey === undefined ? undefined : hub.apiKeys.holder(apiKey);
  if (holder?.endedBy === null) return holder;
  throw new HubError("unauthorized", refusal(hub, apiKey));
}

/** The messaging API as far as the first text message, mounted at the root of the origin. */
export function createMessagingApi(hub: Hub): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error, c) => answerError(c, error, metaError));

  app.post("/v1/configs/webhook", async (c) => {
    const { partnerId, channelId } = numberOf(hub, c);
    const webhook = parse(webhookSchema, parseJson(await c.req.text(), "body"), "body");
    return answerJson(c, 200, hub.messages.setWebhook(partnerId, channelId, webhook));
  });

  app.post("/waba_webhook", async (c) => {
    const { partnerId, channelId } = numberOf(hub, c);
    const webhook = parse(webhookSchema, parseJson(await c.req.text(), "body"), "body");
    return answerJson(c, 200, hub.messages.setWabaWebhook(partnerId, channelId, webhook));
  });

  app.get("/v1/configs/webhook", (c) => {
    const { partnerId, channelId } = numberOf(hub, c);
    const { webhookUrl, webhookHeaders } = hub.channels.get(partnerId, channelId);
    return answerJson(c, 200, { headers: webhookHeaders, url: webhookUrl });
  });

  app.post("/messages", async (c) => {
    const { partnerId, channelId } = numberOf(hub, c);
    try {
      const { to, text } = parse(textSchema, parseJson(await c.req.text(), "body"), "body");
      const { id, input, waId } = hub.messages.send(partnerId, channelId, { to, text: text.body });
      return answerJson(c, 200, {
        contacts: [{ input, wa_id: waId }],
        messages: [{ id }],
        messaging_product: "whatsapp",
      });
    } catch (error) {
      if (!(error instanceof InputError) && !(error instanceof HubError)) throw error;
      return answerJson(c, 400, graphError(100, "Invalid parameter", error.message));
    }
  });

  const templates = createTemplateRoutes(hub, (c) => {
    const { partnerId, channelId } = numberOf(hub, c);
    return { partnerId, wabaId: hub.channels.get(partnerId, channelId).waba.id };
  });
  app.route("/", templates);

  app.all("/v1/messages", (c) =>
    answerJson(
      c,
      410,
      metaError(
        410,
        "The on-premise API v1 is retired. Post to /messages, with messaging_product: whatsapp.",
      ),
    ),
  );

  return app;
}
