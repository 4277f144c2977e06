import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fakeHub, startDesk } from "../testing/desk.js";

function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "harbour-desk-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "desk.sqlite");
}

test.each([
  ["429 with Retry-After", "GET /api/v2/partners/PrePayPA/channels", { status: 429, retryAfter: "0" }],
  ["500 from the permission list", "/shared_client_numbers", { status: 500 }],
  ["503 from the key request", "/api_keys", { status: 503 }],
  ["502 from the webhook setting", "/v1/configs/webhook", { status: 502 }],
  ["429 from the send", "POST /messages", { status: 429 }],
])("tries again after %s", async (_case, on, fault) => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  hub.faults.push({ on, ...fault }, { on, ...fault });
  await hub.event(channel, "channel_live");
  await desk.idle();
  expect(hub.faults).toHaveLength(0);
  expect(hub.calls("POST /messages").length).toBeGreaterThanOrEqual(1);
  expect(hub.keys.filter((key) => key.alive)).toHaveLength(1);
});

test("gives up after some attempts, and goes on at the next event", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  for (let i = 0; i < 7; i++) hub.faults.push({ on: "/api_keys", status: 500 });
  await hub.event(channel, "channel_live");
  await desk.idle();
  expect(hub.calls("/api_keys")).toHaveLength(7);
  expect(hub.keys).toHaveLength(0);
  await hub.event(channel, "channel_permission_granted");
  await desk.idle();
  expect(hub.calls("POST /messages")).toHaveLength(1);
});

test.each([
  ["the event stored, the API not asked", "GET /api/v2/partners/PrePayPA/channels"],
  ["the truth read, no key yet", "/api_keys"],
  ["the key stored, the webhook not set", "/v1/configs/webhook"],
  ["the webhook set, the first message not sent", "POST /messages"],
])("a restart takes up work with %s", async (_case, on) => {
  const hub = await fakeHub();
  const db = databaseFile();
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  // A back-off without end keeps the first run at this step until it is stopped.
  hub.faults.push({ on, status: 503, retryAfter: "3600" });
  const first = await startDesk(hub, {}, { db });
  const refused = hub.hold(on);
  await hub.event(channel, "channel_live");
  await refused.reached;
  refused.release();
  await expect.poll(() => hub.faults.length).toBe(0);
  await first.stop();
  expect(hub.calls("POST /messages").length).toBeLessThanOrEqual(1);

  const second = await startDesk(hub, {}, { db });
  await second.idle();
  expect(hub.keys).toHaveLength(1);
  expect(hub.keys[0]?.webhook?.url).toBe(`${second.url}/messaging/y9MiLoCH`);
  const attempts = hub.calls("POST /messages").length;
  expect(attempts).toBe(on === "POST /messages" ? 2 : 1);
});

test("a restart forgets neither keys nor messages nor who linked what", async () => {
  const hub = await fakeHub();
  const db = databaseFile();
  hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  const first = await startDesk(hub, {}, { db });
  const before = first.visitor();
  await before.returnWith("client=oaY9LLfUCL&channels=[y9MiLoCH]");
  await first.idle();
  await first.stop();
  const second = await startDesk(hub, {}, { db });
  await second.idle();
  const after = second.visitor(before.cookie());
  expect(await after.text("message-status-y9MiLoCH")).toBe("accepted");
  expect(hub.keys).toHaveLength(1);
  expect(hub.keys[0]?.webhook?.url, "it moved to another port").toBe(`${second.url}/messaging/y9MiLoCH`);
  expect(hub.calls("POST /messages")).toHaveLength(1);
});

test("starts without the hub, says so once, and registers when it comes back", async () => {
  const hub = await fakeHub();
  for (let i = 0; i < 3; i++) hub.faults.push({ on: "PATCH", status: 503 });
  const lines: string[] = [];
  const hubs = [{ partnerId: "PrePayPA" }];
  const desk = await startDesk(hub, { hubs }, { log: (line) => lines.push(line) });
  await desk.idle();
  expect(hub.webhookUrls.get("PrePayPA")).toBe(`${desk.url}/webhooks/PrePayPA`);
  expect(lines).toEqual([expect.stringContaining("will keep trying"), "PrePayPA: registered."]);
});

test("says in one line that the hub refuses the partner's API key, and does not insist", async () => {
  const hub = await fakeHub();
  const lines: string[] = [];
  const hubs = [{ partnerId: "PrePayPA", apiKey: "wrong-key" }];
  const desk = await startDesk(hub, { hubs }, { log: (line) => lines.push(line) });
  await desk.idle();
  expect(lines).toEqual([expect.stringContaining("Check partnerId and apiKey")]);
  expect(hub.calls("PATCH")).toHaveLength(1);
});
