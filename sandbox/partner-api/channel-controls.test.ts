import { beforeEach, describe, expect, it } from "vitest";
import { createPartnerApp, type PartnerApp, strangersNumber } from "./testing.js";

let app: PartnerApp;
let path: string;

beforeEach(async () => {
  app = await createPartnerApp();
  path = `/clients/${app.clientId}/channels/${app.channelId}`;
});

const phoneName = async () => (await app.get(`/channels/${app.channelId}`)).body.setup_info.phone_name;

describe("a new display name", () => {
  const rename = (display_name: string) => app.post(`${path}/display_name`, { display_name });

  it("is pending, then approved on the partner's clock", async () => {
    const { status, body } = await rename("Nordlicht Café");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: app.channelId,
      setup_info: { new_name_status: "pending", phone_name: "Nordlicht Bakery" },
    });
    await app.advance(9_999);
    expect(await phoneName()).toBe("Nordlicht Bakery");
    await app.advance(1);
    expect(await phoneName()).toBe("Nordlicht Café");
    expect(app.rooms.hub.displayNames.review(app.partner, app.channelId)).toEqual({
      newName: "Nordlicht Café",
      status: "approved",
    });
  });

  it("is declined when it asks for it, and the old one stays", async () => {
    await rename("Reject me");
    await app.advance(10_000);
    expect(await phoneName()).toBe("Nordlicht Bakery");
    expect(app.rooms.hub.displayNames.review(app.partner, app.channelId).status).toBe("declined");
  });

  it("takes the place of one that is still under review", async () => {
    await rename("First");
    await app.advance(5_000);
    await rename("Second");
    await app.advance(9_999);
    expect(await phoneName()).toBe("Nordlicht Bakery");
    await app.advance(1);
    expect(await phoneName()).toBe("Second");
  });

  it.each(["", "  ", "Nordlicht Bakery"])("cannot be %j", async (name) => {
    const { status, body } = await rename(name);
    expect(status).toBe(400);
    expect(body.meta.details.join()).toContain("display_name");
  });
});

it("gives Meta's phone number id as the id of the commerce settings", async () => {
  const { body } = await app.get(`${path}/whatsapp_commerce_settings`);
  expect(body.data).toEqual([
    {
      id: app.rooms.hub.channels.get(app.partner, app.channelId).externalId,
      is_cart_enabled: true,
      is_catalog_visible: false,
    },
  ]);
});

it("switches CTWA signals on and off, and says so in the journal once for each change", async () => {
  const message = async (word: string) =>
    (await app.post(`${path}/${word}_ctwa`)).body.meta.developer_message as string;
  expect(await message("enable")).toContain("now enabled");
  expect(await message("enable")).toContain("already enabled");
  expect(await message("disable")).toContain("now disabled");
  const entries = app.rooms.journal
    .read({ partner: app.partner })
    .filter(({ summary }) => /ads of/.test(summary));
  expect(entries.map(({ summary }) => summary.slice(-3).trim()).sort()).toEqual(["off", "on"]);
});

it("sets whether partner changes are approved automatically", async () => {
  const set = (body: unknown) => app.send("PATCH", "/settings/partner_change_request", body);
  expect(await set({ auto_approve: true })).toEqual({ status: 200, body: { auto_approve: true } });
  expect(await set({ auto_approve: false })).toEqual({ status: 200, body: { auto_approve: false } });
  const wrong = await set({ auto_approve: "yes" });
  expect(wrong.status).toBe(400);
  expect(wrong.body.meta.developer_message).toContain('"yes"');
});

it("shows a WABA with the hub's id and Meta's", async () => {
  const { status, body } = await app.get(`/waba_accounts/${app.wabaId}`);
  const { waba } = app.rooms.hub.channels.get(app.partner, app.channelId);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    client_id: app.clientId,
    created_at: "2026-01-05T09:00:00Z",
    external_id: waba.externalId,
    id: app.wabaId,
    namespace: waba.namespace,
    on_behalf_of_business_info: { status: "approved" },
    partner_id: app.partner,
    settings: { marketing_messages_lite_api_status: "ELIGIBLE" },
    status: "approved",
  });
  expect(Object.keys(body)).toEqual(Object.keys(body).sort());
  expect((await app.get(`/waba_accounts/${waba.externalId}`)).status).toBe(404);
  expect((await app.get(`/waba_accounts/${strangersNumber(app).waba.id}`)).status).toBe(404);
});

it.each([
  ["POST", "display_name"],
  ["GET", "whatsapp_commerce_settings"],
  ["POST", "enable_ctwa"],
  ["POST", "disable_ctwa"],
])("does not find %s %s for strangers", async (method, name) => {
  const stranger = strangersNumber(app);
  const { body: other } = await app.post("/account_sharing/clients", { name: "B", email: "b@b.example" });
  const body = method === "GET" ? undefined : { display_name: "X" };
  for (const [client, channel] of [
    [stranger.clientId, stranger.id],
    [app.clientId, stranger.id],
    [other.id, app.channelId],
    ["nobodyCL", app.channelId],
  ]) {
    const answer = await app.send(method, `/clients/${client}/channels/${channel}/${name}`, body);
    expect([client, channel, answer.status]).toEqual([client, channel, 404]);
  }
  const without = await app.send(method, `/channels/${app.channelId}/${name}`, body);
  expect(without.status).toBe(404);
  expect(without.body.meta.developer_message).toContain("below the client");
});
