import { beforeEach, describe, expect, it } from "vitest";
import { createPartnerApp, type PartnerApp, strangersNumber } from "./testing.js";
import { createPartnerApiV1 } from "./v1.js";

let app: PartnerApp;
let path: string;

beforeEach(async () => {
  app = await createPartnerApp();
  path = `/waba_accounts/${app.wabaId}/waba_templates`;
});

const orderUpdate = {
  name: "order_update",
  language: "en",
  category: "UTILITY",
  components: [{ type: "BODY", text: "Your order {{1}} is on its way." }],
  allow_category_change: true,
};
const create = (more: object = {}) => app.post(path, { ...orderUpdate, ...more });
const only = async () => (await app.get(path)).body.waba_templates[0];

describe("a new template", () => {
  it("is answered with 201, submitted, with all recorded fields in alphabetical order", async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toEqual({
      category: "UTILITY",
      components: orderUpdate.components,
      created_at: "2026-01-05T09:00:10Z",
      created_by: { user_id: "system", user_name: "system" },
      external_id: expect.stringMatching(/^\d{15}$/),
      id: expect.stringMatching(/^\w{20}WT$/),
      language: "en",
      modified_at: "2026-01-05T09:00:10Z",
      modified_by: { user_id: "system", user_name: "system" },
      name: "order_update",
      namespace: app.rooms.hub.channels.get(app.partner, app.channelId).waba.namespace,
      partner_id: app.partner,
      quality_score: null,
      rejected_reason: null,
      status: "submitted",
      updated_external: false,
      waba_account_id: app.wabaId,
    });
    expect(Object.keys(body)).toEqual(Object.keys(body).sort());
  });

  it("is approved on the partner's clock, and the webhook tells so", async () => {
    const { body: created } = await create();
    await app.advance(9_999);
    expect(await only()).toMatchObject({ status: "submitted" });
    expect(app.events("waba_template_status_changed")).toEqual([]);
    await app.advance(1);
    expect(await only()).toMatchObject({
      status: "approved",
      rejected_reason: "NONE",
      modified_at: "2026-01-05T09:00:20Z",
    });
    const channel = app.rooms.hub.channels.get(app.partner, app.channelId);
    expect(app.events("waba_template_status_changed").map(({ data }) => data)).toEqual([
      {
        id: channel.waba.externalId,
        template: {
          external_id: created.external_id,
          id: created.id,
          language: "en",
          name: "order_update",
          new_status: "APPROVED",
          rejected_reason: "NONE",
        },
      },
    ]);
  });

  it("is rejected with a reason when its name asks for it", async () => {
    await create({ name: "please_reject_me" });
    await app.advance(10_000);
    expect(await only()).toMatchObject({ status: "rejected", rejected_reason: "INVALID_FORMAT" });
    expect(app.events("waba_template_status_changed")[0].data.template).toMatchObject({
      new_status: "REJECTED",
      rejected_reason: "INVALID_FORMAT",
    });
  });

  it("may have a name once for each language, and the refusal has the words that a Rails client looks for", async () => {
    await create();
    const again = await create();
    expect(again.status).toBe(400);
    expect(again.body.meta.developer_message).toContain(
      "you have provided is already in use. Please choose a different name for your template.",
    );
    expect((await create({ language: "de" })).status).toBe(201);
    expect((await app.get(path)).body.total).toBe(2);
  });

  it.each([
    ["name", { name: "Order Update" }, '"Order Update"'],
    ["category", { category: "SALE" }, "MARKETING, UTILITY, AUTHENTICATION"],
    ["language", { language: "english" }, '"english"'],
    ["components", { components: [] }, "BODY"],
    ["components", { components: [{ type: "FOOTER", text: "Bye" }] }, "exactly one BODY"],
    ["components.0.type", { components: [{ type: "TAIL" }] }, '"TAIL"'],
  ])("with a wrong %s is refused, and nothing is kept", async (field, wrong, hint) => {
    const { status, body } = await create(wrong);
    expect(status).toBe(400);
    expect(body.meta.details.join()).toContain(field);
    expect(body.meta.developer_message).toContain(hint);
    expect((await app.get(path)).body.total).toBe(0);
  });
});

it("lists in the recorded envelope, with the documented filters and sorts", async () => {
  await create();
  await create({ name: "sale", category: "MARKETING" });
  expect((await app.get(path)).body).toMatchObject({
    count: 2,
    filters: {},
    limit: 1000,
    offset: 0,
    sort: ["id"],
    total: 2,
  });
  const names = async (query: string) =>
    (await app.get(`${path}?${query}`)).body.waba_templates.map(({ name }: { name: string }) => name);
  expect(await names("sort=-business_templates.name")).toEqual(["sale", "order_update"]);
  for (const filter of [
    { "business_templates.name": "sale" },
    { category: "MARKETING" },
    { status: "submitted", language: "en", partner_id: app.partner, category: "MARKETING" },
  ]) {
    expect(await names(`filters=${encodeURIComponent(JSON.stringify(filter))}`)).toEqual(["sale"]);
  }
  expect(await names("sort=category&limit=1&offset=1")).toEqual(["order_update"]);
});

