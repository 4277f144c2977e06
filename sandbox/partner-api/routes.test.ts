import { beforeEach, describe, expect, it } from "vitest";
import { addNumber, createTestRooms, type TestRooms } from "../../test/support/rooms.js";
import { createPartnerApi } from "./routes.js";

let rooms: TestRooms;
let api: ReturnType<typeof createPartnerApi>;

const credentials = { username: "me@partner.example", password: "pass word" };
const key = { "x-api-key": "the-partner-key" };

beforeEach(() => {
  rooms = createTestRooms();
  api = createPartnerApi(rooms.hub);
  rooms.addPartner("partner", { id: "AAAAAAPA", apiKey: "the-partner-key", ...credentials });
});

const get = (path: string, headers: Record<string, string> = key) => api.request(path, { headers });
const post = (path: string, body: unknown, headers: Record<string, string> = key) =>
  api.request(path, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const messageOf = async (response: Response) => (await response.json()).meta.developer_message;

describe("the token call", () => {
  it("gives the four recorded keys, for a day", async () => {
    const response = await post("/token", credentials, {});
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_in: 86_400,
      refresh_token: expect.stringMatching(/^\w{45}$/),
      token_type: "Bearer",
    });
  });

  it("words its errors with error and error_description", async () => {
    const response = await post("/token", { ...credentials, password: "wrong" }, {});
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: "invalid_grant",
      error_description: expect.stringContaining("me@partner.example"),
    });
  });

  it("lets a caller in with its token until it expires on the partner's clock, and a new one at once", async () => {
    const token = async () => `Bearer ${(await (await post("/token", credentials, {})).json()).access_token}`;
    const first = await token();
    expect((await get("/partners/AAAAAAPA", { authorization: first })).status).toBe(200);
    await rooms.clock.advance("AAAAAAPA", 86_400_000);
    const late = await get("/partners/AAAAAAPA", { authorization: first });
    expect(late.status).toBe(401);
    expect(await messageOf(late)).toContain("has expired");
    expect((await get("/partners/AAAAAAPA", { authorization: await token() })).status).toBe(200);
  });
});

describe("credentials", () => {
  it.each([
    ["none", {}, "No credentials were sent"],
    ["an unknown key", { "x-api-key": "nope" }, "is not known here"],
    [
      "the partner key as a token",
      { authorization: "Bearer the-partner-key" },
      "Send it in the header X-API-Key",
    ],
    [
      "the partner key in the messaging header",
      { "d360-api-key": "the-partner-key" },
      "d360-api-key is not read here",
    ],
  ])("are refused when they are %s, with a hint", async (_what, headers, hint) => {
    const response = await get("/partners/AAAAAAPA", headers);
    expect(response.status).toBe(401);
    expect(await messageOf(response)).toContain(hint);
  });

  it("of a channel are named as such", async () => {
    const { channelId } = addNumber(rooms, "AAAAAAPA");
    await rooms.clock.advance("AAAAAAPA", 5000);
    const { api_key } = rooms.hub.apiKeys.create("AAAAAAPA", channelId);
    const response = await get("/partners/AAAAAAPA", { "x-api-key": api_key });
    expect(await messageOf(response)).toContain("channel's messaging key");
  });

  it("of one partner show nothing of another", async () => {
    const other = rooms.addPartner("partner");
    expect((await get(`/partners/${other}/channels`)).status).toBe(401);
  });
});

