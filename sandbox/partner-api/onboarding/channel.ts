import { documented, observed } from "../../evidence/evidence.js";
import type { Hub } from "../../hub/hub.js";
import { channelObject } from "../../hub/objects/channel-object.js";
import { channelSchema } from "../../hub/objects/channel-schema.js";
import { pageSchema } from "../../hub/objects/envelopes.js";
import { type BoundOperation, none, operation, param } from "../../wire/operation.js";
import { exampleChannel, examplePage } from "../examples.js";
import { listQuerySchema, pageObject, readListQuery } from "../lists.js";

const listChannels = (hub: Hub): BoundOperation =>
  operation({
    id: "listChannels",
    method: "get",
    path: "/partners/:partner_id/channels",
    summary: "Lists channels",
    evidence: documented("api-reference/channel-management"),
    usedBy: "six clients; most filter by id or client_id",
    query: listQuerySchema,
    body: none,
    response: pageSchema("partner_channels", channelSchema),
    refusals: { 400: "Wrong payload (documented).", 404: "Not found (documented)." },
    example: { answer: examplePage("partner_channels", exampleChannel) },
    links: {
      createApiKey: {
        operationId: "createApiKey",
        parameters: {
          partner_id: "$request.path.partner_id",
          channel_id: "$response.body#/partner_channels/0/id",
        },
        description: "A key for the channel, once it runs and its client permits it.",
      },
    },
    handle: ({ params, query }) =>
      pageObject(
        "partner_channels",
        hub.channels.list(param(params, "partner_id"), readListQuery(query)),
        channelObject,
      ),
  });

const getChannel = (hub: Hub): BoundOperation =>
  operation({
    id: "getChannel",
    method: "get",
    path: "/partners/:partner_id/channels/:channel_id",
    summary: "One channel",
    evidence: observed("a TypeScript client reads it"),
    usedBy: "three clients",
    query: none,
    body: none,
    response: channelSchema,
    refusals: { 404: "The partner has no such channel." },
    example: { answer: exampleChannel },
    handle: ({ params }) =>
      channelObject(hub.channels.get(param(params, "partner_id"), param(params, "channel_id"))),
  });

/** The channels: one, or a page of them. */
export const channelOperations = (hub: Hub): BoundOperation[] => [listChannels(hub), getChannel(hub)];
