import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { addNumber, createTestRooms, postedEvents, type TestRooms } from "../../test/support/rooms.js";
import type { Fault, FaultInput } from "../faults/fault.js";
import { faultSchema } from "../faults/fault.js";

let rooms: TestRooms;
let partner: string;

beforeEach(() => {
  rooms = createTestRooms();
  partner = rooms.addPartner("partner");
});

const read = (fault: FaultInput): Fault => faultSchema.parse(fault);
const add = (fault: FaultInput) => rooms.faults.add(partner, read(fault));
const life = ["client_created", "channel_created", "channel_ready", "channel_running", "channel_live"];
const pass = (ms = 60_000) => rooms.clock.advance(partner, ms);

it("drop loses an event, and says so in the list of deliveries", async () => {
  add({ on: "webhook", do: "drop", event: "channel_ready" });
  addNumber(rooms, partner);
  await pass();
  expect(postedEvents(rooms)).toEqual(life.filter((event) => event !== "channel_ready"));
  expect(rooms.outbox.list(partner, 9).find(({ event }) => event === "channel_ready")?.state).toBe("dropped");
});

it("duplicate sends the same id and bytes again after it was received", async () => {
  add({ on: "webhook", do: "duplicate", event: "channel_running", copies: 2 });
  addNumber(rooms, partner);
  await pass();
  expect(postedEvents(rooms)).toEqual([
    ...life.slice(0, 3),
    "channel_running",
    "channel_running",
    "channel_running",
    "channel_live",
  ]);
  const bodies = rooms.posts.map(({ body }) => body).filter((body) => body.includes("channel_running"));
  expect(new Set(bodies).size).toBe(1);
});

it("late_answer lets the receiver take an event, and sends it again as if nothing had come back", async () => {
  add({ on: "webhook", do: "late_answer", event: "channel_running", times: 1 });
  addNumber(rooms, partner);
  await pass();
  expect(postedEvents(rooms).filter((event) => event === "channel_running")).toHaveLength(2);
  const delivery = rooms.outbox.list(partner, 9).find(({ event }) => event === "channel_running");
  expect(rooms.outbox.attempts(delivery?.id ?? "")).toMatchObject([
    { number: 1, status: null, error: "The fault late_answer brought the answer 200 too late." },
    { number: 2, status: 200, error: null },
  ]);
  expect(delivery?.state).toBe("delivered");
});

it("delay sends an event late and lets the later ones pass it by", async () => {
  add({ on: "webhook", do: "delay", event: "channel_ready", by: "1d" });
  addNumber(rooms, partner);
  await pass(23 * 3_600_000);
  expect(postedEvents(rooms)).toEqual(life.filter((event) => event !== "channel_ready"));
  await pass(2 * 3_600_000);
  expect(postedEvents(rooms).at(-1)).toBe("channel_ready");
});

it("reorder holds a batch back and sends it last first", async () => {
  add({ on: "webhook", do: "reorder", batch: 3 });
  addNumber(rooms, partner);
  await pass();
  expect(postedEvents(rooms)).toEqual(["channel_ready", "channel_created", "client_created"]);
  const held = rooms.outbox.list(partner, 9).filter(({ state }) => state === "held");
  expect(held.map(({ event }) => event)).toEqual(["channel_live", "channel_running"]);
  rooms.faults.remove(rooms.faults.list(partner)[0]?.id ?? 0);
  await rooms.clock.settled(partner);
  expect(postedEvents(rooms).slice(3)).toEqual(["channel_running", "channel_live"]);
});

it("mutate changes one field, in every attempt alike", async () => {
  add({
    on: "webhook",
    do: "mutate",
    event: "channel_live",
    path: "data.setup_info.phone_number",
    value: "+49",
  });
  rooms.answer = (post) => ({
    status: post.body.includes("channel_live") && rooms.posts.length < 7 ? 500 : 200,
  });
  addNumber(rooms, partner);
  await pass();
  const live = rooms.posts
    .map(({ body }) => JSON.parse(body))
    .filter(({ event }) => event === "channel_live");
  expect(live.map(({ data }) => data.setup_info.phone_number)).toEqual(["+49", "+49", "+49"]);
});