describe("the partner", () => {
  it("takes a webhook and a redirect URL with PATCH, any subset", async () => {
    const patch = (body: unknown) =>
      api.request("/partners/AAAAAAPA", { method: "PATCH", headers: key, body: JSON.stringify(body) });
    const first = await (await patch({ webhook_url: "https://a.test/w" })).json();
    expect(first).toMatchObject({
      id: "AAAAAAPA",
      webhook_url: "https://a.test/w",
      partner_redirect_url: "http://127.0.0.1:9/connected",
    });
    const second = await (await patch({ partner_redirect_url: "https://a.test/r" })).json();
    expect(second).toMatchObject({
      webhook_url: "https://a.test/w",
      partner_redirect_url: "https://a.test/r",
    });
  });

  it("reads and sets the webhook URL on its own path", async () => {
    const set = await post("/partners/AAAAAAPA/webhook_url", { webhook_url: "https://b.test/w" });
    expect(await set.json()).toMatchObject({ id: "AAAAAAPA", webhook_url: "https://b.test/w" });
    expect(await (await get("/partners/AAAAAAPA/webhook_url")).json()).toEqual({
      webhook_url: "https://b.test/w",
    });
  });

  it.each(["ftp://a.test", "a.test/w", "javascript:alert(1)", ""])(
    "refuses the webhook URL %j and keeps the old one",
    async (webhook_url) => {
      const response = await post("/partners/AAAAAAPA/webhook_url", { webhook_url });
      expect(response.status).toBe(400);
      expect(await messageOf(response)).toContain(`"${webhook_url}", which is no http(s) URL`);
      expect(rooms.hub.partners.get("AAAAAAPA").webhookUrl).toBe("http://127.0.0.1:9/webhooks");
    },
  );

  it.each([
    ["{", "body is no JSON"],
    ["", "body"],
    ['{"webhook_url":5}', "webhook_url is 5"],
  ])("refuses the body %j", async (body, reason) => {
    const response = await post("/partners/AAAAAAPA/webhook_url", body);
    expect(response.status).toBe(400);
    expect(await messageOf(response)).toContain(reason);
  });
});

describe("lists", () => {
  beforeEach(() => {
    addNumber(rooms, "AAAAAAPA", "+49 151 00000041", "a@shop.example");
    addNumber(rooms, "AAAAAAPA", "+49 151 00000042", "b@shop.example");
    addNumber(rooms, "AAAAAAPA", "+49 151 00000043", "c@shop.example");
  });

  const channels = async (query: string) => (await get(`/partners/AAAAAAPA/channels${query}`)).json();
  const numbers = async (query: string) =>
    (await channels(query)).partner_channels.map(
      (one: { setup_info: { phone_number: string } }) => one.setup_info.phone_number,
    );

  it("come in the recorded envelope, keys in alphabetical order", async () => {
    const page = await channels("");
    expect(Object.keys(page)).toEqual([
      "count",
      "filters",
      "limit",
      "offset",
      "partner_channels",
      "sort",
      "total",
    ]);
    expect(page).toMatchObject({ count: 3, filters: {}, limit: 1000, offset: 0, sort: ["id"], total: 3 });
  });

  it("filter by dotted keys, arrays and free text, and echo the filter", async () => {
    const dotted = { "setup_info.phone_number": "4915100000042" };
    expect(await numbers(`?filters=${encodeURIComponent(JSON.stringify(dotted))}`)).toEqual([
      "4915100000042",
    ]);
    expect((await channels(`?filters=${encodeURIComponent(JSON.stringify(dotted))}`)).filters).toEqual(
      dotted,
    );
    const several = { "client.contact_info.email": ["a@shop.example", "c@shop.example"] };
    expect(
      await numbers(`?filters=${encodeURIComponent(JSON.stringify(several))}&sort=setup_info.phone_number`),
    ).toEqual(["4915100000041", "4915100000043"]);
    expect(await numbers('?filters={"q":"b@shop"}')).toEqual(["4915100000042"]);
    expect(await numbers('?filters={"terminated_at":null,"status":"created"}')).toHaveLength(3);
  });

  it("sort both ways and page with exact totals", async () => {
    expect(await numbers("?sort=-setup_info.phone_number&limit=2")).toEqual([
      "4915100000043",
      "4915100000042",
    ]);
    expect(await channels("?limit=2&offset=2")).toMatchObject({ count: 1, total: 3, limit: 2, offset: 2 });
  });

  it.each([
    ["?filters={bad", "filters is no JSON"],
    ["?filters=[1]", "expected a URL-encoded JSON object"],
    ['?filters={"phone":"1"}', 'filters names "phone"'],
    ['?filters={"id":{"$gt":""}}', "id is"],
    ["?sort=colour", 'sort names "colour"'],
    ["?limit=many", 'limit is "many"'],
    ["?limit=-1", 'limit is "-1"'],
    ["?limit=0", 'limit is "0"'],
    ["?offset=1.5", 'offset is "1.5"'],
  ])("refuse %s and name the value", async (query, reason) => {
    const response = await get(`/partners/AAAAAAPA/channels${query}`);
    expect(response.status).toBe(400);
    expect(await messageOf(response)).toContain(reason);
  });

  it("of clients carry contact data, and take a payload", async () => {
    const page = await (
      await get('/partners/AAAAAAPA/clients?filters={"contact_info.email":"b@shop.example"}')
    ).json();
    expect(page).toMatchObject({
      count: 1,
      clients: [{ status: "active", contact_info: { email: "b@shop.example" } }],
    });
    const id = page.clients[0].id;
    const changed = await api.request(`/partners/AAAAAAPA/clients/${id}`, {
      method: "PATCH",
      headers: key,
      body: JSON.stringify({ partner_payload: "tenant-4711", max_channels: 3 }),
    });
    expect(await changed.json()).toMatchObject({ id, partner_payload: "tenant-4711", max_channels: 3 });
  });
});