it("deletes a template, whose review then never ends", async () => {
  const { body } = await create();
  expect((await app.send("DELETE", `${path}/${body.id}`)).body.meta).toMatchObject({ success: true });
  expect(app.rooms.clock.waiting(app.partner).map(({ kind }) => kind)).not.toContain("template-review");
  await app.advance(60_000);
  expect((await app.get(path)).body.total).toBe(0);
  expect(app.events("waba_template_status_changed")).toEqual([]);
  expect((await app.send("DELETE", `${path}/${body.id}`)).status).toBe(404);
});

it("takes what a triggered event says over into the hub", async () => {
  const { body } = await create();
  app.rooms.hub.triggers.trigger(app.partner, app.channelId, "waba_template_status_changed", {
    template: { name: "order_update", status: "REJECTED", rejectedReason: "SCAM" },
  });
  app.rooms.hub.triggers.trigger(app.partner, app.channelId, "waba_template_category_changed", {
    template: { id: body.id, category: "MARKETING" },
  });
  await app.advance(60_000);
  expect(await only()).toMatchObject({ status: "rejected", rejected_reason: "SCAM", category: "MARKETING" });
  const events = app.events("waba_template_status_changed");
  expect(events).toHaveLength(1);
  expect(events[0].data.template).toMatchObject({ id: body.id, new_status: "REJECTED" });
  expect(app.events("waba_template_category_changed")[0].data.template).toEqual({
    id: body.id,
    name: "order_update",
    new_category: "MARKETING",
  });
});

it("forgets templates when the partner's data is reset", async () => {
  await create();
  await create({ name: "another" });
  app.rooms.hub.partners.clear(app.partner);
  expect((await app.get(path)).status).toBe(404);
  expect(app.rooms.store.prepare<[], unknown>("SELECT * FROM templates").all()).toEqual([]);
});

it("keeps templates of two WABAs apart, and each one's events in the lane of its first number", async () => {
  const share = (waba_external_id: string, channel_external_id: string) =>
    app.post("/account_sharing/numbers", {
      solution_id: "6",
      client_id: app.clientId,
      waba_external_id,
      channel_external_id,
    });
  await share("77", "771");
  await share("77", "772");
  const [first] = app.rooms.hub.channels.list(app.partner, { filters: { external_id: "771" } }).rows;
  const others = `/waba_accounts/${first?.waba.id}/waba_templates`;
  const { body } = await app.post(others, orderUpdate);
  expect((await create()).status).toBe(201);
  expect((await app.get(path)).body.total).toBe(1);
  expect((await app.send("DELETE", `${path}/${body.id}`)).status).toBe(404);
  await app.advance(10_000);
  const lanes = app.rooms.store
    .prepare<[], string>("SELECT subject FROM deliveries WHERE event LIKE 'waba_template%' ORDER BY subject")
    .pluck()
    .all();
  expect(lanes).toEqual([app.channelId, first?.id].sort());
});

it("does not find another partner's WABA or templates", async () => {
  const stranger = strangersNumber(app).waba.id;
  const other = app.rooms.hub.templates.create("BBBBBBPA", stranger, {
    name: "theirs",
    language: "en",
    category: "UTILITY",
    components: [{ type: "BODY", text: "Hello" }],
  });
  const theirs = `/waba_accounts/${stranger}/waba_templates`;
  expect((await app.get(theirs)).status).toBe(404);
  expect((await app.post(theirs, orderUpdate)).status).toBe(404);
  expect((await app.send("DELETE", `${path}/${other.id}`)).status).toBe(404);
  expect((await app.send("DELETE", `${theirs}/${other.id}`)).status).toBe(404);
  expect(app.rooms.hub.templates.list("BBBBBBPA", stranger, {}).total).toBe(1);
});

describe("the older edit call", () => {
  const edit = (
    id: string,
    body: unknown,
    headers: Record<string, string> = { "x-api-key": "the-partner-key" },
  ) =>
    createPartnerApiV1(app.rooms.hub).request(`/partners/${app.partner}${path}/${id}`, {
      method: "PATCH",
      headers,
      body: JSON.stringify(body),
    });

  it("changes the components and hands the template in again", async () => {
    const { body } = await create({ name: "reject_once" });
    await app.advance(10_000);
    const components = [{ type: "BODY", text: "Better." }];
    const response = await edit(body.id, { components, allow_category_change: false });
    expect([response.status, await response.json()]).toEqual([200, { success: true }]);
    expect(await only()).toMatchObject({ components, status: "submitted", rejected_reason: null });
    await app.advance(10_000);
    expect(app.events("waba_template_status_changed")).toHaveLength(2);
  });

  it("ends the review that was under way: only the new one is told", async () => {
    const { body } = await create();
    await app.advance(5_000);
    await edit(body.id, { components: [{ type: "BODY", text: "Better." }] });
    await app.advance(9_999);
    expect(await only()).toMatchObject({ status: "submitted" });
    await app.advance(60_000);
    expect(app.events("waba_template_status_changed")).toHaveLength(1);
  });

  it("refuses other fields, and callers without credentials", async () => {
    const { body } = await create();
    expect((await edit(body.id, { name: "another" })).status).toBe(400);
    expect((await edit(body.id, {})).status).toBe(400);
    expect((await edit(body.id, { components: orderUpdate.components }, {})).status).toBe(401);
    expect((await edit("nobodyknowsthistempWT", { components: orderUpdate.components })).status).toBe(404);
  });
});
