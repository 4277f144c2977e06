import { z } from "zod";
import { documented, inferred, observed } from "../evidence/evidence.js";
import { channelObject } from "../hub/channel-object.js";
import { clientObject } from "../hub/clients.js";
import { notFound } from "../hub/errors.js";
import type { Hub } from "../hub/hub.js";
import type { Partner } from "../hub/partners.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";
import { metaSuccess } from "./errors.js";
import { listQuerySchema, pageObject, readListQuery } from "./lists.js";
import { moreOperations } from "./more-operations.js";

const url = z.string();

/** The partner's own account, keys in alphabetical order (documented; facts of the Partner API, section 3.1). */
function partnerObject(partner: Partner) {
  return {
    allow_client_to_add_phone_no: true,
    billing_system: null,
    blocked_new_submission: false,
    brand_name: partner.brandName,
    country: partner.country,
    id: partner.id,
    logo_url: partner.logoUrl,
    onboarding_deeplink_add_params: false,
    partner_redirect_url: partner.redirectUrl,
    payment_plan: null,
    payment_required: partner.billing === "direct",
    publishable_key: null,
    settings: null,
    webhook_url: partner.webhookUrl,
  };
}

const partnerOf = (params: Record<string, string>) => param(params, "partner_id");

function partnerOperations(hub: Hub): BoundOperation[] {
  return [
    operation({
      id: "getPartner",
      method: "get",
      path: "/partners/:partner_id",
      summary: "The partner's account",
      evidence: documented("api-reference/partner-management"),
      query: none,
      body: none,
      handle: ({ params }) => partnerObject(hub.partners.get(partnerOf(params))),
    }),
    operation({
      id: "updatePartner",
      method: "patch",
      path: "/partners/:partner_id",
      summary: "Sets the webhook URL, the redirect URL or both",
      evidence: documented("api-reference/partner-management; bodies: .NET and Go clients"),
      query: none,
      body: z.object({
        webhook_url: url.nullable().optional(),
        partner_redirect_url: url.nullable().optional(),
        brand_name: z.string().min(1).optional(),
      }),
      handle: ({ params, body }) =>
        partnerObject(
          hub.partners.change(partnerOf(params), {
            webhookUrl: body.webhook_url,
            redirectUrl: body.partner_redirect_url,
            brandName: body.brand_name,
          }),
        ),
    }),
    operation({
      id: "getWebhookUrl",
      method: "get",
      path: "/partners/:partner_id/webhook_url",
      summary: "The partner's webhook URL",
      evidence: documented("api-reference/webhook-management"),
      query: none,
      body: none,
      handle: ({ params }) => ({ webhook_url: hub.partners.get(partnerOf(params)).webhookUrl }),
    }),
    operation({
      id: "setWebhookUrl",
      method: "post",
      path: "/partners/:partner_id/webhook_url",
      summary: "Sets the partner's webhook URL",
      evidence: documented("api-reference/webhook-management; body and answer: .NET client"),
      query: none,
      body: z.object({ webhook_url: url }),
      handle: ({ params, body }) =>
        partnerObject(hub.partners.change(partnerOf(params), { webhookUrl: body.webhook_url })),
    }),
  ];
}

function clientOperations(hub: Hub): BoundOperation[] {
  return [
    operation({
      id: "listClients",
      method: "get",
      path: "/partners/:partner_id/clients",
      summary: "Lists clients",
      evidence: documented("api-reference/client-management"),
      query: listQuerySchema,
      body: none,
      handle: ({ params, query }) =>
        pageObject("clients", hub.clients.list(partnerOf(params), readListQuery(query)), clientObject),
    }),
    operation({
      id: "updateClient",
      method: "patch",
      path: "/partners/:partner_id/clients/:client_id",
      summary: "Sets a client's partner payload or its highest number of channels",
      evidence: documented("api-reference/client-management"),
      query: none,
      body: z.object({
        partner_payload: z.string().nullable().optional(),
        max_channels: z.int().min(0).nullable().optional(),
      }),
      handle: ({ params, body }) =>
        clientObject(
          hub.clients.change(partnerOf(params), param(params, "client_id"), {
            ...(body.partner_payload === undefined ? {} : { partnerPayload: body.partner_payload }),
            ...(body.max_channels === undefined ? {} : { maxChannels: body.max_channels }),
          }),
        ),
    }),
    operation({
      id: "listSharedClientNumbers",
      method: "get",
      path: "/partners/:partner_id/clients/:client_id/shared_client_numbers",
      summary: "The channels of a client that the partner may create API keys for",
      evidence: inferred("path documented in partner-hub/api-keys; the envelope's key is our choice"),
      query: none,
      body: none,
      handle: ({ params }) => {
        const client = hub.clients.get(partnerOf(params), param(params, "client_id"));
        const shared = hub.channels
          .ofClient(client.partnerId, client.id)
          .filter((channel) => channel.permitted);
        return {
          count: shared.length,
          shared_client_numbers: shared.map(channelObject),
          total: shared.length,
        };
      },
    }),
  ];
}

