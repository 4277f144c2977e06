import { z } from "zod";
import { documented, inferred } from "../../evidence/evidence.js";
import type { Hub } from "../../hub/hub.js";
import { channelObject } from "../../hub/objects/channel-object.js";
import { channelSchema } from "../../hub/objects/channel-schema.js";
import { clientObject, clientSchema } from "../../hub/objects/client-object.js";
import { pageSchema } from "../../hub/objects/envelopes.js";
import { field } from "../../hub/objects/field.js";
import { type BoundOperation, none, operation, param } from "../../wire/operation.js";
import { exampleChannel, exampleClient, examplePage } from "../examples.js";
import { listQuerySchema, pageObject, readListQuery } from "../lists.js";

const docs = documented("api-reference/client-management");
const ourEnvelope = inferred("path documented in partner-hub/api-keys; the envelope's key is our choice");

const changeSchema = z.object({
  partner_payload: field(
    z.string().nullable().optional(),
    docs,
    "Whatever the partner keeps with its client.",
  ),
  max_channels: field(z.int().min(0).nullable().optional(), docs),
});

const sharedSchema = z.strictObject({
  count: field(z.int(), ourEnvelope),
  shared_client_numbers: field(
    z.array(channelSchema),
    inferred("the readable part of the answer begins with a channel's status"),
  ),
  total: field(z.int(), ourEnvelope),
});

const partnerOf = (params: Record<string, string>) => param(params, "partner_id");

function sharedNumbers(hub: Hub, partnerId: string, clientId: string): z.infer<typeof sharedSchema> {
  const client = hub.clients.get(partnerId, clientId);
  const shared = hub.channels.ofClient(client.partnerId, client.id).filter(({ permitted }) => permitted);
  return {
    count: shared.length,
    shared_client_numbers: shared.map(channelObject),
    total: shared.length,
  };
}

const listClients = (hub: Hub): BoundOperation =>
  operation({
    id: "listClients",
    method: "get",
    path: "/partners/:partner_id/clients",
    summary: "Lists clients",
    evidence: docs,
    usedBy: "a Go client, .NET clients, a FastAPI app",
    query: listQuerySchema,
    body: none,
    response: pageSchema("clients", clientSchema),
    refusals: { 400: "Wrong payload (documented)." },
    example: { answer: examplePage("clients", exampleClient) },
    links: {
      sharedNumbers: {
        operationId: "listSharedClientNumbers",
        parameters: {
          partner_id: "$request.path.partner_id",
          client_id: "$response.body#/clients/0/id",
        },
        description: "For which of its channels the client has given the permission.",
      },
    },
    handle: ({ params, query }) =>
      pageObject("clients", hub.clients.list(partnerOf(params), readListQuery(query)), clientObject),
  });

const updateClient = (hub: Hub): BoundOperation =>
  operation({
    id: "updateClient",
    method: "patch",
    path: "/partners/:partner_id/clients/:client_id",
    summary: "Sets a client's partner payload or its highest number of channels",
    evidence: docs,
    usedBy: ".NET clients",
    query: none,
    body: changeSchema,
    response: clientSchema,
    refusals: { 400: "Wrong payload (documented).", 404: "Not found (documented)." },
    example: {
      body: { partner_payload: "tenant-4711" },
      answer: { ...exampleClient, partner_payload: "tenant-4711" },
    },
    handle: ({ params, body }) =>
      clientObject(
        hub.clients.change(partnerOf(params), param(params, "client_id"), {
          ...(body.partner_payload === undefined ? {} : { partnerPayload: body.partner_payload }),
          ...(body.max_channels === undefined ? {} : { maxChannels: body.max_channels }),
        }),
      ),
  });

const listSharedClientNumbers = (hub: Hub): BoundOperation =>
  operation({
    id: "listSharedClientNumbers",
    method: "get",
    path: "/partners/:partner_id/clients/:client_id/shared_client_numbers",
    summary: "The channels of a client that the partner may create API keys for",
    evidence: ourEnvelope,
    query: none,
    body: none,
    response: sharedSchema,
    refusals: { 400: "Wrong payload (documented).", 404: "Not found (documented)." },
    example: { answer: { count: 1, shared_client_numbers: [exampleChannel], total: 1 } },
    handle: ({ params }) => sharedNumbers(hub, partnerOf(params), param(params, "client_id")),
  });

/** The clients, and the numbers that they share. */
export const clientOperations = (hub: Hub): BoundOperation[] => [
  listClients(hub),
  updateClient(hub),
  listSharedClientNumbers(hub),
];
