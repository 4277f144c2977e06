import { createHmac } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { addNumber, createTestRooms, postedEvents, type TestRooms } from "../../test/support/rooms.js";

let rooms: TestRooms;
let partner: string;

beforeEach(() => {
  rooms = createTestRooms();
  partner = rooms.addPartner("partner");
});

const attempts = () => rooms.journal.read({ kinds: ["attempt"] });

it("sends the events of a new number in the documented order", async () => {
  addNumber(rooms, partner);
  await rooms.clock.advance(partner, 10_000);
  expect(postedEvents(rooms)).toEqual([
    "client_created",
    "channel_created",
    "channel_ready",
    "channel_running",
    "channel_live",
  ]);
});

it("posts one object of id, event and data, signed with bare hex over its exact bytes", async () => {
  rooms.hub.partners.change(partner, { platformSecret: "s3cret" });
  addNumber(rooms, partner);
  await rooms.clock.settled(partner);
  const post = rooms.posts[0];
  const body = JSON.parse(post?.body ?? "");
  expect(Object.keys(body)).toEqual(["id", "event", "data"]);
  expect(body.data.client).toMatchObject({
    name: "Nordlicht Bakery",
    contact_info: { email: "owner@nordlicht.example" },
  });
  const signature = createHmac("sha256", "s3cret")
    .update(Buffer.from(post?.body ?? ""))
    .digest("hex");
  expect(post?.headers["x-360dialog-signature"]).toBe(signature);
});

it("sends no signature when the partner has no platform secret", async () => {
  rooms.hub.partners.change(partner, { platformSecret: null });
  addNumber(rooms, partner);
  await rooms.clock.settled(partner);
  expect(rooms.posts[0]?.headers).not.toHaveProperty("x-360dialog-signature");
});

it("sends the partner's custom headers", async () => {
  rooms.hub.partners.change(partner, { webhookHeaders: { "X-Partner-Auth": "let me in" } });
  addNumber(rooms, partner);
  await rooms.clock.settled(partner);
  expect(rooms.posts[0]?.headers).toMatchObject({ "X-Partner-Auth": "let me in" });
});

it("tries again with exponential pauses on the clock, with the same id and bytes", async () => {
  rooms.answer = () => (rooms.posts.length <= 3 ? { status: 500 } : { status: 200 });
  addNumber(rooms, partner);
  await rooms.clock.settled(partner);
  expect(rooms.posts).toHaveLength(1);
  await rooms.clock.advance(partner, 9_999);
  expect(rooms.posts).toHaveLength(1);
  await rooms.clock.advance(partner, 1);
  expect(rooms.posts).toHaveLength(2);
  await rooms.clock.advance(partner, 20_000);
  expect(rooms.posts).toHaveLength(3);
  await rooms.clock.advance(partner, 40_000);
  expect(new Set(rooms.posts.slice(0, 4).map((post) => post.body)).size).toBe(1);
  expect(
    attempts()
      .slice(0, 4)
      .map(({ data }) => [data.attempt, data.status, data.outcome]),
  ).toEqual([
    [1, 500, "retry"],
    [2, 500, "retry"],
    [3, 500, "retry"],
    [4, 200, "delivered"],
  ]);
});

it("keeps the order of a channel while an earlier event is being retried", async () => {
  rooms.answer = () =>
    rooms.clock.now(partner) < Date.UTC(2026, 0, 5, 10) ? { error: "refused" } : { status: 200 };
  addNumber(rooms, partner);
  await rooms.clock.advance(partner, 2 * 3_600_000);
  const delivered = attempts().filter(({ data }) => data.outcome === "delivered");
  expect(delivered.map(({ data }) => data.event)).toEqual([
    "client_created",
    "channel_created",
    "channel_ready",
    "channel_running",
    "channel_live",
  ]);
});