it("mutate leaves events alone that have no such field, and nothing gets stuck", async () => {
  add({ on: "webhook", do: "mutate", path: "data.status", value: "odd" });
  const { channelId } = addNumber(rooms, partner);
  await pass();
  expect(postedEvents(rooms)).toEqual(life);
  expect(rooms.hub.channels.get(partner, channelId).accountMode).toBe("live");
  expect(rooms.faults.list(partner)[0]?.fired).toBe(4);
});

it("array_body wraps the one object", async () => {
  add({ on: "webhook", do: "array_body", event: "client_created" });
  addNumber(rooms, partner);
  await pass();
  expect(JSON.parse(rooms.posts[0]?.body ?? "")).toMatchObject([{ event: "client_created" }]);
});

it("wrong_signature signs with another secret", async () => {
  rooms.hub.partners.change(partner, { platformSecret: "s3cret" });
  add({ on: "webhook", do: "wrong_signature", times: 1 });
  addNumber(rooms, partner);
  await pass();
  const isRight = rooms.posts.map(
    ({ body, headers }) =>
      headers["x-360dialog-signature"] === createHmac("sha256", "s3cret").update(body).digest("hex"),
  );
  expect(isRight).toEqual([false, true, true, true, true]);
});

it("after_redirect holds everything back until the client has been sent back", async () => {
  add({ on: "webhook", do: "after_redirect", by: "2s" });
  const { visit } = addNumber(rooms, partner);
  await pass(3000);
  expect(rooms.posts).toEqual([]);
  rooms.hub.visits.finishNumbers(visit);
  await pass(1999);
  expect(rooms.posts).toEqual([]);
  await pass(10_000);
  expect(postedEvents(rooms)).toEqual(life);
});

it("before_redirect runs a number through its life before the client may go back", async () => {
  add({ on: "webhook", do: "before_redirect" });
  const { visit } = addNumber(rooms, partner);
  const ended = rooms.hub.visits.finishNumbers(visit);
  await rooms.hub.visits.mayReturn(ended);
  expect(postedEvents(rooms)).toEqual(life);
});

describe("a fault", () => {
  it("fires so many times and no more, and each firing is in the journal", async () => {
    add({ on: "webhook", do: "refuse", times: 2 });
    addNumber(rooms, partner);
    await pass();
    const firings = rooms.journal
      .read({ kinds: ["fault"] })
      .filter(({ summary }) => summary === "fault refuse fires");
    expect(firings).toHaveLength(2);
    expect(rooms.faults.list(partner)[0]).toMatchObject({ fired: 2, left: 0 });
    expect(postedEvents(rooms)).toEqual(life);
  });

  it("meets only the channel, event and route it names, and only its own partner", async () => {
    const other = rooms.addPartner("partner");
    const { channelId } = addNumber(rooms, partner);
    add({ on: "webhook", do: "drop", channel: "other0CH" });
    add({ on: "webhook", do: "drop", route: "messaging" });
    rooms.faults.add(other, read({ on: "webhook", do: "drop" }));
    await pass();
    expect(postedEvents(rooms)).toEqual(life);
    expect(rooms.hub.channels.get(partner, channelId).accountMode).toBe("live");
  });

  it("that fires by chance fires at the same events with the same seed", async () => {
    const run = async () => {
      const own = createTestRooms({ seed: 5 });
      const id = own.addPartner("partner", { id: "AAAAAAPA" });
      own.faults.add(id, read({ on: "webhook", do: "drop", probability: 0.5 }));
      for (const n of [1, 2, 3, 4]) addNumber(own, id, `+49 151 0000004${n}`, `${n}@shop.example`);
      await own.clock.advance(id, 60_000);
      return postedEvents(own);
    };
    const first = await run();
    expect(first.length).toBeGreaterThan(2);
    expect(first.length).toBeLessThan(18);
    expect(await run()).toEqual(first);
  });
});

