import { beforeEach, expect, it } from "vitest";
import { addNumber, createTestRooms, type TestRooms } from "../../test/support/rooms.js";
import { createMessagingApi } from "./routes.js";

let rooms: TestRooms;
let partner: string;
let apiKey: string;

beforeEach(async () => {
  rooms = createTestRooms();
  partner = rooms.addPartner("partner");
  const { channelId } = addNumber(rooms, partner);
  await rooms.clock.advance(partner, 10_000);
  apiKey = rooms.hub.apiKeys.create(partner, channelId).api_key;
});

async function call(method: string, path: string, body?: unknown, key = apiKey) {
  const response = await createMessagingApi(rooms.hub).request(path, {
    method,
    headers: { "D360-API-KEY": key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const template = (name = "order_update") => ({
  name,
  language: "en_US",
  category: "UTILITY",
  components: [{ type: "BODY", text: "Hello" }],
});

it("takes a template with the number's key, and lists it in the hub's form", async () => {
  const created = await call("POST", "/v1/configs/templates", template());
  expect([created.status, created.body.status]).toEqual([201, "submitted"]);
  const { body } = await call("GET", "/v1/configs/templates?limit=1");
  expect(body).toMatchObject({ count: 1, limit: 1, total: 1, waba_templates: [{ name: "order_update" }] });
});

it("refuses a name twice in the words that a Rails client looks for", async () => {
  await call("POST", "/v1/configs/templates", template());
  const { status, body } = await call("POST", "/v1/configs/templates", template());
  expect(status).toBe(400);
  expect(body.meta.developer_message).toMatch(
    /you have provided is already in use\. Please choose a different name for your template\.$/,
  );
});

it("lists templates as Meta does, page by page, pending until their review ends", async () => {
  for (const name of ["a", "b", "c_reject"]) await call("POST", "/v1/configs/templates", template(name));
  const statuses = (page: { data: { status: string }[] }) => page.data.map(({ status }) => status);
  const first = (await call("GET", "/message_templates?limit=2")).body;
  expect(statuses(first)).toEqual(["PENDING", "PENDING"]);
  const second = (await call("GET", first.paging.next)).body;
  expect(second.data).toHaveLength(1);
  expect(second.paging).not.toHaveProperty("next");
  const beyond = (await call("GET", `/message_templates?after=${second.paging.cursors.after}`)).body;
  expect(beyond).toEqual({ data: [], paging: {} });
  await rooms.clock.advance(partner, 10_000);
  const all = (await call("GET", "/message_templates")).body;
  expect(statuses(all).sort()).toEqual(["APPROVED", "APPROVED", "REJECTED"]);
  expect(all.data[0].id).toMatch(/^\d{15}$/);
});

it.each([
  ["GET", "/v1/configs/templates"],
  ["POST", "/v1/configs/templates"],
  ["GET", "/message_templates"],
])("refuses %s %s without the number's key", async (method, path) => {
  expect((await call(method, path, undefined, "nope")).status).toBe(401);
});

it.each(["/message_templates?limit=0", "/message_templates?after=%21", "/v1/configs/templates?sort=colour"])(
  "refuses %s",
  async (path) => {
    expect((await call("GET", path)).status).toBe(400);
  },
);
