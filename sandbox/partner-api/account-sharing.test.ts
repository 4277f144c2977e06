import { beforeEach, describe, expect, it } from "vitest";
import { postedEvents } from "../../test/support/rooms.js";
import { createPartnerApp, type PartnerApp, strangersNumber } from "./testing.js";

let app: PartnerApp;

beforeEach(async () => {
  app = await createPartnerApp();
});

const cafe = { name: "Café Süd", email: "chef@cafe.example" };
const shareClient = (body: unknown = cafe) => app.post("/account_sharing/clients", body);
const shareNumber = (body: unknown) => app.post("/account_sharing/numbers", body);
const numberOf = (client_id: string, more: object = {}) => ({
  solution_id: "600000000000006",
  waba_external_id: "100000000000001",
  client_id,
  ...more,
});
const channelsOf = async (clientId: string) =>
  (await app.get(`/channels?filters=${encodeURIComponent(JSON.stringify({ client_id: clientId }))}`)).body
    .partner_channels;

describe("a client that the partner makes", () => {
  it("is answered with its id and times, is listed, and is announced", async () => {
    const { status, body } = await shareClient();
    expect([status, body]).toEqual([
      200,
      {
        created_at: "2026-01-05T09:00:10Z",
        id: expect.stringMatching(/^\w{8}CL$/),
        modified_at: "2026-01-05T09:00:10Z",
      },
    ]);
    const { body: found } = await app.get(`/clients?filters={"id":"${body.id}"}`);
    expect(found.clients[0]).toMatchObject({
      name: "Café Süd",
      contact_info: { email: "chef@cafe.example" },
    });
    await app.advance(0);
    expect(app.events("client_created")[0].data.client.id).toBe(body.id);
  });

  it("cannot have an e-mail address that a client has already: the refusal names that client", async () => {
    const { body: first } = await shareClient();
    const { status, body } = await shareClient({ name: "Again", email: "CHEF@cafe.example" });
    expect(status).toBe(409);
    expect(body.meta.developer_message).toContain(first.id);
    expect((await app.get("/clients")).body.total).toBe(2);
  });

  it.each([
    [{ name: "x" }, "email"],
    [{ email: "a@b.example" }, "name"],
    [{ name: "x", email: "nobody" }, '"nobody"'],
  ])("is refused from %j", async (body, hint) => {
    const answer = await shareClient(body);
    expect(answer.status).toBe(400);
    expect(answer.body.meta.developer_message).toContain(hint);
  });
});

describe("a number that the partner shares", () => {
  it("echoes the request, and lives like any other, with the same webhooks", async () => {
    const { body: client } = await shareClient();
    const request = numberOf(client.id, { tier: "premium", channel_external_id: "300000000000003" });
    const { status, body } = await shareNumber(request);
    expect([status, body]).toEqual([
      200,
      { ...request, message: expect.stringContaining("being onboarded"), waba_business_id: null },
    ]);
    expect(Object.keys(body)).toEqual(Object.keys(body).sort());
    const [channel] = await channelsOf(client.id);
    expect(channel).toMatchObject({
      status: "created",
      external_id: "300000000000003",
      setup_info: { phone_name: "Café Süd", phone_number: expect.stringMatching(/^49159\d{8}$/) },
      waba_account: { external_id: "100000000000001" },
    });
    await app.advance(10_000);
    expect(postedEvents(app.rooms)).toEqual([
      "client_created",
      "channel_created",
      "channel_ready",
      "channel_running",
      "channel_live",
    ]);
    expect((await app.get(`/channels/${channel.id}`)).body.account_mode).toBe("live");
    expect((await app.post(`/channels/${channel.id}/api_keys`)).status).toBe(201);
    expect(app.rooms.hub.clients.get(app.partner, client.id).plan).toBe("premium");
  });

  it("needs the client's permission when the client pays", async () => {
    app = await createPartnerApp("direct");
    const { body: client } = await shareClient();
    await shareNumber(numberOf(client.id));
    await app.advance(10_000);
    const [channel] = await channelsOf(client.id);
    expect((await app.post(`/channels/${channel.id}/api_keys`)).status).toBe(403);
    const { visits } = app.rooms.hub;
    const account = { email: cafe.email, password: "invited-by-partner" };
    const visit = visits.logIn(visits.open(app.partner, { next: "login" }), account);
    visits.decide(visits.pay(visit, { plan: "regular", acceptsTerms: true }), [channel.id]);
    expect((await app.post(`/channels/${channel.id}/api_keys`)).status).toBe(201);
  });

  it("joins the client's WABA that Meta's id names, and finds the client by its business", async () => {
    const { body: client } = await shareClient();
    await shareNumber(numberOf(client.id, { channel_external_id: "1" }));
    const [first] = await channelsOf(client.id);
    const { client_id: _, ...request } = numberOf("", {
      waba_business_id: first.waba_account.fb_business_id,
      channel_external_id: "2",
    });
    expect((await shareNumber(request)).status).toBe(200);
    const wabas = (await channelsOf(client.id)).map((one: typeof first) => one.waba_account_id);
    expect(wabas).toEqual([first.waba_account_id, first.waba_account_id]);
  });

  it("cannot be shared twice: the refusal names its channel", async () => {
    const { body: client } = await shareClient();
    await shareNumber(numberOf(client.id));
    const [channel] = await channelsOf(client.id);
    const again = await shareNumber(numberOf(client.id));
    expect(again.status).toBe(409);
    expect(again.body.meta.developer_message).toContain(channel.id);
    expect(await channelsOf(client.id)).toHaveLength(1);
  });

  it("cannot be of another client's WABA, nor be a number of another WABA", async () => {
    const { body: client } = await shareClient();
    await shareNumber(numberOf(client.id, { channel_external_id: "1" }));
    const stolen = await shareNumber(numberOf(app.clientId, { channel_external_id: "2" }));
    expect(stolen.status).toBe(409);
    expect(stolen.body.meta.developer_message).toContain(client.id);
    const moved = { waba_external_id: "100000000000002", channel_external_id: "1" };
    expect((await shareNumber(numberOf(client.id, moved))).status).toBe(409);
  });

  it("is refused when the client has as many channels as it may have", async () => {
    await app.send("PATCH", `/clients/${app.clientId}`, { max_channels: 1 });
    const { status, body } = await shareNumber(numberOf(app.clientId));
    expect(status).toBe(400);
    expect(body.meta.developer_message).toContain("max_channels");
  });

  it.each([
    ["solution_id", { waba_external_id: "1", client_id: "x" }],
    ["waba_external_id", { solution_id: "1", client_id: "x" }],
    ["client_id", { solution_id: "1", waba_external_id: "1" }],
    ["tier", { solution_id: "1", waba_external_id: "1", client_id: "x", tier: "gold" }],
  ])("is refused with a wrong %s", async (field, body) => {
    const answer = await shareNumber(body);
    expect(answer.status).toBe(400);
    expect(answer.body.meta.details.join()).toContain(field);
  });

  it("is not found for another partner's client or business", async () => {
    const stranger = strangersNumber(app);
    expect((await shareNumber(numberOf(stranger.clientId))).status).toBe(404);
    const byBusiness = numberOf("", { client_id: null, waba_business_id: stranger.waba.fbBusinessId });
    expect((await shareNumber(byBusiness)).status).toBe(404);
  });
});