describe("retries", () => {
  it("wait as long as the receiver asks with Retry-After, if that is longer", async () => {
    rooms.answer = () =>
      rooms.posts.length === 1 ? { status: 503, headers: { "retry-after": "120" } } : { status: 200 };
    addNumber(rooms, partner);
    await pass(119_000);
    expect(rooms.posts).toHaveLength(1);
    await pass(1000);
    expect(rooms.posts.length).toBeGreaterThan(1);
  });

  it("stray from their schedule by the seed, within the jitter", async () => {
    rooms.hub.partners.change(partner, {
      settings: { webhook_retry_jitter: 0.5, webhook_retries: ["100s"] },
    });
    rooms.answer = () => ({ status: 500 });
    addNumber(rooms, partner);
    await rooms.clock.settled(partner);
    const { nextAt } = rooms.journal.read({ kinds: ["attempt"] })[0]?.data ?? {};
    const pause = Number(nextAt) - rooms.clock.now(partner);
    expect(pause).toBeGreaterThanOrEqual(50_000);
    expect(pause).toBeLessThanOrEqual(150_000);
    expect(pause).not.toBe(100_000);
  });

  it("name delivery and attempt in headers of our own, unless they are switched off", async () => {
    rooms.answer = () => ({ status: rooms.posts.length === 1 ? 500 : 200 });
    addNumber(rooms, partner);
    await pass();
    const [first, second] = rooms.posts;
    expect(first?.headers).toMatchObject({
      "x-sandbox-delivery": JSON.parse(first?.body ?? "").id,
      "x-sandbox-attempt": "1",
    });
    expect(second?.headers).toMatchObject({
      "x-sandbox-delivery": first?.headers["x-sandbox-delivery"],
      "x-sandbox-attempt": "2",
    });
    rooms.hub.partners.change(partner, { settings: { webhook_names_attempt: false } });
    addNumber(rooms, partner, "+49 151 00000043", "b@shop.example");
    await pass();
    expect(rooms.posts.at(-1)?.headers).not.toHaveProperty("x-sandbox-attempt");
  });

  it("end at once when a delivery that waits for its next try is resent", async () => {
    rooms.answer = () => ({ status: 500 });
    addNumber(rooms, partner);
    await pass(3 * 3_600_000);
    rooms.answer = () => ({ status: 200 });
    const waiting = rooms.outbox.list(partner, 9).find(({ event }) => event === "client_created");
    if (waiting) rooms.outbox.resend(waiting);
    await rooms.clock.settled(partner);
    expect(rooms.outbox.find(waiting?.id ?? "")?.state).toBe("delivered");
  });

  it("do not hold up a dead delivery that is resent while a later one of its lane waits", async () => {
    rooms.hub.partners.change(partner, { settings: { webhook_retries: ["1s"] } });
    rooms.answer = (post) => ({ status: post.body.includes('"channel_created"') ? 500 : 200 });
    addNumber(rooms, partner);
    await pass(1500);
    rooms.hub.partners.change(partner, { settings: { webhook_retries: ["10d"] } });
    rooms.answer = () => ({ status: 500 });
    await pass();
    rooms.answer = () => ({ status: 200 });
    const dead = rooms.outbox.list(partner, 9).find(({ state }) => state === "dead");
    expect(dead?.event).toBe("channel_created");
    if (dead) rooms.outbox.resend(dead);
    await rooms.clock.settled(partner);
    expect(rooms.outbox.find(dead?.id ?? "")?.state).toBe("delivered");
  });

  it("that all failed can be sent again at once, with their old bytes", async () => {
    rooms.hub.partners.change(partner, { settings: { webhook_retries: [] } });
    rooms.answer = () => ({ status: 500 });
    addNumber(rooms, partner);
    await pass();
    const bodies = rooms.posts.map(({ body }) => body);
    rooms.posts.length = 0;
    rooms.answer = () => ({ status: 200 });
    expect(rooms.outbox.resendAll({ partnerId: partner, states: ["dead"] })).toHaveLength(5);
    await rooms.clock.settled(partner);
    expect(rooms.posts.map(({ body }) => body).sort()).toEqual(bodies.sort());
  });
});
