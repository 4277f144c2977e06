import { expect, test } from "vitest";
import { fakeHub, startDesk } from "../testing/desk.js";
import { isSigned, signatureOf } from "./signature.js";

test("the signature is the bare hex HMAC-SHA256 of the bytes", () => {
  const body = new TextEncoder().encode('{"id":"1"}');
  const signature = signatureOf(body, "platform-secret");
  expect(signature).toMatch(/^[0-9a-f]{64}$/);
  expect(isSigned(body, signature, "platform-secret")).toBe(true);
  for (const wrong of [
    undefined,
    "",
    `sha256=${signature}`,
    signature.toUpperCase(),
    signatureOf(body, "x"),
  ]) {
    expect(isSigned(body, wrong, "platform-secret")).toBe(false);
  }
});

test("accepts a signature over the raw bytes, however the JSON is written", async () => {
  const hub = await fakeHub();
  await startDesk(hub);
  const raw =
    '{ "event":"channel_created",\n  "id":"e-1", "data":{"id":"y9MiLoCH","setup_info":{"phone_name":"Caf\\u00e9"}} }';
  expect((await hub.postEvent("PrePayPA", raw)).status).toBe(200);
});

test("refuses a missing, wrong or foreign signature with 401 and stores nothing", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  const raw = JSON.stringify({ id: "e-1", event: "channel_live", data: { id: channel.id } });
  const overOtherBytes = signatureOf(new TextEncoder().encode(`${raw} `), "sandbox-platform-secret");
  for (const signature of ["", "0".repeat(64), overOtherBytes]) {
    expect((await hub.postEvent("PrePayPA", raw, signature)).status).toBe(401);
  }
  await desk.idle();
  expect(hub.calls("/channels/y9MiLoCH")).toHaveLength(0);
  expect((await hub.postEvent("PrePayPA", raw)).status, "the same id is still new").toBe(200);
});

test("refuses signed bodies that are no event with 400", async () => {
  const hub = await fakeHub();
  await startDesk(hub);
  for (const raw of ["not json", "[]", '{"event":"channel_live"}', '{"id":"","event":"channel_live"}']) {
    expect((await hub.postEvent("PrePayPA", raw)).status).toBe(400);
  }
});

test("an unknown hub is 404", async () => {
  const desk = await startDesk(await fakeHub());
  const answer = await fetch(`${desk.url}/webhooks/NobodyPA`, { method: "POST", body: "{}" });
  expect(answer.status).toBe(404);
});

test("an event id is worked on once, however often it is delivered", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH" });
  const answers = [];
  for (let i = 0; i < 3; i++) {
    answers.push(await (await hub.event(channel, "channel_running", "same-id")).json());
    await desk.idle();
  }
  expect(answers).toEqual([
    { received: true, duplicate: false },
    { received: true, duplicate: true },
    { received: true, duplicate: true },
  ]);
  expect(hub.calls("GET /api/v2/partners/PrePayPA/channels/")).toHaveLength(1);
});

test("unknown events, and events that name no channel, are taken and ignored", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  for (const body of [
    { id: "e-1", event: "moon_is_full", data: { id: "y9MiLoCH" } },
    { id: "e-2", event: "client_created", data: { client: { id: "oaY9LLfUCL" } } },
    { id: "e-3", event: "channel_live", data: { channel_id: "y9MiLoCH" } },
    { id: "e-4", event: "channel_live" },
  ]) {
    expect((await hub.postEvent("PrePayPA", JSON.stringify(body))).status).toBe(200);
  }
  await desk.idle();
  expect(hub.calls("/channels/")).toHaveLength(0);
});

test("created and ready only move the progress, and late events never move it back", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH" });
  const visitor = desk.visitor();
  await hub.event(channel, "channel_created");
  await hub.event(channel, "channel_ready");
  await desk.idle();
  expect(hub.calls("/channels/")).toHaveLength(0);

  await visitor.returnWith("client=oaY9LLfUCL&channels=[]");
  const stagesDone = async () =>
    [...(await visitor.get("/")).html.matchAll(/stop-done"><span class="stop-name">(\w+)/g)].map((m) => m[1]);
  expect(await stagesDone()).toEqual(["created", "ready"]);

  await hub.event(channel, "channel_live");
  await hub.event(channel, "channel_running");
  await hub.event(channel, "channel_created");
  await desk.idle();
  expect(await stagesDone()).toEqual(["created", "ready", "running", "live"]);
});

test("believes the API, not the event: a claimed running or a claimed client changes nothing", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const mine = hub.addChannel({ id: "mYcHanCH" });
  const channel = hub.addChannel({ id: "y9MiLoCH", clientId: "aNoThErCL", shared: true });
  await hub.event(channel, "channel_running", "e-1", {
    client_id: mine.clientId,
    integration: { state: "running" },
  });
  await desk.idle();
  expect(hub.calls("/api_keys")).toHaveLength(0);
  const visitor = desk.visitor();
  await visitor.returnWith("client=oaY9LLfUCL&channels=[]");
  expect((await visitor.get("/")).html).not.toContain("y9MiLoCH");
});
