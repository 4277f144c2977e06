import { expect, test } from "vitest";
import { fakeHub, startDesk } from "../testing/desk.js";

/** A desk with one connected channel that its visitor sees. */
async function connected(config = {}) {
  const hub = await fakeHub();
  const desk = await startDesk(hub, config);
  hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  const visitor = desk.visitor();
  await visitor.returnWith("client=oaY9LLfUCL&channels=[y9MiLoCH]");
  await desk.idle();
  return { hub, desk, visitor };
}

const status = (state: string, id = "wamid.OUT1") => ({
  statuses: [{ id, status: state, timestamp: "1772443005", recipient_id: "4915100000099" }],
});
const text = (id: string, body = "Are you open?") => ({
  contacts: [{ profile: { name: "Timo" }, wa_id: "4915100000098" }],
  messages: [{ from: "4915100000098", id, timestamp: "1772443000", text: { body }, type: "text" }],
});

test.each([
  [["sent", "delivered", "read"], "read"],
  [["read", "delivered", "sent"], "read"],
  [["delivered", "sent"], "delivered"],
  [["sent", "failed"], "failed"],
  [["sent", "deleted"], "sent"],
])("statuses %j leave the message %s", async (states, shown) => {
  const { hub, visitor } = await connected();
  for (const state of states) expect((await hub.messaging("y9MiLoCH", status(state))).status).toBe(200);
  expect(await visitor.text("message-status-y9MiLoCH")).toBe(shown);
});

test("a status that overtakes the answer to the send is kept", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  const gate = hub.hold("POST /messages");
  await hub.event(channel, "channel_live");
  await gate.reached;
  await hub.messaging("y9MiLoCH", status("delivered"));
  gate.release();
  await desk.idle();
  const visitor = desk.visitor();
  await visitor.returnWith("client=oaY9LLfUCL&channels=[y9MiLoCH]");
  expect(await visitor.text("message-status-y9MiLoCH")).toBe("delivered");
});

test("an inbound text is shown and answered once, however often it is delivered", async () => {
  const { hub, desk, visitor } = await connected();
  await Promise.all([1, 2, 3].map(() => hub.messaging("y9MiLoCH", text("wamid.IN1"))));
  await desk.idle();
  await hub.messaging("y9MiLoCH", text("wamid.IN1"));
  await desk.idle();
  const replies = hub.calls("POST /messages").slice(1);
  expect(replies.map((reply) => reply.body)).toEqual([
    expect.objectContaining({ to: "4915100000098", type: "text" }),
  ]);
  expect((await visitor.get("/")).html.match(/Are you open\?/g)).toHaveLength(1);
});

test("does not answer when autoReply is off", async () => {
  const { hub, desk } = await connected({ autoReply: false });
  await hub.messaging("y9MiLoCH", text("wamid.IN1"));
  await desk.idle();
  expect(hub.calls("POST /messages")).toHaveLength(1);
});

test("refuses a delivery without the header that was set with the webhook", async () => {
  const { hub, visitor } = await connected();
  for (const headers of [{}, { Authorization: "Bearer guessed" }]) {
    expect((await hub.messaging("y9MiLoCH", text("wamid.IN1", "smuggled"), headers)).status).toBe(401);
  }
  expect((await visitor.get("/")).html).not.toContain("smuggled");
});

test("a text that the API refuses is marked failed and does not hold up the next", async () => {
  const { hub, desk, visitor } = await connected();
  hub.faults.push({ on: "POST /messages", status: 400 });
  await hub.messaging("y9MiLoCH", text("wamid.IN1"));
  await hub.messaging("y9MiLoCH", text("wamid.IN2"));
  await desk.idle();
  const { html } = await visitor.get("/");
  expect(html).toContain("· failed");
  expect(html.match(/to \+4915100000098 · accepted/g)).toHaveLength(1);
});

test("what customers write is shown as text, never as markup", async () => {
  const { hub, visitor } = await connected();
  await hub.messaging("y9MiLoCH", text("wamid.IN1", "<img src=x onerror=alert(1)>"));
  expect((await visitor.get("/")).html).toContain("&lt;img src=x");
});
