import { expect, it } from "vitest";
import { caller, logIn } from "./support/habits.ts";
import { onboarded, stock } from "./support/onboarded.ts";

// Client 8 of the clients' facts: the .NET clients.

const world = async () => {
  const found = await onboarded();
  const { body } = await logIn(found.hub, stock);
  const authorization = `${body.token_type} ${body.access_token}`;
  return {
    ...found,
    authorization,
    call: caller(`${found.hub}/partners/${found.partnerId}`, { authorization }),
  };
};

it("reads all four fields of the token, and error and error_description of a refusal", async () => {
  const { hub } = await onboarded();
  const { body } = await logIn(hub, stock);
  expect(body).toEqual({
    access_token: expect.any(String),
    expires_in: 86_400,
    refresh_token: expect.any(String),
    token_type: "Bearer",
  });
  const refused = await logIn(hub, { ...stock, password: "wrong" });
  expect(Object.keys(refused.body).sort()).toEqual(["error", "error_description"]);
});

it("logs in again after a 401 and retries: a fresh token works at once, so it does not loop", async () => {
  const { hub, partnerId, wait } = await onboarded();
  const tokenNow = async () => (await logIn(hub, stock)).body.access_token;
  const read = (token: string) =>
    caller(hub, { authorization: `Bearer ${token}` })("GET", `/partners/${partnerId}`);
  const old = await tokenNow();
  await wait(86_400_000);
  const expired = await read(old);
  expect(expired.status).toBe(401);
  expect(expired.body.meta.developer_message).toContain("has expired");
  expect((await read(await tokenNow())).status).toBe(200);
});

it("sends limit, offset, sort and dotted filters, and reads the whole envelope", async () => {
  const { call, channelId } = await world();
  const { body: channel } = await call("GET", `/channels/${channelId}`);
  const filters = {
    "setup_info.phone_number": "4915100000042",
    "waba_account.id": channel.waba_account.id,
    "client.contact_info.email": "owner@bakery.example",
    "waba_account.fb_account_status": channel.waba_account.fb_account_status,
  };
  const query = `limit=20&offset=0&sort=-created_at&filters=${encodeURIComponent(JSON.stringify(filters))}`;
  const { status, body } = await call("GET", `/channels?${query}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ count: 1, total: 1, limit: 20, offset: 0, sort: ["-created_at"], filters });
  expect(body.partner_channels).toEqual([channel]);
});

it("filters clients by organisation and partner_payload, which the newer schema lacks", async () => {
  const { call, clientId } = await world();
  await call("PATCH", `/clients/${clientId}`, { partner_payload: "tenant-4711", max_channels: 3 });
  const filters = encodeURIComponent(
    JSON.stringify({ organisation: "Bakery", partner_payload: "tenant-4711" }),
  );
  const { body } = await call("GET", `/clients?filters=${filters}`);
  expect(body.clients).toMatchObject([
    {
      id: clientId,
      organisation: "Bakery",
      partner_payload: "tenant-4711",
      max_channels: 3,
      suspicious: false,
    },
  ]);
});

it("sets both URLs of the partner, and the webhook on its own path", async () => {
  const { call, partnerId } = await world();
  const urls = { webhook_url: "https://a.example/w", partner_redirect_url: "https://a.example/r" };
  expect((await call("PATCH", "", urls)).body).toMatchObject({ id: partnerId, ...urls });
  const set = await call("POST", "/webhook_url", { webhook_url: "https://b.example/w" });
  expect(set.body).toMatchObject({ id: partnerId, webhook_url: "https://b.example/w" });
  expect((await call("GET", "/webhook_url")).body.webhook_url).toBe("https://b.example/w");
});

it("makes, lists and deletes API keys", async () => {
  const { call, channelId } = await world();
  const made = await call("POST", `/channels/${channelId}/api_keys`, {});
  expect(Object.values(made.body).every((value) => typeof value === "string")).toBe(true);
  const { body } = await call("GET", `/channels/${channelId}/api_keys`);
  expect(body.api_keys).toMatchObject([
    { id: made.body.id, app_id: made.body.app_id, address: made.body.address },
  ]);
  expect((await call("DELETE", `/channels/${channelId}/api_keys`, {})).status).toBe(200);
  expect((await call("GET", `/channels/${channelId}/api_keys`)).body.api_keys).toEqual([]);
});

it("requests a cancellation with enabled, and reads the channel back", async () => {
  const { call, clientId, channelId } = await world();
  const cancel = (enabled: boolean) =>
    call("POST", `/clients/${clientId}/channels/${channelId}/control/cancellation_request`, { enabled });
  expect((await cancel(true)).body).toMatchObject({ id: channelId, hub_status: "pending_deletion" });
  expect((await cancel(false)).body).toMatchObject({ id: channelId, hub_status: "live" });
});

it("deserializes events of the names it knows, each with id, event and the channel", async () => {
  const { events, channelId } = await onboarded();
  const known = ["channel_created", "channel_ready", "channel_running", "channel_live"];
  const channelEvents = events().filter(({ event }) => known.includes(event));
  expect(channelEvents.map(({ event }) => event)).toEqual(known);
  for (const { id, data } of channelEvents) expect([typeof id, data.id]).toEqual(["string", channelId]);
});
