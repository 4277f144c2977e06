import { z } from "zod";
import { inferred, observed } from "../../evidence/evidence.js";
import { notFound } from "../../hub/errors.js";
import type { Hub } from "../../hub/hub.js";
import { channelObject } from "../../hub/objects/channel-object.js";
import { channelSchema } from "../../hub/objects/channel-schema.js";
import { field } from "../../hub/objects/field.js";
import { type BoundOperation, none, operation, param } from "../../wire/operation.js";
import { exampleChannel } from "../examples.js";

const path = "/partners/:partner_id/clients/:client_id/channels/:channel_id/control";

const refusals = { 404: "There is no such channel, or it is another client's." };

const cancellationSchema = z
  .object({
    enabled: field(
      z.boolean().default(true),
      observed(".NET client; a Go client leaves it out"),
      "False withdraws the request.",
    ),
  })
  .prefault({});

/** Cancellation and its undoing. The client in the path has to be the channel's own. */
export function controlOperations(hub: Hub): BoundOperation[] {
  const channelOf = (params: Record<string, string>) => {
    const channel = hub.channels.get(param(params, "partner_id"), param(params, "channel_id"));
    hub.clients.get(channel.partnerId, param(params, "client_id"));
    if (channel.clientId === param(params, "client_id")) return channel;
    throw notFound("channel", channel.id, `The client ${param(params, "client_id")} has no such channel.`);
  };
  return [
    operation({
      id: "requestCancellation",
      method: "post",
      path: `${path}/cancellation_request`,
      summary: "Requests a channel's cancellation, or withdraws the request",
      evidence: observed(".NET client; a Go client found out that the path needs the client"),
      usedBy: ".NET clients, a Go client",
      query: none,
      body: cancellationSchema,
      response: channelSchema,
      refusals,
      example: { body: { enabled: true }, answer: { ...exampleChannel, hub_status: "pending_deletion" } },
      handle: ({ params, body }) => {
        const { partnerId, id } = channelOf(params);
        const { request, withdraw } = hub.cancellations;
        return channelObject(body.enabled ? request(partnerId, id) : withdraw(partnerId, id));
      },
    }),
    operation({
      id: "reactivateChannel",
      method: "post",
      path: `${path}/reactivate`,
      summary: "Brings a cancelled or terminated channel back",
      evidence: inferred("a Go client's word; its tests use a fake server"),
      usedBy: "a Go client",
      query: none,
      body: none,
      response: channelSchema,
      refusals,
      example: { answer: exampleChannel },
      handle: ({ params }) => {
        const { partnerId, id } = channelOf(params);
        return channelObject(hub.cancellations.reactivate(partnerId, id));
      },
    }),
  ];
}
