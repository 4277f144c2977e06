import { beforeEach, describe, expect, it } from "vitest";
import { addNumber, createTestRooms, type TestRooms } from "../../test/support/rooms.js";
import { createMessagingApi } from "./routes.js";

let rooms: TestRooms;
let api: ReturnType<typeof createMessagingApi>;
let partner: string;
let channelId: string;
let apiKey: string;

beforeEach(async () => {
  rooms = createTestRooms();
  api = createMessagingApi(rooms.hub);
  partner = rooms.addPartner("partner", { apiKey: "the-partner-key" });
  channelId = addNumber(rooms, partner).channelId;
  await rooms.clock.advance(partner, 10_000);
  apiKey = rooms.hub.apiKeys.create(partner, channelId).api_key;
  rooms.posts.length = 0;
});

const post = (path: string, body: unknown, key: string | undefined = apiKey) =>
  api.request(path, { method: "POST", headers: { "D360-API-KEY": key }, body: JSON.stringify(body) });
const setWebhook = () =>
  post("/v1/configs/webhook", { url: "http://127.0.0.1:9/m", headers: { Authorization: "Bearer mine" } });
const text = {
  messaging_product: "whatsapp",
  recipient_type: "individual",
  to: "+4915100000099",
  type: "text",
  text: { body: "Hello" },
};

it("sets and reads the number's webhook with 200", async () => {
  const response = await setWebhook();
  expect(response.status).toBe(200);
  const set = { url: "http://127.0.0.1:9/m", headers: { Authorization: "Bearer mine" } };
  expect(await response.json()).toEqual(set);
  const read = await api.request("/v1/configs/webhook", { headers: { "D360-API-KEY": apiKey } });
  expect(await read.json()).toEqual(set);
});

it("answers a text with WhatsApp's ids", async () => {
  const response = await post("/messages", text);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    contacts: [{ input: "+4915100000099", wa_id: "4915100000099" }],
    messages: [{ id: expect.stringMatching(/^wamid\./) }],
    messaging_product: "whatsapp",
  });
});

it("tells sent, delivered and read, in order, with the headers that were set, unsigned", async () => {
  await setWebhook();
  const { messages } = await (await post("/messages", text)).json();
  await rooms.clock.advance(partner, 10_000);
  const values = rooms.posts.map((one) => JSON.parse(one.body).entry[0].changes[0].value);
  expect(values.map((value) => value.statuses[0].status)).toEqual(["sent", "delivered", "read"]);
  expect(values[0].statuses[0]).toMatchObject({
    id: messages[0].id,
    recipient_id: "4915100000099",
    timestamp: "1767603610",
  });
  expect(rooms.posts[0]?.headers).toMatchObject({ Authorization: "Bearer mine" });
  expect(rooms.posts[0]?.headers).not.toHaveProperty("x-360dialog-signature");
});

it("delivers a customer's text in Meta's envelope", async () => {
  await setWebhook();
  const id = rooms.hub.messages.receive(partner, channelId, {
    from: "+4915100000077",
    name: "Timo",
    text: "Open?",
  });
  await rooms.clock.settled(partner);
  const channel = rooms.hub.channels.get(partner, channelId);
  expect(JSON.parse(rooms.posts[0]?.body ?? "")).toEqual({
    object: "whatsapp_business_account",
    entry: [
      {
        id: channel.waba.externalId,
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "4915100000042", phone_number_id: channel.externalId },
              contacts: [{ profile: { name: "Timo" }, wa_id: "4915100000077" }],
              messages: [
                { from: "4915100000077", id, timestamp: "1767603610", text: { body: "Open?" }, type: "text" },
              ],
            },
          },
        ],
      },
    ],
  });
});

describe("a key", () => {
  it.each([
    ["missing", undefined, "No key was sent"],
    ["unknown", "nope", "not known here"],
    ["the partner's own", "the-partner-key", "This is a partner API key"],
  ])("that is %s is refused with a hint", async (_what, key, hint) => {
    const headers: Record<string, string> = key === undefined ? {} : { "D360-API-KEY": key };
    const response = await api.request("/messages", { method: "POST", headers, body: JSON.stringify(text) });
    expect(response.status).toBe(401);
    expect((await response.json()).meta.developer_message).toContain(hint);
  });

  it("that a newer one replaced says so", async () => {
    rooms.hub.apiKeys.create(partner, channelId);
    const response = await post("/messages", text);
    expect(response.status).toBe(401);
    expect((await response.json()).meta.developer_message).toContain("a newer key took its place");
  });
});

it.each([
  [{ ...text, messaging_product: undefined }, "retired v1 form"],
  [{ ...text, to: "nobody" }, '"nobody" is no phone number'],
  [{ ...text, text: {} }, "text.body is missing"],
  [{ ...text, type: "image" }, "texts only so far"],
])("refuses a broken message in Graph's error shape", async (body, reason) => {
  const response = await post("/messages", body);
  expect(response.status).toBe(400);
  const { error } = await response.json();
  expect(error).toMatchObject({ code: 100, type: "OAuthException" });
  expect(error.error_data.details).toContain(reason);
});

it("says that the on-premise API is retired", async () => {
  expect((await post("/v1/messages", text)).status).toBe(410);
});
