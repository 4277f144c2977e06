import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import { HubError, notFound } from "../hub/errors.js";
import { keptBody } from "../journal/entry.js";
import { mask } from "../journal/mask.js";
import type { Attempt, Delivery } from "../webhooks/delivery.js";
import { explainSignature } from "../webhooks/signature.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";
import type { ControlRooms } from "./rooms.js";

const iso = (ms: number) => new Date(ms).toISOString();

const deliveryView = ({ body, createdAt, nextAt, ...delivery }: Delivery) => ({
  ...delivery,
  createdAt: iso(createdAt),
  nextAt: nextAt === null ? null : iso(nextAt),
  body: JSON.parse(body),
});

const attemptView = ({ at, answer, ...attempt }: Attempt) => ({
  ...attempt,
  at: iso(at),
  answer: answer.slice(0, keptBody),
  answerLength: answer.length,
});

const ours = invented("the sandbox's own control API");

const resendSchema = z.strictObject({
  partner: z.string().optional(),
  states: z
    .array(z.enum(["pending", "delivered", "dead", "unsent", "dropped"]))
    .min(1)
    .default(["dead", "unsent"]),
  since: z.iso.datetime({ offset: true, error: "expected a moment such as 2026-01-05T09:00:00Z" }).optional(),
});

const editSchema = z
  .strictObject({
    body: z.string().max(1_000_000).optional().describe("The exact text to send."),
    headers: z
      .record(z.string(), z.string().nullable())
      .optional()
      .describe("Headers to add or replace; null takes one away."),
  })
  .prefault({});

/** The outbox: what is on its way, what became of it, and sending it again. */
export function deliveryOperations({ hub, outbox, journal }: ControlRooms): BoundOperation[] {
  function find(id: string): Delivery {
    const delivery = outbox.find(id);
    if (!delivery) throw notFound("delivery", id, "GET /_sandbox/api/deliveries lists them.");
    return delivery;
  }

  return [
    operation({
      id: "listDeliveries",
      method: "get",
      path: "/deliveries",
      summary: "Webhook deliveries, newest first",
      evidence: ours,
      query: z.strictObject({
        partner: z.string().optional(),
        limit: z
          .string()
          .regex(/^[1-9]\d{0,4}$/, { error: "expected a whole number from 1 to 99999" })
          .default("200"),
      }),
      body: none,
      handle: ({ query }) => ({
        deliveries: outbox.list(query.partner, Number(query.limit)).map(deliveryView),
      }),
    }),
    operation({
      id: "getDelivery",
      method: "get",
      path: "/deliveries/:delivery_id",
      summary: "One delivery with its exact text, its attempts and when it is tried next",
      evidence: ours,
      query: none,
      body: none,
      handle: ({ params }) => {
        const delivery = find(param(params, "delivery_id"));
        return {
          ...deliveryView(delivery),
          text: delivery.body,
          tries: outbox.attempts(delivery.id).map(attemptView),
        };
      },
    }),
    operation({
      id: "resendDelivery",
      method: "post",
      path: "/deliveries/:delivery_id/resend",
      summary: "Sends a delivery again, with the same id and bytes",
      evidence: ours,
      query: none,
      body: none,
      status: 202,
      handle: ({ params }) => {
        const delivery = find(param(params, "delivery_id"));
        outbox.resend(delivery);
        return { resent: [delivery.id] };
      },
    }),
    operation({
      id: "sendEditedDelivery",
      method: "post",
      path: "/deliveries/:delivery_id/send_edited",
      summary: "Sends a delivery once with another body or other headers; the delivery itself stays as it is",
      evidence: ours,
      query: none,
      body: editSchema,
      handle: async ({ params, body }) => {
        const seq = await hub.editedDeliveries.send(find(param(params, "delivery_id")), body);
        const entry = journal.find(seq);
        return { entry: seq, status: entry?.data.status ?? null, error: entry?.data.error ?? null };
      },
    }),
    operation({
      id: "explainSignature",
      method: "get",
      path: "/deliveries/:delivery_id/signature",
      summary: "How the signature of a delivery is made, step by step; the secret is masked",
      evidence: ours,
      query: none,
      body: none,
      handle: ({ params }) => {
        const { body, partnerId } = find(param(params, "delivery_id"));
        const { platformSecret, settings } = hub.partners.get(partnerId);
        if (platformSecret === null)
          throw new HubError("conflict", `${partnerId} has no platform secret, so nothing is signed.`);
        return {
          ...explainSignature(body, platformSecret, settings.signature_prefix),
          secret: mask(platformSecret),
          text: body,
        };
      },
    }),
    operation({
      id: "resendDeliveries",
      method: "post",
      path: "/deliveries/resend",
      summary: "Sends again what failed, or all since a moment",
      evidence: ours,
      query: none,
      body: resendSchema,
      status: 202,
      handle: ({ body: { partner, states, since } }) => ({
        resent: outbox.resendAll({
          partnerId: partner === undefined ? undefined : hub.partners.get(partner).id,
          states,
          since: since === undefined ? undefined : Date.parse(since),
        }),
      }),
    }),
  ];
}
