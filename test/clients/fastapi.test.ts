import { expect, it } from "vitest";
import { caller } from "./support/habits.ts";
import { onboarded, stock } from "./support/onboarded.ts";

// Client 9 of the clients' facts: a FastAPI app. It sends the partner key as D360-API-KEY; whether the real hub takes
// that is unknown. The sandbox does not, and says which header it meant.

it("is told that its partner key came in the wrong header, on both calls that it makes", async () => {
  const { hub, partnerId, clientId, channelId } = await onboarded();
  const call = caller(`${hub}/partners/${partnerId}`, { "D360-API-KEY": stock.apiKey });
  const filters = encodeURIComponent(JSON.stringify({ id: clientId }));
  for (const answer of [
    await call("POST", `/channels/${channelId}/api_keys`),
    await call("GET", `/clients?filters=${filters}`),
  ]) {
    expect(answer.status).toBe(401);
    expect(answer.body.meta.developer_message).toContain(
      "d360-api-key is not read here. It carries a partner API key, which belongs in X-API-Key",
    );
  }
});

it("accepts only 201 for a key, and reads api_key, address, app_id and id", async () => {
  const { hub, sandbox, partnerId, channelId } = await onboarded();
  const call = caller(`${hub}/partners/${partnerId}`, { "X-API-Key": stock.apiKey });
  const { status, body } = await call("POST", `/channels/${channelId}/api_keys`);
  expect(status).toBe(201);
  expect(body).toEqual({
    address: sandbox.url,
    api_key: expect.any(String),
    app_id: expect.any(String),
    id: expect.any(String),
  });
});

it("reads the client of client_created, and a ready channel of channel_permission_granted", async () => {
  const { events, clientId, channelId } = await onboarded({ partnerId: "DirectPA" });
  const created = events().find(({ event }) => event === "client_created");
  expect(created?.data).toMatchObject({
    client: { id: clientId, name: "Bakery", contact_info: { email: "owner@bakery.example" } },
  });
  expect(events().some(({ event }) => event === "channel_permission_granted")).toBe(true);
  const live = events().find(({ event }) => event === "channel_live");
  expect(live?.data).toMatchObject({
    id: channelId,
    client_id: clientId,
    status: "ready",
    account_mode: "live",
    setup_info: { phone_number: "4915100000042", phone_name: "Bakery" },
    waba_account: {
      id: expect.stringMatching(/WA$/),
      namespace: expect.any(String),
      fb_business_id: expect.any(String),
    },
    current_limit: expect.any(String),
  });
});

it("parses the JSON that the webhook call answers", async () => {
  const { hub, sandbox, partnerId, channelId } = await onboarded();
  const call = caller(`${hub}/partners/${partnerId}`, { "X-API-Key": stock.apiKey });
  const { body } = await call("POST", `/channels/${channelId}/api_keys`);
  const messaging = caller(sandbox.url, { "D360-API-KEY": body.api_key });
  const set = await messaging("POST", "/v1/configs/webhook", { url: "https://app.example/hook" });
  expect([set.status, set.body.url]).toEqual([200, "https://app.example/hook"]);
});
