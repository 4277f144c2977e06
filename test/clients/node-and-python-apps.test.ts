import { describe, expect, it } from "vitest";
import { caller, logIn } from "./support/habits.ts";
import { getUnencoded, onboarded, stock } from "./support/onboarded.ts";

// Clients 14 to 17 of the clients' facts. 15 to 17 send the partner key as if it were a token, and wrong paths.

describe("the bot platform (14)", () => {
  it("sends filters as JSON that is not encoded, and reads partner_channels", async () => {
    const { hub, partnerId, channelId } = await onboarded();
    const { body: token } = await logIn(hub, stock);
    const url = `${hub}/partners/${partnerId}/channels?filters={"id":"${channelId}"}`;
    const { status, text } = await getUnencoded(url, { authorization: `Bearer ${token.access_token}` });
    expect(status).toBe(200);
    const page = JSON.parse(text);
    expect(page).toMatchObject({
      count: 1,
      filters: { id: channelId },
      limit: 1000,
      offset: 0,
      sort: ["id"],
    });
    expect(page.partner_channels[0]).toMatchObject({
      id: channelId,
      waba_account_id: expect.stringMatching(/WA$/),
    });
  });

  it("makes its key with the token", async () => {
    const { hub, partnerId, channelId } = await onboarded();
    const { body: token } = await logIn(hub, stock);
    const call = caller(hub, { Authorization: `Bearer ${token.access_token}` });
    const { body } = await call("POST", `/partners/${partnerId}/channels/${channelId}/api_keys`);
    expect(body).toMatchObject({ api_key: expect.any(String), address: expect.stringMatching(/^http/) });
  });
});

describe.each(["15", "16", "17"])("client %s with the partner key as a bearer token", () => {
  it("gets 401, and is told the header", async () => {
    const { hub, partnerId, channelId } = await onboarded();
    const call = caller(hub, { Authorization: `Bearer ${stock.apiKey}` });
    const { status, body } = await call("POST", `/partners/${partnerId}/channels/${channelId}/api_keys`);
    expect(status).toBe(401);
    expect(body.meta.developer_message).toContain("is a partner API key. Send it in the header X-API-Key");
  });
});

describe("wrong paths that they ship", () => {
  it.each([
    ["15 leaves the partner id out", "/partners/channels/CHANNEL/api_keys", "the partner id is missing"],
    ["15 leaves it out and writes a hyphen", "/partners/channels/CHANNEL/api-keys", "underscore"],
    ["17 writes a hyphen", "/partners/PARTNER/channels/CHANNEL/api-keys", "/api_keys, with an underscore"],
    ["17 begins with the channel", "/channels/CHANNEL/api_keys", "begins with the partner"],
  ])("%s: 404, and what was meant", async (_what, path, hint) => {
    const { hub, partnerId, channelId } = await onboarded();
    const written = path.replace("PARTNER", partnerId).replace("CHANNEL", channelId);
    const { status, body } = await caller(hub, { "X-API-Key": stock.apiKey })("POST", written);
    expect(status).toBe(404);
    expect(body.meta.developer_message).toContain(hint);
    // 17 ignores the status and looks for a key under three names: none of them may be there.
    expect(body.api_key ?? body.key ?? body.token).toBeUndefined();
  });
});

describe("waiting for status running (15, 16)", () => {
  it("never ends on the hub, whose running channels say ready", async () => {
    const { hub, partnerId, channelId, events } = await onboarded();
    const call = caller(hub, { "X-API-Key": stock.apiKey });
    const { body } = await call("GET", `/partners/${partnerId}/channels/${channelId}`);
    expect([body.status, body.integration.state]).toEqual(["ready", "running"]);
    expect(events().some(({ data }) => data.status === "running")).toBe(false);
  });

  it("ends when the partner's setting asks for it", async () => {
    const { sandbox, hub, partnerId, channelId, wait } = await onboarded({ running: false });
    sandbox.hub.partners.change(partnerId, { settings: { running_in_status: true } });
    await wait(10_000);
    const call = caller(hub, { "X-API-Key": stock.apiKey });
    const { body } = await call("GET", `/partners/${partnerId}/channels/${channelId}`);
    expect(body.status).toBe("running");
  });
});

it("16 sends a text without recipient_type and reads messages[0].id", async () => {
  const { hub, sandbox, partnerId, channelId } = await onboarded();
  const call = caller(hub, { "X-API-Key": stock.apiKey });
  const { body: key } = await call("POST", `/partners/${partnerId}/channels/${channelId}/api_keys`);
  const messaging = caller(sandbox.url, { "D360-API-KEY": key.api_key });
  const text = { messaging_product: "whatsapp", to: "4915112345678", type: "text", text: { body: "Hello" } };
  const { body } = await messaging("POST", "/messages", text);
  expect(body.messages[0].id).toMatch(/^wamid\./);
  // 15 reads it without asking whether it is there.
  expect(body.contacts[0].wa_id).toBe("4915112345678");
});
