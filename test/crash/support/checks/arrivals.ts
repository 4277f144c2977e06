import { createHmac } from "node:crypto";
import type { Arrival } from "../receiver.ts";
import { type DeliveryRecord, groupBy, type Records } from "../records.ts";
import { platformSecret } from "../world.ts";
import { idsIn } from "./bodies.ts";

const pathOf = ({ route, partner_id, subject }: DeliveryRecord): string =>
  route === "partner" ? `/partner/${partner_id}` : `/messages/${subject}`;

/** Every delivery reached the receiver, which said 200 to it. */
export function unreached({ deliveries }: Records, arrivals: readonly Arrival[]): string[] {
  const acknowledged = new Set(arrivals.filter((one) => one.acknowledged !== null).map(({ body }) => body));
  return deliveries.flatMap(({ id, event, lane, state, body }) => {
    const name = `${event} ${id} (lane ${lane})`;
    if (!acknowledged.has(body)) return [`${name} never reached the receiver; its state is "${state}"`];
    return state === "delivered" ? [] : [`${name} was received, but its state is "${state}"`];
  });
}

/** Every body that was received is that of a delivery, byte for byte, at the right address and rightly signed. */
export function invented({ deliveries }: Records, arrivals: readonly Arrival[]): string[] {
  const byBody = groupBy(deliveries, ({ body }) => body);
  const twice = [...byBody.values()].filter((same) => same.length > 1);
  const foreign = arrivals.flatMap(({ tick, path, body, signature, delivery: named }) => {
    const delivery = byBody.get(body)?.[0];
    if (delivery && named !== undefined && named !== delivery.id)
      return [`${delivery.id} was sent as ${named}`];
    if (!delivery) return [`arrival ${tick} at ${path} belongs to no delivery: ${body}`];
    if (path !== pathOf(delivery)) return [`${delivery.event} ${delivery.id} went to ${path}`];
    if (delivery.route !== "partner") return [];
    const right = createHmac("sha256", platformSecret).update(body, "utf8").digest("hex");
    return signature === right ? [] : [`${delivery.event} ${delivery.id} was signed with "${signature}"`];
  });
  const sameBody = twice.map((same) => `the deliveries ${same.map(({ id }) => id).join(", ")} have one body`);
  return [...sameBody, ...foreign];
}

/** Arrivals of one event carry the same bytes, whatever was killed between them. */
export function unlikeDuplicates(_records: Records, arrivals: readonly Arrival[]): string[] {
  const named = arrivals.flatMap(({ body, delivery }) =>
    [...idsIn(body), ...(delivery === undefined ? [] : [`delivery ${delivery}`])].map((id) => ({ id, body })),
  );
  return [...groupBy(named, ({ id }) => id)].flatMap(([id, same]) => {
    const bodies = new Set(same.map(({ body }) => body));
    return bodies.size === 1
      ? []
      : [`${id} came with ${bodies.size} different bodies: ${[...bodies].join(" / ")}`];
  });
}

/** How often something arrived that had arrived before. */
export const duplicates = (arrivals: readonly Arrival[]): number =>
  arrivals.length - new Set(arrivals.map(({ body }) => body)).size;