describe("a channel", () => {
  it("is given bare, as JSON in the recorded form", async () => {
    const { channelId } = addNumber(rooms, "AAAAAAPA");
    rooms.hub.clients.change("AAAAAAPA", rooms.hub.channels.get("AAAAAAPA", channelId).clientId, {
      partnerPayload: "Größe",
    });
    const response = await get(`/partners/AAAAAAPA/channels/${channelId}`);
    const text = await response.text();
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(text.endsWith("}\n")).toBe(true);
    expect(text).toContain('"partner_payload":"Gr\\u00f6\\u00dfe"');
    expect(JSON.parse(text)).toMatchObject({
      id: channelId,
      created_at: "2026-01-05T09:00:00Z",
      integration: null,
    });
  });

  it("is not found under another id, or another partner", async () => {
    const response = await get("/partners/AAAAAAPA/channels/nope00CH");
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      meta: { developer_message: expect.stringContaining('"nope00CH"'), http_code: 404, success: false },
    });
  });

  it("tells through shared_client_numbers whether its client shares it", async () => {
    rooms.addPartner("direct", { id: "BBBBBBPA", apiKey: "the-partner-key" });
    const { channelId, clientId } = addNumber(rooms, "BBBBBBPA");
    const shared = async () =>
      (await get(`/partners/BBBBBBPA/clients/${clientId}/shared_client_numbers`)).json();
    expect(await shared()).toMatchObject({ count: 0, shared_client_numbers: [] });
    rooms.hub.permissions.change("BBBBBBPA", clientId, { grant: [channelId] });
    expect(await shared()).toMatchObject({ count: 1, shared_client_numbers: [{ id: channelId }] });
  });

  it("gets its key with 201 once permitted and running, with or without a body", async () => {
    const { channelId } = addNumber(rooms, "AAAAAAPA");
    const path = `/partners/AAAAAAPA/channels/${channelId}/api_keys`;
    expect((await post(path, "{}")).status).toBe(400);
    await rooms.clock.advance("AAAAAAPA", 5000);
    const created = await post(path, "");
    expect(created.status).toBe(201);
    expect(Object.keys(await created.json())).toEqual(["address", "api_key", "app_id", "id"]);
    expect((await post(path, "{}")).status).toBe(201);
    expect(await (await get(path)).json()).toMatchObject({
      api_keys: [{ api_key: expect.stringContaining("****") }],
    });
    const deleted = await api.request(path, { method: "DELETE", headers: key, body: "{}" });
    expect(await deleted.json()).toMatchObject({ meta: { success: true } });
    expect(await (await get(path)).json()).toEqual({ api_keys: [] });
  });
});

describe("paths that are not served", () => {
  it.each([
    ["POST", "/partners/AAAAAAPA/channels/y9MiLoCH/api-keys", 404, "underscore"],
    ["POST", "/partners/channels/y9MiLoCH/api-keys", 404, "underscore"],
    ["GET", "/partners/channels/y9MiLoCH", 404, "partner id is missing"],
    ["GET", "/channels/y9MiLoCH", 404, "begins with the partner"],
    ["GET", "/partners/AAAAAAPA/nonsense", 404, "openapi.json"],
  ])("%s %s answers %i and says what was meant", async (method, path, status, hint) => {
    const response = await api.request(path, { method, headers: key });
    expect(response.status).toBe(status);
    expect(await messageOf(response)).toContain(hint);
  });
});
