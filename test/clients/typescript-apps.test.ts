import { expect, it } from "vitest";
import { caller } from "./support/habits.ts";
import { onboarded, stock } from "./support/onboarded.ts";

// Clients 11 and 12 of the clients' facts: TypeScript apps. `X-API-Key`; they show meta.developer_message to a person.

const world = async (options: { partnerId?: string; running?: boolean } = {}) => {
  const found = await onboarded(options);
  return {
    ...found,
    call: caller(`${found.hub}/partners/${found.partnerId}`, { "X-API-Key": stock.apiKey }),
  };
};

it("read a channel at the top level, with what they show of it", async () => {
  const { call, channelId } = await world();
  expect((await call("GET", `/channels/${channelId}`)).body).toMatchObject({
    id: channelId,
    setup_info: { phone_number: "4915100000042", phone_name: "Bakery" },
    availability_status: "ready",
    status: "ready",
  });
});

it("parse JSON even on an error, and find meta.developer_message in it", async () => {
  const { call, channelId, sandbox, partnerId, clientId } = await world({ partnerId: "DirectPA" });
  const missing = await call("GET", "/channels/nowhereCH");
  expect([missing.status, missing.body.meta.http_code]).toEqual([404, 404]);
  sandbox.hub.permissions.change(partnerId, clientId, { revoke: [channelId] });
  const forbidden = await call("POST", `/channels/${channelId}/api_keys`, {});
  expect(forbidden.status).toBe(403);
  expect(forbidden.body.meta.developer_message).toContain("permission is missing");
});

it("11 acts on the four events that it names, and reads the channel in data", async () => {
  const { events, channelId, clientId } = await world({ partnerId: "DirectPA" });
  const named = ["channel_live", "channel_running", "channel_ready", "channel_permission_granted"];
  const met = events().filter(({ event }) => named.includes(event));
  expect(met.map(({ event }) => event).sort()).toEqual([...named].sort());
  for (const { data } of met) expect(data).toMatchObject({ id: channelId, client_id: clientId });
});

it("11 takes data[0].id of the commerce settings as Meta's phone number id", async () => {
  const { call, clientId, channelId } = await world();
  const { body } = await call("GET", `/clients/${clientId}/channels/${channelId}/whatsapp_commerce_settings`);
  expect(body.data[0].id).toMatch(/^\d+$/);
});
