import { expect, it } from "vitest";
import { caller } from "./support/habits.ts";
import { onboarded, stock } from "./support/onboarded.ts";

// Client 5 of the clients' facts: a Go multi-tenant SaaS. Its key goes into `x-api-key`.

const world = async () => {
  const found = await onboarded();
  return {
    ...found,
    call: caller(`${found.hub}/partners/${found.partnerId}`, { "x-api-key": stock.apiKey }),
  };
};

it("finds its channels by client and reads the envelope", async () => {
  const { call, clientId, channelId } = await world();
  const filters = encodeURIComponent(JSON.stringify({ client_id: clientId }));
  const { status, body } = await call("GET", `/channels?filters=${filters}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ count: 1, total: 1, offset: 0, filters: { client_id: clientId } });
  expect(body.partner_channels[0]).toMatchObject({
    id: channelId,
    account_mode: "live",
    hub_status: "live",
    availability_status: "ready",
    cancelled_at: null,
    is_on_biz_app: false,
    waba_account: { external_id: expect.stringMatching(/^\d+$/), status: "approved" },
  });
});

it("reads a fleet to its end, in pages of 200 until total is reached", async () => {
  const { call, sandbox, partnerId } = await world();
  const { visits } = sandbox.hub;
  for (let index = 0; index < 7; index += 1) {
    let visit = visits.open(partnerId, {});
    const email = `owner@shop-${index}.example`;
    visit = visits.signUp(visit, { name: `Shop ${index}`, email, password: "long enough" });
    visits.addNumber(visit, { phoneNumber: `+49 151 1000000${index}`, phoneName: `Shop ${index}` });
  }
  const seen = new Set<string>();
  for (let offset = 0, total = 1; offset < total; offset += 3) {
    const { body } = await call("GET", `/channels?limit=3&offset=${offset}`);
    total = body.total;
    for (const { id } of body.partner_channels) seen.add(id);
  }
  expect(seen.size).toBe(8);
});

it("finds its client by id", async () => {
  const { call, clientId } = await world();
  const filters = encodeURIComponent(JSON.stringify({ id: clientId }));
  const { body } = await call("GET", `/clients?filters=${filters}`);
  expect(body.clients).toMatchObject([
    { id: clientId, name: "Bakery", contact_info: { email: "owner@bakery.example" } },
  ]);
});

it("sets the webhook URL alone, and reads it back", async () => {
  const { call, partnerId } = await world();
  const webhook_url = "https://tenant.example/hooks";
  const { status, body } = await call("PATCH", "", { webhook_url });
  expect([status, body.id, body.webhook_url]).toEqual([200, partnerId, webhook_url]);
  expect(body.partner_redirect_url).toContain("/connected");
});

it("makes a key with {} and knows that the one before is dead", async () => {
  const { call, channelId, sandbox } = await world();
  const first = await call("POST", `/channels/${channelId}/api_keys`, {});
  const second = await call("POST", `/channels/${channelId}/api_keys`, {});
  expect(second.body.address).toBe(sandbox.url);
  const messaging = (key: string) =>
    caller(sandbox.url, { "d360-api-key": key })("GET", "/v1/configs/webhook");
  expect([
    (await messaging(first.body.api_key)).status,
    (await messaging(second.body.api_key)).status,
  ]).toEqual([401, 200]);
});

it("cancels below the client with {}, and gets 404 without the client in the path", async () => {
  const { call, clientId, channelId } = await world();
  const wrong = await call("POST", `/channels/${channelId}/control/cancellation_request`, {});
  expect(wrong.status).toBe(404);
  expect(wrong.body.meta.developer_message).toContain(
    "below the client: /partners/{partner_id}/clients/{client_id}",
  );
  const path = `/clients/${clientId}/channels/${channelId}/control`;
  expect((await call("POST", `${path}/cancellation_request`, {})).status).toBeLessThan(300);
  expect((await call("POST", `${path}/reactivate`, {})).status).toBeLessThan(300);
});

it("meets 429 after five calls in 30 s when the sandbox is told to be as the client observed", async () => {
  const { call, sandbox, partnerId, wait } = await world();
  sandbox.hub.partners.change(partnerId, { settings: { rate_limits: "observed" } });
  for (let index = 0; index < 5; index += 1)
    expect((await call("GET", "/channels?limit=200")).status).toBe(200);
  const refused = await call("GET", "/channels?limit=200");
  expect(refused.status).toBe(429);
  await wait(Number(refused.headers.get("retry-after")) * 1000);
  expect((await call("GET", "/channels?limit=200")).status).toBe(200);
});
