import { z } from "zod";
import { documented, observed } from "../evidence/evidence.js";
import { field, text } from "../hub/objects/field.js";
import type { Surface } from "../wire/openapi.js";
import { none, operation } from "../wire/operation.js";

const docs = documented("messaging API");
const allClients = observed("all clients that send");

const refusalSchema = z.object({
  error: z.object({ message: field(text, observed("a TypeScript client")) }),
});

/** The first text message, so that the document leads from a new key to its use. The messaging API serves it. */
export const messagingSurface: Surface = {
  title: "Messaging API",
  description: "The part of the messaging API that proves a new key: the first text message.",
  at: "",
  refusal: refusalSchema,
  security: ["ChannelApiKey"],
  operations: [
    operation({
      id: "sendMessage",
      method: "post",
      path: "/messages",
      summary: "Sends a text message",
      evidence: docs,
      usedBy: "all clients that send",
      query: none,
      body: z.object({
        messaging_product: field(z.literal("whatsapp"), docs),
        recipient_type: field(z.literal("individual").optional(), docs),
        text: field(z.object({ body: field(z.string().min(1).max(4096), docs) }), docs),
        to: field(z.string().min(1), docs, "A phone number, with or without a plus."),
        type: field(z.literal("text").default("text"), docs),
      }),
      response: z.object({
        contacts: field(z.array(z.object({ input: text, wa_id: text })), allClients),
        messages: field(z.array(z.object({ id: text })), allClients),
        messaging_product: field(z.literal("whatsapp"), allClients),
      }),
      example: {
        body: {
          messaging_product: "whatsapp",
          text: { body: "Hello" },
          to: "+4915100000099",
          type: "text",
        },
      },
      handle: () => undefined,
    }),
  ],
};
