import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { fakeHub, startDesk } from "../testing/desk.js";

test("registers the redirect and webhook URLs of each hub on start", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  expect(hub.redirectUrls.get("PrePayPA")).toBe(`${desk.url}/connected`);
  expect(hub.webhookUrls.get("DirectPA")).toBe(`${desk.url}/webhooks/DirectPA`);
});

test("makes a key, sets the webhook and sends the first message once permitted and running", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });

  const visitor = desk.visitor();
  const back = await visitor.returnWith("client=oaY9LLfUCL&channels=[y9MiLoCH]");
  expect(back.status).toBe(200);
  await desk.idle();

  expect(hub.calls("/api_keys")).toHaveLength(1);
  expect(hub.keys[0]?.webhook?.url).toBe(`${desk.url}/messaging/y9MiLoCH`);
  expect(hub.calls("POST /messages").map((call) => call.body)).toEqual([
    {
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: "4915100000099",
      type: "text",
      text: { body: expect.stringContaining("Harbour Desk") },
    },
  ]);
  expect(await visitor.text(`channel-status-${channel.id}`)).toBe("Connected. First message accepted.");
});

const news = ["channel_running", "channel_live", "channel_permission_granted"];

test("permission without running makes no key", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "ready" });
  for (const event of news) await hub.event(channel, event);
  await desk.idle();
  expect(hub.calls("/api_keys")).toHaveLength(0);
});

test("running without permission makes no key", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: false, state: "live" });
  for (const event of news) await hub.event(channel, event);
  await desk.idle();
  expect(hub.calls("/api_keys")).toHaveLength(0);
});

test.each([
  ["permission first", ["channel_permission_granted", "channel_running"]],
  ["running first", ["channel_running", "channel_permission_granted"]],
])("makes exactly one key when both come, %s", async (_order, order) => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH" });
  for (const event of order) {
    expect(hub.calls("/api_keys")).toHaveLength(0);
    if (event === "channel_running") channel.state = "running";
    else channel.shared = true;
    await hub.event(channel, event);
    await desk.idle();
  }
  expect(hub.calls("/api_keys")).toHaveLength(1);
});

test("makes exactly one key from duplicated and concurrent running, live and granted events", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  const ids = news.map((event) => ({ event, id: randomUUID() }));
  const visitor = desk.visitor();
  await Promise.all([
    ...[...ids, ...ids, ...ids].map(({ event, id }) => hub.event(channel, event, id)),
    visitor.returnWith("client=oaY9LLfUCL&channels=[y9MiLoCH]"),
  ]);
  await desk.idle();
  expect(hub.calls("/api_keys")).toHaveLength(1);
  expect(hub.calls("POST /messages")).toHaveLength(1);
});

test("makes no second key when news arrives while the first is being made", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  const gate = hub.hold("/api_keys");
  await hub.event(channel, "channel_running");
  await gate.reached;
  await hub.event(channel, "channel_live");
  await hub.event(channel, "channel_permission_granted");
  gate.release();
  await desk.idle();
  expect(hub.calls("/api_keys")).toHaveLength(1);
});

test("works on channels known from events only, and shows them once the redirect links the client", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  await hub.event(channel, "channel_live");
  await desk.idle();
  expect(hub.calls("/api_keys")).toHaveLength(1);

  const visitor = desk.visitor();
  expect((await visitor.get("/")).html).not.toContain("y9MiLoCH");
  await visitor.returnWith("client=oaY9LLfUCL&channels=[y9MiLoCH]");
  await desk.idle();
  expect(await visitor.text("channel-status-y9MiLoCH")).toBe("Connected. First message accepted.");
  expect(hub.calls("/api_keys")).toHaveLength(1);
});

test("waits for news, without asking again, when the key request answers 403 or 400", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  for (const status of [403, 400]) {
    hub.faults.push({ on: "/api_keys", status });
    const before = hub.calls("/api_keys").length;
    await hub.event(channel, "channel_running");
    await desk.idle();
    expect(hub.calls("/api_keys")).toHaveLength(before + 1);
    expect(hub.keys).toHaveLength(0);
  }
  await hub.event(channel, "channel_live");
  await desk.idle();
  expect(hub.keys).toHaveLength(1);
});

test("stops using the key when permission is revoked, erases it, and makes a new one on a new grant", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "q2WeRtCH", partnerId: "DirectPA", shared: true, state: "live" });
  const visitor = desk.visitor();
  await visitor.returnWith("client=oaY9LLfUCL&channels=[q2WeRtCH]", "DirectPA");
  await desk.idle();

  channel.shared = false;
  await visitor.returnWith("client=oaY9LLfUCL&channels=[]&revoked=[q2WeRtCH]", "DirectPA");
  await desk.idle();
  expect(await visitor.text("channel-status-q2WeRtCH")).toContain("Permission was withdrawn");
  const inbound = { messages: [{ id: "wamid.IN1", from: "49151", type: "text", text: { body: "Hi" } }] };
  await hub.messaging("q2WeRtCH", inbound);
  await desk.idle();
  expect(hub.calls("POST /messages")).toHaveLength(1);

  channel.shared = true;
  await hub.event(channel, "channel_permission_granted");
  await desk.idle();
  expect(hub.calls("/api_keys")).toHaveLength(2);
  expect(hub.keys[1]?.webhook?.url).toContain("/messaging/q2WeRtCH");
  expect(hub.calls("POST /messages"), "the first message is sent once").toHaveLength(1);
});

test("notices a revocation that no event told, in the periodic reconcile", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub, { reconcileEveryMs: 20 });
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  const visitor = desk.visitor();
  await visitor.returnWith("client=oaY9LLfUCL&channels=[y9MiLoCH]");
  await desk.idle();
  channel.shared = false;
  await expect.poll(() => visitor.text("channel-status-y9MiLoCH")).toContain("Permission was withdrawn");
});

test("makes one new key when the messaging API refuses the old one, and gives up after the second", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  for (let i = 0; i < 10; i++) hub.faults.push({ on: "/v1/configs/webhook", status: 401 });
  await hub.event(channel, "channel_live");
  await desk.idle();
  expect(hub.calls("/api_keys")).toHaveLength(2);

  hub.faults.length = 0;
  await hub.event(channel, "channel_running");
  await desk.idle();
  expect(hub.calls("POST /messages")).toHaveLength(1);
});

test("confirms the permission before a send when the last confirmation is too old", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub, { permissionMaxAgeMs: 0 });
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  await hub.event(channel, "channel_live");
  await desk.idle();
  channel.shared = false;
  await hub.messaging("y9MiLoCH", {
    messages: [{ id: "wamid.IN1", from: "49151", type: "text", text: { body: "Hi" } }],
  });
  await desk.idle();
  expect(hub.calls("POST /messages")).toHaveLength(1);
});

test("a terminated channel's key is retired", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  await hub.event(channel, "channel_live");
  await desk.idle();
  channel.terminatedAt = "2026-03-02T09:14:05Z";
  await hub.event(channel, "cancellation_processed");
  await desk.idle();
  await hub.messaging("y9MiLoCH", {
    messages: [{ id: "wamid.IN1", from: "49151", type: "text", text: { body: "Hi" } }],
  });
  await desk.idle();
  expect(hub.calls("POST /messages")).toHaveLength(1);
  expect(hub.calls("/api_keys")).toHaveLength(1);
});
