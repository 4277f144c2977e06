import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import { notFound } from "../hub/errors.js";
import type { Attempt, Delivery } from "../webhooks/delivery.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";
import type { ControlRooms } from "./rooms.js";

const iso = (ms: number) => new Date(ms).toISOString();

const deliveryView = ({ body, createdAt, nextAt, ...delivery }: Delivery) => ({
  ...delivery,
  createdAt: iso(createdAt),
  nextAt: nextAt === null ? null : iso(nextAt),
  body: JSON.parse(body),
});

const shownAnswer = 4096;

const attemptView = ({ at, answer, ...attempt }: Attempt) => ({
  ...attempt,
  at: iso(at),
  answer: answer.slice(0, shownAnswer),
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

/** The outbox: what is on its way, what became of it, and sending it again. */
export function deliveryOperations({ hub, outbox }: ControlRooms): BoundOperation[] {
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
