import { beforeEach, describe, expect, it } from "vitest";
import { createMessagingApi } from "../messaging-api/routes.js";
import { createPartnerApp, type PartnerApp } from "./testing.js";
import { createPartnerApiV1 } from "./v1.js";

// What published integrations send and read beyond the onboarding itself: facts of clients, section 1. The numbers are
// those of that table. Each client is written down in its own habits, not in ours.

let app: PartnerApp;
let templates: string;

beforeEach(async () => {
  app = await createPartnerApp();
  templates = `/waba_accounts/${app.wabaId}/waba_templates`;
});

const template = {
  name: "newsletter",
  language: "de",
  category: "MARKETING",
  components: [{ type: "BODY", text: "Hello" }],
};

describe("the Go client (5)", () => {
  it("makes a client, reads client_id or id, shares its number, and meets it in channel_live", async () => {
    const { status, body } = await app.post("/account_sharing/clients", {
      name: "Tenant",
      email: "t@tenant.example",
    });
    expect(status).toBeLessThan(300);
    const clientId = body.client_id ?? body.id;
    const shared = await app.post("/account_sharing/numbers", {
      client_id: clientId,
      waba_external_id: "100000000000009",
      solution_id: "600000000000006",
    });
    expect(shared.status).toBeLessThan(300);
    await app.advance(10_000);
    const live = app.events("channel_live")[0];
    expect(live.data.client_id).toBe(clientId);
    expect(live.data.waba_account.external_id).toBe("100000000000009");
  });

  it("finds the client by its e-mail in memory after a failed call, since it may exist anyway", async () => {
    await app.post("/account_sharing/clients", { name: "Tenant", email: "t@tenant.example" });
    const again = await app.post("/account_sharing/clients", { name: "Tenant", email: "t@tenant.example" });
    expect(again.status).toBeGreaterThanOrEqual(400);
    const { body } = await app.get("/clients?limit=200&offset=0");
    const emails = body.clients.map(
      (client: { contact_info: { email: string } }) => client.contact_info.email,
    );
    expect(emails.filter((email: string) => email === "t@tenant.example")).toHaveLength(1);
  });

  it("decodes the partner's balance as an array of currency and total", async () => {
    const { body } = await app.get("/balance");
    expect(Array.isArray(body)).toBe(true);
    expect([typeof body[0].currency, typeof body[0].total]).toEqual(["string", "number"]);
  });

  it("reads data.id as Meta's WABA id and new_status in capitals from a template's event", async () => {
    const { body: created } = await app.post(templates, template);
    await app.advance(10_000);
    const [{ id, data }] = app.events("waba_template_status_changed");
    expect(id).toEqual(expect.any(String));
    expect(data.id).toMatch(/^\d+$/);
    expect(data.template).toMatchObject({ id: created.id, new_status: "APPROVED", rejected_reason: "NONE" });
  });
});

describe("the Rails app (6)", () => {
  it("lists, creates with 201, and polls a template until it is approved", async () => {
    const created = await app.post(templates, { ...template, allow_category_change: true });
    expect(created.status).toBe(201);
    await app.advance(10_000);
    const { body } = await app.get(templates);
    expect(body.waba_templates.find(({ name }: typeof template) => name === "newsletter").status).toBe(
      "approved",
    );
  });

  it("goes on when the messaging API says that a template exists already", async () => {
    const messaging = createMessagingApi(app.rooms.hub);
    const key = app.rooms.hub.apiKeys.create(app.partner, app.channelId).api_key;
    const post = () =>
      messaging.request("/v1/configs/templates", {
        method: "POST",
        headers: { "D360-API-KEY": key },
        body: JSON.stringify(template),
      });
    expect((await post()).status).toBe(201);
    const { meta } = await (await post()).json();
    expect(meta.developer_message).toMatch(
      /you have provided is already in use\. Please choose a different name for your template\./,
    );
  });
});

describe("the .NET client (8)", () => {
  it("deserializes a template and deletes it by the hub's id", async () => {
    const { body } = await app.post(templates, template);
    const read = [
      body.id,
      body.status,
      body.language,
      body.namespace,
      body.waba_account_id,
      body.external_id,
    ];
    expect(read.every((value) => typeof value === "string")).toBe(true);
    expect((await app.send("DELETE", `${templates}/${body.id}`)).status).toBe(200);
  });

  it("deserializes a client's balance: decimals that are never null, granularity in capitals", async () => {
    app = await createPartnerApp("direct");
    app.rooms.hub.messages.send(app.partner, app.channelId, { to: "+4915100000099", text: "Hello" });
    const { body } = await app.get(`/clients/${app.clientId}/info/balance?granularity=MONTH`);
    for (const name of [
      "balance",
      "estimated_template_cost",
      "bi_price_for_currency_and_client_country",
      "ui_price_for_currency_and_client_country",
    ]) {
      expect([name, typeof body[name]]).toEqual([name, "number"]);
    }
    expect(Object.keys(body.last_renewal)).toEqual(["amount", "date"]);
    expect(Date.parse(body.usage[0].period_date)).not.toBeNaN();
  });
});

it("the TypeScript app (11) takes data[0].id of the commerce settings as Meta's phone number id", async () => {
  const { body } = await app.get(
    `/clients/${app.clientId}/channels/${app.channelId}/whatsapp_commerce_settings`,
  );
  const { body: channel } = await app.get(`/channels/${app.channelId}`);
  expect(body.data[0].id).toBe(channel.external_id);
});

it("the TypeScript app (12) creates a flow, uploads its JSON as a form, and publishes it", async () => {
  const flows = `/waba_accounts/${app.wabaId}/flows`;
  const { id } = (await app.post(flows, { name: "booking", categories: ["APPOINTMENT_BOOKING"] })).body;
  const form = new FormData();
  form.append(
    "file",
    new Blob(['{"version":"6.0","screens":[]}'], { type: "application/json" }),
    "flow.json",
  );
  form.append("name", "flow.json");
  form.append("asset_type", "FLOW_JSON");
  expect((await app.post(`${flows}/${id}/assets`, form)).status).toBeLessThan(300);
  expect((await app.post(`${flows}/${id}/publish`, {})).status).toBeLessThan(300);
});

it("the Python bot platform edits a template on the v1 path, and wants success", async () => {
  const { body } = await app.post(templates, template);
  const response = await createPartnerApiV1(app.rooms.hub).request(
    `/partners/${app.partner}${templates}/${body.id}`,
    {
      method: "PATCH",
      headers: { "x-api-key": "the-partner-key" },
      body: JSON.stringify({ components: template.components, allow_category_change: false }),
    },
  );
  expect(await response.json()).toEqual({ success: true });
});
