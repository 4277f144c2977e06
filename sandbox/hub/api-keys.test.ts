import { beforeEach, expect, it } from "vitest";
import { addNumber, createTestRooms, type TestRooms } from "../../test/support/rooms.js";
import { HubError } from "./errors.js";

let rooms: TestRooms;

beforeEach(() => {
  rooms = createTestRooms();
});

function refusal(partner: string, channelId: string): HubError {
  try {
    rooms.hub.apiKeys.create(partner, channelId);
  } catch (error) {
    if (error instanceof HubError) return error;
  }
  throw new Error("The key was created.");
}

it("needs the permission first, and says that it is the permission that is missing", async () => {
  const partner = rooms.addPartner("direct");
  const { channelId } = addNumber(rooms, partner);
  await rooms.clock.advance(partner, 10_000);
  expect(refusal(partner, channelId)).toMatchObject({
    code: "forbidden",
    status: 403,
    message: expect.stringContaining("permission is missing"),
  });
});

it("needs a running channel, and says that it does not run yet", () => {
  const partner = rooms.addPartner("partner");
  const { channelId } = addNumber(rooms, partner);
  expect(refusal(partner, channelId)).toMatchObject({
    code: "not_running",
    status: 400,
    message: expect.stringContaining("not running yet"),
  });
});

it("answers with the statuses of the partner's settings", () => {
  const partner = rooms.addPartner("partner", { settings: { key_before_running_status: 409 } });
  const { channelId } = addNumber(rooms, partner);
  expect(refusal(partner, channelId).status).toBe(409);
});

it("gives a key once permitted and running, and names this sandbox as its address", async () => {
  const partner = rooms.addPartner("partner");
  const { channelId } = addNumber(rooms, partner);
  await rooms.clock.advance(partner, 5000);
  const key = rooms.hub.apiKeys.create(partner, channelId);
  expect(key).toEqual({
    address: "http://localhost:8082",
    api_key: expect.stringMatching(/^[0-9A-Za-z]{24}AK$/),
    app_id: expect.stringMatching(/^\d+$/),
    id: expect.stringMatching(/^\d+$/),
  });
  expect(rooms.hub.apiKeys.holder(key.api_key)).toEqual({ partnerId: partner, channelId, endedBy: null });
});

it("ends the old key and forgets the webhook when a new one is made", async () => {
  const partner = rooms.addPartner("partner");
  const { channelId } = addNumber(rooms, partner);
  await rooms.clock.advance(partner, 5000);
  const first = rooms.hub.apiKeys.create(partner, channelId);
  rooms.hub.messages.setWebhook(partner, channelId, { url: "http://127.0.0.1:9/m", headers: {} });
  rooms.hub.apiKeys.create(partner, channelId);
  expect(rooms.hub.apiKeys.holder(first.api_key)).toEqual({
    partnerId: partner,
    channelId,
    endedBy: "a newer key took its place",
  });
  expect(rooms.hub.channels.get(partner, channelId).webhookUrl).toBeNull();
  expect(rooms.hub.apiKeys.list(partner, channelId)).toHaveLength(1);
});

it("shows a key in full only when it is created", async () => {
  const partner = rooms.addPartner("partner");
  const { channelId } = addNumber(rooms, partner);
  await rooms.clock.advance(partner, 5000);
  const { api_key } = rooms.hub.apiKeys.create(partner, channelId);
  expect(rooms.hub.apiKeys.list(partner, channelId)[0]?.api_key).toBe(
    `${"*".repeat(22)}${api_key.slice(-4)}`,
  );
  expect(JSON.stringify(rooms.journal.read())).not.toContain(api_key);
});

it("keeps an existing key alive after a revocation, but gives no new one", async () => {
  const partner = rooms.addPartner("direct");
  const { channelId, clientId } = addNumber(rooms, partner);
  rooms.hub.permissions.change(partner, clientId, { grant: [channelId] });
  await rooms.clock.advance(partner, 5000);
  const { api_key } = rooms.hub.apiKeys.create(partner, channelId);
  rooms.hub.permissions.change(partner, clientId, { revoke: [channelId] });
  expect(rooms.hub.apiKeys.holder(api_key)).toEqual({ partnerId: partner, channelId, endedBy: null });
  expect(refusal(partner, channelId).code).toBe("forbidden");
});

it("never gives a key to another partner: for it the channel does not exist", async () => {
  const partner = rooms.addPartner("partner");
  const { channelId } = addNumber(rooms, partner);
  await rooms.clock.advance(partner, 5000);
  expect(refusal(rooms.addPartner("partner"), channelId).code).toBe("not_found");
});

it("goes on giving keys when ids that were drawn before come up again", async () => {
  const partner = rooms.addPartner("partner");
  const { channelId } = addNumber(rooms, partner);
  await rooms.clock.advance(partner, 5000);
  const ids = Array.from({ length: 4000 }, () => rooms.hub.apiKeys.create(partner, channelId).id);
  expect(new Set(ids).size).toBe(4000);
});
