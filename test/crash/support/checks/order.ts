import type { Arrival } from "../receiver.ts";
import { type DeliveryRecord, groupBy, type Records } from "../records.ts";

interface Seen {
  /** The tick at which it first arrived. */
  first: number;
  /** The tick at which it was first acknowledged. */
  acknowledged: number;
}

function seenBodies(arrivals: readonly Arrival[]): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const { body, tick, acknowledged } of arrivals) {
    const known = seen.get(body) ?? { first: tick, acknowledged: Number.POSITIVE_INFINITY };
    const earliest = Math.min(known.acknowledged, acknowledged ?? Number.POSITIVE_INFINITY);
    seen.set(body, { first: known.first, acknowledged: earliest });
  }
  return seen;
}

/**
 * In each lane, an event first arrives only after the one before it was acknowledged; and an event about a channel only
 * after `client_created` of its client was.
 */
export function disorder({ deliveries }: Records, arrivals: readonly Arrival[]): string[] {
  const seen = seenBodies(arrivals);
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));

  function tooEarly(before: DeliveryRecord | undefined, delivery: DeliveryRecord): string[] {
    const earlier = before && seen.get(before.body);
    const later = seen.get(delivery.body);
    if (!before || !later) return [];
    if (earlier && earlier.acknowledged < later.first) return [];
    const name = `${delivery.event} ${delivery.id} (lane ${delivery.lane}, seq ${delivery.seq})`;
    return [
      `${name} arrived at ${later.first}, before ${before.event} ${before.id} was acknowledged at ${earlier?.acknowledged}`,
    ];
  }

  const lanes = [...groupBy(deliveries, ({ partner_id, lane }) => `${partner_id} ${lane}`).values()];
  return lanes.flatMap((lane) =>
    lane.flatMap((delivery, index) => [
      ...tooEarly(lane[index - 1], delivery),
      ...(delivery.after_id === null ? [] : tooEarly(byId.get(delivery.after_id), delivery)),
    ]),
  );
}

/** The hub numbered the events of each client and channel in the order of its life. */
export function wrongSteps({ deliveries, channels, clients }: Records): string[] {
  const order = ["channel_created", "channel_ready", "channel_running", "channel_live"];
  const bySubject = groupBy(deliveries, ({ subject }) => subject);
  const eventOf = new Map(clients.map(({ id, created_event }) => [id, created_event]));
  return channels.flatMap(({ id, client_id }) => {
    const own = bySubject.get(id) ?? [];
    const steps = own.filter(({ event }) => order.includes(event)).map(({ event }) => event);
    const unbound = own.filter(
      ({ route, after_id }) => route === "partner" && after_id !== eventOf.get(client_id),
    );
    return [
      ...(steps.join() === order.join() ? [] : [`channel ${id} announced ${steps.join(", ") || "nothing"}`]),
      ...unbound.map(({ event }) => `${event} of ${id} does not wait for client_created of ${client_id}`),
    ];
  });
}
