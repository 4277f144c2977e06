import { expect, it } from "vitest";
import { caller, logIn } from "./support/habits.ts";
import { onboarded, stock } from "./support/onboarded.ts";

// Client 7 of the clients' facts: a TypeScript adapter.

const world = async () => {
  const found = await onboarded();
  const { body } = await logIn(found.hub, stock);
  const token = body.access_token ?? body.token;
  return {
    ...found,
    call: caller(`${found.hub}/partners/${found.partnerId}`, { authorization: `Bearer ${token}` }),
  };
};

it("strips brackets and quotes from channels and takes the first", async () => {
  const { returnedTo, channelId } = await world();
  const channels = (returnedTo.searchParams.get("channels") ?? "").replace(/[[\]"']/g, "").split(",");
  expect(channels[0]).toBe(channelId);
});

it("lists the channels of a client, then reads one, bare", async () => {
  const { call, clientId, channelId } = await world();
  const filters = encodeURIComponent(JSON.stringify({ client_id: clientId }));
  const { body: list } = await call("GET", `/channels?filters=${filters}`);
  expect(list.partner_channels.map(({ id }: { id: string }) => id)).toEqual([channelId]);
  const { body } = await call("GET", `/channels/${channelId}`);
  expect(body).toMatchObject({
    id: channelId,
    setup_info: { phone_number: "4915100000042", phone_name: "Bakery" },
    status: "ready",
    availability_status: "ready",
  });
});

it("makes a key and treats a refusal as final, not as something to retry", async () => {
  const { call, channelId, sandbox, partnerId, clientId } = await world();
  expect((await call("POST", `/channels/${channelId}/api_keys`, {})).body.api_key).toMatch(/AK$/);
  sandbox.hub.partners.change(partnerId, { settings: { rate_limits: "off" } });
  const refused = await call("POST", "/channels/nowhereCH/api_keys", {});
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect([429, 500, 502, 503]).not.toContain(refused.status);
  expect(refused.body.meta).toMatchObject({ success: false, http_code: refused.status });
  expect(clientId).toMatch(/CL$/);
});
