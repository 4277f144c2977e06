import { z } from "zod";
import { documented, invented, observed } from "../../evidence/evidence.js";
import type { Hub } from "../../hub/hub.js";
import { field, maybeText } from "../../hub/objects/field.js";
import { partnerObject, partnerSchema } from "../../hub/objects/partner-object.js";
import { type BoundOperation, none, operation, param } from "../../wire/operation.js";
import { examplePartner } from "../examples.js";

const docs = documented("api-reference/partner-management");
const webhook = documented("api-reference/webhook-management");
const url = z.string();

const badUrl = { 400: "A URL is no http(s) URL, or the body is no JSON." };

const webhookUrlSchema = z.strictObject({
  webhook_url: field(maybeText, webhook, "Where the partner's events go."),
});

const changeSchema = z.object({
  webhook_url: field(url.nullable().optional(), docs, "Where the partner's events go."),
  partner_redirect_url: field(url.nullable().optional(), docs, "Where an onboarding ends."),
  brand_name: field(z.string().min(1).optional(), invented("the docs name only settings like the two URLs")),
});

const partnerOf = (params: Record<string, string>) => param(params, "partner_id");

const account = (hub: Hub): BoundOperation[] => [
  operation({
    id: "getPartner",
    method: "get",
    path: "/partners/:partner_id",
    summary: "The partner's account",
    evidence: docs,
    query: none,
    body: none,
    response: partnerSchema,
    example: { answer: examplePartner },
    handle: ({ params }) => partnerObject(hub.partners.get(partnerOf(params))),
  }),
  operation({
    id: "updatePartner",
    method: "patch",
    path: "/partners/:partner_id",
    summary: "Sets the webhook URL, the redirect URL or both",
    evidence: documented("api-reference/partner-management; bodies: .NET and Go clients"),
    usedBy: ".NET clients, a Go client",
    query: none,
    body: changeSchema,
    response: partnerSchema,
    refusals: badUrl,
    example: { body: { webhook_url: examplePartner.webhook_url }, answer: examplePartner },
    handle: ({ params, body }) =>
      partnerObject(
        hub.partners.change(partnerOf(params), {
          webhookUrl: body.webhook_url,
          redirectUrl: body.partner_redirect_url,
          brandName: body.brand_name,
        }),
      ),
  }),
];

const webhookUrl = (hub: Hub): BoundOperation[] => [
  operation({
    id: "getWebhookUrl",
    method: "get",
    path: "/partners/:partner_id/webhook_url",
    summary: "The partner's webhook URL",
    evidence: webhook,
    usedBy: ".NET clients",
    query: none,
    body: none,
    response: webhookUrlSchema,
    example: { answer: { webhook_url: examplePartner.webhook_url } },
    handle: ({ params }) => ({ webhook_url: hub.partners.get(partnerOf(params)).webhookUrl }),
  }),
  operation({
    id: "setWebhookUrl",
    method: "post",
    path: "/partners/:partner_id/webhook_url",
    summary: "Sets the partner's webhook URL",
    evidence: documented("api-reference/webhook-management; body and answer: .NET client"),
    usedBy: ".NET clients",
    query: none,
    body: z.object({
      webhook_url: field(url, observed(".NET client"), "Where the partner's events go."),
    }),
    response: partnerSchema,
    refusals: badUrl,
    example: { body: { webhook_url: examplePartner.webhook_url }, answer: examplePartner },
    handle: ({ params, body }) =>
      partnerObject(hub.partners.change(partnerOf(params), { webhookUrl: body.webhook_url })),
  }),
];

/** The partner's own account and its webhook URL. */
export const partnerOperations = (hub: Hub): BoundOperation[] => [...account(hub), ...webhookUrl(hub)];