it("lets one channel's receiver trouble pass another channel by", async () => {
  addNumber(rooms, partner);
  await rooms.clock.settled(partner);
  const first = rooms.posts[1]?.body ?? "";
  rooms.answer = (post) => ({ status: post.body.includes(JSON.parse(first).data.id) ? 500 : 200 });
  const second = addNumber(rooms, partner, "+49 151 00000043", "second@nordlicht.example");
  await rooms.clock.advance(partner, 10_000);
  const ofSecond = attempts().filter(
    ({ subject, data }) => subject === second.channelId && data.outcome === "delivered",
  );
  expect(ofSecond.map(({ data }) => data.event)).toEqual([
    "channel_created",
    "channel_ready",
    "channel_running",
    "channel_live",
  ]);
});

it("gives up after seven days, and says so", async () => {
  rooms.answer = () => ({ status: 503 });
  addNumber(rooms, partner);
  await rooms.clock.advance(partner, 9 * 86_400_000);
  const dead = rooms.outbox.list(partner, 100).find(({ event }) => event === "client_created");
  expect(dead).toMatchObject({
    state: "dead",
    attempts: 17,
    lastStatus: 503,
    lastError: "The receiver answered 503.",
  });
});

it("writes each attempt with the status, body and time of the answer", async () => {
  rooms.answer = () => ({ status: 401, body: '{"error":"bad signature"}', tookMs: 12 });
  addNumber(rooms, partner);
  await rooms.clock.settled(partner);
  expect(attempts()[0]?.data).toMatchObject({
    attempt: 1,
    status: 401,
    answerBody: '{"error":"bad signature"}',
    tookMs: 12,
  });
});

it("leaves an event unsent while there is no webhook URL, and resends it when asked", async () => {
  rooms.hub.partners.change(partner, { webhookUrl: null });
  addNumber(rooms, partner);
  await rooms.clock.settled(partner);
  expect(rooms.posts).toEqual([]);
  const unsent = rooms.outbox.list(partner, 10).find(({ event }) => event === "client_created");
  expect(unsent).toMatchObject({ state: "unsent", attempts: 0 });
  rooms.hub.partners.change(partner, { webhookUrl: "http://127.0.0.1:9/later" });
  if (unsent) rooms.outbox.resend(unsent);
  await rooms.clock.settled(partner);
  expect(rooms.posts.map((post) => JSON.parse(post.body).id)).toEqual([unsent?.id]);
});

it("does not send a channel's first event twice when client_created is resent while it waits", async () => {
  rooms.answer = (post) => ({ status: post.body.includes('"channel_created"') ? 500 : 200 });
  addNumber(rooms, partner);
  await rooms.clock.settled(partner);
  const client = rooms.outbox.list(partner, 9).find(({ event }) => event === "client_created");
  if (client) rooms.outbox.resend(client);
  await rooms.clock.settled(partner);
  expect(postedEvents(rooms)).toEqual(["client_created", "channel_created", "client_created"]);
});

it("tries again when posting itself fails, instead of blocking the lane", async () => {
  rooms.answer = () => {
    if (rooms.posts.length === 1) throw new Error("out of sockets");
    return { status: 200 };
  };
  addNumber(rooms, partner);
  await rooms.clock.advance(partner, 60_000);
  expect(attempts()[0]?.data.error).toContain("out of sockets");
  expect(postedEvents(rooms)).toHaveLength(6);
});

it("meets refused connections while the fault refuse is on", async () => {
  const fault = rooms.faults.add(partner, { on: "webhook", do: "refuse" });
  addNumber(rooms, partner);
  await rooms.clock.advance(partner, 60_000);
  expect(rooms.posts).toEqual([]);
  rooms.faults.remove(fault.id);
  await rooms.clock.advance(partner, 3_600_000);
  expect(postedEvents(rooms)).toEqual([
    "client_created",
    "channel_created",
    "channel_ready",
    "channel_running",
    "channel_live",
  ]);
});

it("counts any 2xx as received by default, and only 200 when the partner's setting says so", async () => {
  rooms.answer = () => ({ status: 204 });
  addNumber(rooms, partner);
  await rooms.clock.settled(partner);
  expect(attempts()[0]?.data.outcome).toBe("delivered");
  rooms.hub.partners.change(partner, { settings: { partner_webhook_accepts: "200" } });
  addNumber(rooms, partner, "+49 151 00000043", "second@nordlicht.example");
  await rooms.clock.settled(partner);
  expect(attempts().at(-1)?.data.outcome).toBe("retry");
});