function channelOperations(hub: Hub): BoundOperation[] {
  const ids = (params: Record<string, string>) => [partnerOf(params), param(params, "channel_id")] as const;
  return [
    operation({
      id: "listChannels",
      method: "get",
      path: "/partners/:partner_id/channels",
      summary: "Lists channels",
      evidence: documented("api-reference/channel-management"),
      query: listQuerySchema,
      body: none,
      handle: ({ params, query }) =>
        pageObject(
          "partner_channels",
          hub.channels.list(partnerOf(params), readListQuery(query)),
          channelObject,
        ),
    }),
    operation({
      id: "getChannel",
      method: "get",
      path: "/partners/:partner_id/channels/:channel_id",
      summary: "One channel",
      evidence: observed("a TypeScript client reads it"),
      query: none,
      body: none,
      handle: ({ params }) => channelObject(hub.channels.get(...ids(params))),
    }),
    operation({
      id: "createApiKey",
      method: "post",
      path: "/partners/:partner_id/channels/:channel_id/api_keys",
      summary: "Creates the channel's API key, which ends the older ones",
      evidence: observed("nine clients; 201 is what one of them insists on"),
      query: none,
      body: none,
      status: 201,
      handle: ({ params }) => hub.apiKeys.create(...ids(params)),
    }),
    operation({
      id: "listApiKeys",
      method: "get",
      path: "/partners/:partner_id/channels/:channel_id/api_keys",
      summary: "Lists the channel's API keys, masked",
      evidence: observed(".NET client; older docs print this body with asterisks"),
      query: none,
      body: none,
      handle: ({ params }) => ({ api_keys: hub.apiKeys.list(...ids(params)) }),
    }),
    operation({
      id: "deleteApiKeys",
      method: "delete",
      path: "/partners/:partner_id/channels/:channel_id/api_keys",
      summary: "Ends the channel's API keys",
      evidence: observed(".NET client; the answer is a guess"),
      query: none,
      body: none,
      handle: ({ params }) => metaSuccess(`${hub.apiKeys.remove(...ids(params))} API keys deleted.`),
    }),
  ];
}

function controlOperations(hub: Hub): BoundOperation[] {
  /** The client in the path has to be the channel's own. */
  const channelOf = (params: Record<string, string>) => {
    const channel = hub.channels.get(partnerOf(params), param(params, "channel_id"));
    hub.clients.get(channel.partnerId, param(params, "client_id"));
    if (channel.clientId === param(params, "client_id")) return channel;
    throw notFound("channel", channel.id, `The client ${param(params, "client_id")} has no such channel.`);
  };
  return [
    operation({
      id: "requestCancellation",
      method: "post",
      path: "/partners/:partner_id/clients/:client_id/channels/:channel_id/control/cancellation_request",
      summary: "Requests a channel's cancellation, or withdraws the request",
      evidence: observed(".NET client; a Go client found out that the path needs the client"),
      query: none,
      body: z.object({ enabled: z.boolean().default(true) }).prefault({}),
      handle: ({ params, body }) => {
        const { partnerId, id } = channelOf(params);
        const { request, withdraw } = hub.cancellations;
        return channelObject(body.enabled ? request(partnerId, id) : withdraw(partnerId, id));
      },
    }),
    operation({
      id: "reactivateChannel",
      method: "post",
      path: "/partners/:partner_id/clients/:client_id/channels/:channel_id/control/reactivate",
      summary: "Brings a cancelled or terminated channel back",
      evidence: observed("a Go client's word; its tests use a fake server"),
      query: none,
      body: none,
      handle: ({ params }) => {
        const { partnerId, id } = channelOf(params);
        return channelObject(hub.cancellations.reactivate(partnerId, id));
      },
    }),
  ];
}

/** What the sandbox serves below `/api/v2` once the caller is known. */
export const partnerApiOperations = (hub: Hub): BoundOperation[] => [
  ...partnerOperations(hub),
  ...clientOperations(hub),
  ...channelOperations(hub),
  ...controlOperations(hub),
  ...moreOperations(hub),
];
