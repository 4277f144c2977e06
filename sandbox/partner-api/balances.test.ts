import { beforeEach, describe, expect, it } from "vitest";
import { testStart } from "../../test/support/rooms.js";
import { createPartnerApp, type PartnerApp, strangersNumber } from "./testing.js";

let app: PartnerApp;

const customer = "+4915100000099";
const day = 86_400_000;
const seconds = (ms: number) => Math.floor(ms / 1000);

const send = (to = customer) =>
  app.rooms.hub.messages.send(app.partner, app.channelId, { to, text: "Hello" });
const receive = () =>
  app.rooms.hub.messages.receive(app.partner, app.channelId, { from: customer, text: "Open?" });
const clientPath = () => `/clients/${app.clientId}/info/balance`;
const channelPath = () => `/clients/${app.clientId}/channels/${app.channelId}/info`;

beforeEach(async () => {
  app = await createPartnerApp("direct");
});

describe("a client's balance", () => {
  it("begins with the opening sum and no usage, and has the fields that the .NET client reads", async () => {
    const { body } = await app.get(clientPath());
    expect(body).toEqual({
      balance: 100,
      bi_price_for_currency_and_client_country: 0.05,
      currency: "usd",
      estimated_template_cost: 0.05,
      granularity: "month",
      last_renewal: { amount: 100, date: "2026-01-05T09:00:00Z" },
      ui_price_for_currency_and_client_country: 0,
      usage: [],
    });
    expect(Object.keys(body)).toEqual(Object.keys(body).sort());
  });

  it("falls with each message that answers nobody; answers within 24 hours are free", async () => {
    send();
    await app.advance(1);
    receive();
    send();
    send("+4915100000098");
    await app.advance(day + 1);
    send();
    const { body } = await app.get(clientPath());
    expect(body.balance).toBe(99.85);
    expect(body.usage).toHaveLength(1);
    expect(body.usage[0]).toMatchObject({
      period_date: "2026-01-01T00:00:00Z",
      quantity: 4,
      paid_quantity: 3,
      free_quantity: 1,
      service_quantity: 1,
      service_price: 0,
      utility_quantity: 3,
      utility_paid_quantity: 3,
      utility_price: 0.15,
      business_initiated_quantity: 3,
      business_initiated_price: 0.15,
      user_initiated_quantity: 1,
      user_initiated_paid_quantity: 0,
      marketing_quantity: 0,
      total_price: 0.15,
    });
    expect(Object.keys(body.usage[0])).toEqual(Object.keys(body.usage[0]).sort());
  });

  it("is told by day within the range that was asked for", async () => {
    send();
    await app.advance(day);
    send();
    send();
    await app.advance(day);
    send();
    const from = seconds(testStart + day);
    const range = `start_date=${from}&end_date=${from + 86_400}`;
    const { body } = await app.get(`${clientPath()}?${range}&granularity=DAY`);
    expect(body.granularity).toBe("day");
    expect(
      body.usage.map((row: { period_date: string; quantity: number }) => [row.period_date, row.quantity]),
    ).toEqual([["2026-01-06T00:00:00Z", 2]]);
    expect(body.balance).toBe(99.8);
  });

  it("counts only the channels whose application ids are named", async () => {
    send();
    const { appId } = app.rooms.hub.channels.get(app.partner, app.channelId);
    const quantities = async (ids: string) =>
      (await app.get(`${clientPath()}?application_ids=${ids}`)).body.usage.length;
    expect(await quantities(`1,${appId}`)).toBe(1);
    expect(await quantities("1")).toBe(0);
  });

  it.each([
    ["granularity=week", '"week"'],
    ["start_date=yesterday", '"yesterday"'],
    ["start_date=200&end_date=100", "200"],
  ])("refuses ?%s and names the value", async (query, hint) => {
    const { status, body } = await app.get(`${clientPath()}?${query}`);
    expect(status).toBe(400);
    expect(body.meta.developer_message).toContain(hint);
  });

  it("is zero when the partner pays: then the partner's own balance falls", async () => {
    expect((await app.get("/balance")).body).toEqual([{ currency: "usd", total: 0 }]);
    app = await createPartnerApp("partner");
    send();
    expect((await app.get(clientPath())).body).toMatchObject({ balance: 0, last_renewal: null });
    expect((await app.get("/balance")).body).toEqual([{ currency: "usd", total: 999.95 }]);
  });
});

it("tells a channel's own usage, beside its client's balance", async () => {
  send();
  const { body } = await app.get(`${channelPath()}/balance`);
  expect(Object.keys(body)).toEqual(["balance", "currency", "last_renewal", "usage"]);
  expect(body).toMatchObject({ balance: 99.95, usage: [{ quantity: 1, total_price: 0.05 }] });
});

it("tells prices as Meta does, by the country of the receiver", async () => {
  send();
  send("+351910000001");
  await app.advance(1);
  receive();
  send();
  const points = async (query = "") =>
    (await app.get(`${channelPath()}/usage?granularity=day${query}`)).body.pricing_analytics.data[0]
      .data_points;
  expect(await points()).toHaveLength(3);
  expect(await points("&countries=pt")).toEqual([
    {
      cost: 0.05,
      country: "PT",
      end: seconds(Date.UTC(2026, 0, 6)),
      pricing_category: "UTILITY",
      pricing_type: "REGULAR",
      start: seconds(Date.UTC(2026, 0, 5)),
      volume: 1,
    },
  ]);
  expect(await points("&countries=FR")).toEqual([]);
  expect((await app.get(`${channelPath()}/usage?countries=Germany`)).status).toBe(400);
});

it("does not tell another partner's or client's figures", async () => {
  const stranger = strangersNumber(app);
  const { body: other } = await app.post("/account_sharing/clients", { name: "B", email: "b@b.example" });
  for (const path of [
    `/clients/${stranger.clientId}/info/balance`,
    `/clients/${stranger.clientId}/channels/${stranger.id}/info/balance`,
    `/clients/${app.clientId}/channels/${stranger.id}/info/usage`,
    `/clients/${other.id}/channels/${app.channelId}/info/usage`,
  ]) {
    expect((await app.get(path)).status).toBe(404);
  }
});
