import { z } from "zod";
import { observed } from "../../evidence/evidence.js";
import type { Hub } from "../../hub/hub.js";
import { type ApiKeyObject, apiKeySchema } from "../../hub/objects/api-key-object.js";
import { metaSuccessSchema } from "../../hub/objects/envelopes.js";
import { field } from "../../hub/objects/field.js";
import { metaSuccess } from "../../wire/meta.js";
import { type BoundOperation, none, operation, param } from "../../wire/operation.js";
import { exampleKey } from "../examples.js";

const path = "/partners/:partner_id/channels/:channel_id/api_keys";
const dotNet = observed(".NET client; older docs print this body with asterisks");

const listSchema = z.strictObject({ api_keys: field(z.array(apiKeySchema), dotNet) });

const ids = (params: Record<string, string>) =>
  [param(params, "partner_id"), param(params, "channel_id")] as const;

/** A channel's keys for the messaging API. */
export const apiKeyOperations = (hub: Hub): BoundOperation[] => [
  operation({
    id: "createApiKey",
    method: "post",
    path,
    summary: "Creates the channel's API key, which ends the older ones",
    evidence: observed("nine clients; 201 is what one of them insists on"),
    usedBy: "nearly all clients",
    query: none,
    body: none,
    status: 201,
    response: apiKeySchema,
    refusals: {
      400: "The channel does not run yet; a setting, as the real status is unknown.",
      403: "The client has not given the permission; a setting, as the real status is unknown.",
      404: "The partner has no such channel.",
    },
    example: { answer: exampleKey },
    links: {
      sendMessage: {
        operationId: "sendMessage",
        parameters: { "header.D360-API-KEY": "$response.body#/api_key" },
        description: "The key goes into the header D360-API-KEY of the messaging API at `address`.",
      },
    },
    handle: ({ params }): ApiKeyObject => hub.apiKeys.create(...ids(params)),
  }),
  operation({
    id: "listApiKeys",
    method: "get",
    path,
    summary: "Lists the channel's API keys, masked",
    evidence: dotNet,
    usedBy: ".NET clients",
    query: none,
    body: none,
    response: listSchema,
    refusals: { 404: "The partner has no such channel." },
    example: { answer: { api_keys: [{ ...exampleKey, api_key: "**********************00AK" }] } },
    handle: ({ params }): z.infer<typeof listSchema> => ({ api_keys: hub.apiKeys.list(...ids(params)) }),
  }),
  operation({
    id: "deleteApiKeys",
    method: "delete",
    path,
    summary: "Ends the channel's API keys",
    evidence: observed(".NET client; the answer is a guess"),
    usedBy: ".NET clients",
    query: none,
    body: none,
    response: metaSuccessSchema,
    refusals: { 404: "The partner has no such channel." },
    example: { answer: metaSuccess("1 API keys deleted.") },
    handle: ({ params }) => metaSuccess(`${hub.apiKeys.remove(...ids(params))} API keys deleted.`),
  }),
];
