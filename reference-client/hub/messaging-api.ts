import { z } from "zod";
import type { ActiveKey } from "../store/api-keys.js";
import { askHub, HubRefusal } from "./request.js";

const sentMessage = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });

/**
 * The messaging API of one channel. Its address comes with the key and is never configured: a channel may live
 * on another host tomorrow. Throws `HubTrouble` and `HubRefusal` as the Partner API does; a dead key is a 401.
 */
export function messagingApi(key: ActiveKey, signal: AbortSignal) {
  const post = async (path: string, body: unknown) => {
    const answer = await askHub({
      method: "POST",
      url: `${key.address}${path}`,
      auth: { header: "D360-API-KEY", value: key.apiKey },
      body,
      signal,
    });
    if (answer.status >= 300) throw new HubRefusal(answer.summary, answer.status);
    return answer;
  };

  return {
    /** Sets where inbound messages and statuses go. Setting it replaces the headers as well, so they always come along. */
    async setWebhook(url: string, authorization: string): Promise<void> {
      await post("/v1/configs/webhook", { url, headers: { Authorization: authorization } });
    },

    /** Sends a text; gives the message id that later statuses refer to. */
    async sendText(to: string, text: string): Promise<string> {
      const answer = await post("/messages", {
        messaging_product: "whatsapp",
        recipient_type: "individual",
        to,
        type: "text",
        text: { body: text },
      });
      const parsed = sentMessage.safeParse(answer.body);
      const message = parsed.success ? parsed.data.messages[0] : undefined;
      if (message === undefined)
        throw new HubRefusal(`${answer.summary}, without a message id`, answer.status);
      return message.id;
    },
  };
}
