import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import { eventCatalogue, eventNames } from "../hub/event-catalogue.js";
import type { EventDetails } from "../hub/events.js";
import type { Json } from "../webhooks/json-path.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";
import { channelOperations } from "./channel-operations.js";
import type { ControlRooms } from "./rooms.js";

const ours = invented("the sandbox's own control API");

const jsonSchema: z.ZodType<Json> = z.json();

const triggerSchema = z.strictObject({
  partner: z.string(),
  channel: z.string(),
  event: z.enum(eventNames, { error: `expected one of ${eventNames.join(", ")}` }),
  violation_type: z.string().min(1).optional(),
  template: z
    .strictObject({
      id: z.string(),
      external_id: z.string(),
      name: z.string(),
      language: z.string(),
      status: z.string(),
      rejected_reason: z.string(),
      category: z.string(),
    })
    .partial()
    .optional(),
  set: z
    .record(z.string(), jsonSchema)
    .optional()
    .describe(
      "Other values at dotted paths of the body. The event is sent alone then; the hub stays as it is.",
    ),
});

type Trigger = z.infer<typeof triggerSchema>;

const detailsOf = ({ violation_type, template, set }: Trigger): EventDetails => ({
  violationType: violation_type,
  set,
  template: template && {
    ...template,
    externalId: template.external_id,
    rejectedReason: template.rejected_reason,
  },
});

/** Lets the hub and the customers act: events, permissions, inbound messages, and what happens to one number. */
export function hubOperations(rooms: ControlRooms): BoundOperation[] {
  const { hub } = rooms;
  return [
    operation({
      id: "triggerEvent",
      method: "post",
      path: "/events",
      summary: "Makes an event happen on an existing channel, and announces it",
      evidence: ours,
      query: none,
      body: triggerSchema,
      handle: ({ body }) => {
        hub.triggers.trigger(body.partner, body.channel, body.event, detailsOf(body));
        return { triggered: body.event, channel: body.channel };
      },
    }),
    operation({
      id: "listEvents",
      method: "get",
      path: "/events",
      summary: "Every event that the sandbox can send, with what causes it and how sure we are of it",
      evidence: ours,
      query: none,
      body: none,
      handle: () => ({
        events: Object.entries(eventCatalogue).map(([event, facts]) => ({ event, ...facts })),
      }),
    }),
    operation({
      id: "changeQuality",
      method: "post",
      path: "/quality",
      summary: "Meta changes a number's quality rating or messaging limit",
      evidence: ours,
      query: none,
      body: z
        .strictObject({
          partner: z.string(),
          channel: z.string(),
          rating: z.enum(["GREEN", "YELLOW", "RED", "UNKNOWN"]).optional(),
          limit: z.enum(["TIER_0.25K", "TIER_1K", "TIER_10K", "TIER_100K"]).optional(),
        })
        .refine(({ rating, limit }) => rating !== undefined || limit !== undefined, {
          error: "nothing changes; give a rating or a limit",
        }),
      handle: ({ body: { partner, channel, rating, limit } }) => {
        hub.incidents.quality(partner, channel, { rating, limit });
        return { channel, rating, limit };
      },
    }),
    operation({
      id: "changePermissions",
      method: "post",
      path: "/permissions",
      summary: "The client grants or revokes permissions in its Client Hub (no redirect)",
      evidence: ours,
      query: none,
      body: z.strictObject({
        partner: z.string(),
        client: z.string(),
        grant: z.array(z.string()).default([]),
        revoke: z.array(z.string()).default([]),
      }),
      handle: ({ body: { partner, client, grant, revoke } }) =>
        hub.permissions.change(partner, client, { grant, revoke }),
    }),
    operation({
      id: "receiveMessage",
      method: "post",
      path: "/messages",
      summary: "A customer writes a text to a number",
      evidence: ours,
      query: none,
      body: z.strictObject({
        partner: z.string(),
        channel: z.string(),
        from: z.string().default("+4915100000099"),
        name: z.string().optional(),
        text: z.string().min(1),
      }),
      status: 201,
      handle: ({ body: { partner, channel, ...message } }) => ({
        id: hub.messages.receive(partner, channel, message),
      }),
    }),
    ...channelOperations(rooms),
  ];
}
