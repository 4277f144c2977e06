import { type DeliveryRecord, groupBy, type Records } from "../records.ts";
import { idsIn } from "./bodies.ts";

/** Compares what had to be announced with what was, each as often as it is listed. */
function compare(expected: readonly string[], announced: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of expected) left.set(one, (left.get(one) ?? 0) + 1);
  for (const one of announced) left.set(one, (left.get(one) ?? 0) - 1);
  return [...left].flatMap(([one, count]) => {
    if (count === 0) return [];
    return [
      count > 0
        ? `${one} happened, and has no delivery`
        : `${one} was announced ${-count} times more than it happened`,
    ];
  });
}

/** Every client is announced once, and no other. */
function clientChanges({ clients, deliveries }: Records): string[] {
  const created = deliveries.filter(({ event }) => event === "client_created");
  return compare(
    clients.map(({ id, created_event }) => `client_created ${created_event} of ${id}`),
    created.map(({ id, subject }) => `client_created ${id} of ${subject}`),
  );
}

const lifeEvents = ["channel_created", "channel_ready", "channel_running", "channel_live"];

/** Every channel has come to the end of its life's steps, and each step is announced once. */
function channelChanges({ channels, deliveries }: Records): string[] {
  const announced = deliveries.filter(({ event }) => lifeEvents.includes(event));
  const unfinished = channels.filter(
    ({ status, integration_state, account_mode }) =>
      status !== "ready" || integration_state !== "running" || account_mode !== "live",
  );
  return [
    ...unfinished.map(
      ({ id, status, integration_state, account_mode }) =>
        `channel ${id} stopped on its way: status ${status}, integration ${integration_state}, mode ${account_mode}`,
    ),
    ...compare(
      channels.flatMap(({ id }) => lifeEvents.map((event) => `${event} of ${id}`)),
      announced.map(({ event, subject }) => `${event} of ${subject}`),
    ),
  ];
}

const permissionWord = new Map([
  ["channel_permission_granted", true],
  ["channel_permission_revoked", false],
]);

/** Grants and revocations alternate, and the last one is what the database says. Partner Payment announces none. */
function permissionChanges({ channels, deliveries }: Records): string[] {
  const bySubject = groupBy(
    deliveries.filter(({ event }) => permissionWord.has(event)),
    ({ subject }) => subject,
  );
  return channels.flatMap(({ id, billing, permitted }) => {
    const events = (bySubject.get(id) ?? []).map(({ event }: DeliveryRecord) => permissionWord.get(event));
    if (billing === "partner")
      return events.length === 0 ? [] : [`${id} is shared by default, and announced it`];
    const alternates = events.every((granted, index) => granted === (index % 2 === 0));
    const last = events.at(-1) ?? false;
    const story = events.map((granted) => (granted ? "granted" : "revoked")).join(", ") || "nothing";
    return alternates && last === (permitted === 1)
      ? []
      : [`${id} is ${permitted ? "permitted" : "not permitted"}, but announced: ${story}`];
  });
}

/** Every message has come to its last status, and each status is announced once. */
function messageChanges({ messages, deliveries }: Records): string[] {
  const announced = deliveries
    .filter(({ route }) => route === "messaging")
    .flatMap(({ body }) => idsIn(body));
  const expected = messages.flatMap(({ id, direction }) =>
    (direction === "in" ? ["received"] : ["sent", "delivered", "read"]).map((status) => `${id} ${status}`),
  );
  const unfinished = messages.filter(
    ({ direction, status }) => status !== (direction === "in" ? "received" : "read"),
  );
  return [
    ...unfinished.map(({ id, status }) => `message ${id} stopped on its way, at ${status}`),
    ...compare(expected, announced),
  ];
}

/** Everything is announced that happened, once, and nothing else; and nothing stopped half-way. */
export const unannounced = (records: Records): string[] => [
  ...clientChanges(records),
  ...channelChanges(records),
  ...permissionChanges(records),
  ...messageChanges(records),
];
