import { beforeEach, describe, expect, it } from "vitest";
import { addNumber, createTestRooms, type TestRooms, testStart } from "../../test/support/rooms.js";
import { createIds } from "../hub/ids.js";
import { lifeSteps } from "../hub/life.js";
import { createSeeding } from "../hub/seeding.js";
import { applySeed, type SeededHub } from "./apply-seed.js";
import { readSeed } from "./read-seed.js";
import { seedJsonSchema } from "./schema.js";

const beginning = { clock: { mode: "manual" as const, scale: 0 }, startAt: testStart };

let rooms: TestRooms;
let hub: SeededHub;

beforeEach(() => {
  rooms = createTestRooms();
  const seeding = createSeeding(
    { ...rooms, ids: createIds(rooms.store, 1), origin: () => "http://localhost:8082" },
    rooms.hub.partners,
  );
  hub = { ...rooms.hub, seeding };
});

const bakery = `
partners:
  - id: DirectPA
    billing: direct
    brand_name: Harbour Desk
    username: partner@sandbox.example
    password: sandbox
    api_keys: { default: sandbox-partner-key, ci: ci-partner-key }
    webhook_url: http://127.0.0.1:3000/webhooks
    settings: { rate_limits: documented, life: { live: 2d } }
    clients:
      - id: u4Rk92wZCL
        name: Example Bakery
        email: Owner@bakery.example
        password: long enough
        partner_payload: tenant-4711
        wabas:
          - { id: p8XcB2WA, external_id: '100000000000001', status: account_restriction }
        channels:
          - { id: y9MiLoCH, phone: +49 151 00000042, permitted: true, api_key: sandboxInventedKey000000AK }
          - { phone: +49 151 00000043, state: ready, status: certificate_declined }
    fleets:
      - { channels: 45, channels_per_client: 3, api_keys: true, permitted: true }
  - id: PrePayPA
    billing: partner
    clients:
      - name: Example Bakery
        email: owner@bakery.example
        channels:
          - { phone: '+4915100000042', created_at: 2025-03-02T09:14:05Z }
`;

const apply = (text: string, only?: string) =>
  applySeed(hub, readSeed(text, "seed.yaml"), () => beginning, only);

/** Everything of a partner that an app can see. */
const everything = (id: string) => ({
  partner: rooms.hub.partners.get(id),
  keys: rooms.hub.access.keys.list(id),
  clients: rooms.hub.clients.list(id, {}).rows,
  channels: rooms.hub.channels.list(id, {}).rows,
  apiKeys: rooms.hub.channels.list(id, {}).rows.map((row) => rooms.hub.apiKeys.list(id, row.id)),
});

describe("a seed", () => {
  it("makes partners with their credentials, settings, clients and channels, ids as they are pinned", () => {
    apply(bakery);
    const { partners, access, clients, channels, apiKeys } = rooms.hub;
    expect(partners.get("DirectPA")).toMatchObject({
      brandName: "Harbour Desk",
      webhookUrl: "http://127.0.0.1:3000/webhooks",
      settings: { rate_limits: "documented", life: { live: "2d", ready: "2s" } },
    });
    expect(access.keys.list("DirectPA")).toMatchObject([
      { name: "ci", apiKey: "ci-partner-key" },
      { name: "default", apiKey: "sandbox-partner-key" },
    ]);
    expect(clients.get("DirectPA", "u4Rk92wZCL")).toMatchObject({
      email: "owner@bakery.example",
      partnerPayload: "tenant-4711",
    });
    expect(clients.logIn("DirectPA", "owner@bakery.example", "long enough").id).toBe("u4Rk92wZCL");
    expect(channels.get("DirectPA", "y9MiLoCH")).toMatchObject({
      phoneNumber: "4915100000042",
      phoneName: "Example Bakery",
      status: "ready",
      accountMode: "live",
      permitted: true,
      waba: { id: "p8XcB2WA", externalId: "100000000000001", status: "account_restriction" },
    });
    expect(apiKeys.holder("sandboxInventedKey000000AK")).toEqual({
      partnerId: "DirectPA",
      channelId: "y9MiLoCH",
      endedBy: null,
    });
    const declined = channels.list("DirectPA", { filters: { status: "certificate_declined" } });
    expect(declined.rows).toMatchObject([
      { accountMode: "sandbox", integrationState: null, permitted: false },
    ]);
    expect(channels.list("PrePayPA", {}).rows).toMatchObject([
      { permitted: true, createdAt: Date.UTC(2025, 2, 2, 9, 14, 5) },
    ]);
  });

  it("adds fleets whose clients share one plan, and whose ids and numbers are all different", () => {
    apply(bakery);
    const fleet = rooms.hub.channels.list("DirectPA", { filters: { q: "Fleet " } });
    expect(fleet.total).toBe(45);
    expect(new Set(fleet.rows.map((row) => row.clientId)).size).toBe(15);
    expect(rooms.hub.channels.list("DirectPA", { limit: 1 }).total).toBe(47);
    const [first] = fleet.rows;
    expect(first?.id).toMatch(/^\w{6}CH$/);
    expect(first?.clientId).toMatch(/^\w{8}CL$/);
    expect(first && rooms.hub.apiKeys.list("DirectPA", first.id)).toHaveLength(1);
  });

  it("sends no events and plans none", async () => {
    apply(bakery);
    await rooms.clock.advance("DirectPA", 86_400_000);
    expect(rooms.posts).toEqual([]);
  });

  it("comes back exactly after a reset, ids and keys as before", () => {
    apply(bakery);
    const before = everything("DirectPA");
    rooms.hub.partners.change("DirectPA", { webhookUrl: null, settings: { bearer_enabled: false } });
    rooms.hub.access.keys.create("DirectPA", { name: "more" });
    rooms.hub.resets.reset("DirectPA", "all", beginning);
    expect(rooms.hub.channels.list("DirectPA", {}).total).toBe(0);
    apply(bakery, "DirectPA");
    expect(everything("DirectPA")).toEqual(before);
  });

  it("is the same in two sandboxes with the same --seed", () => {
    apply(bakery);
    const first = everything("PrePayPA");
    rooms.hub.partners.remove("DirectPA");
    rooms.hub.partners.remove("PrePayPA");
    apply(bakery);
    expect(everything("PrePayPA").channels).toEqual(first.channels);
  });

  it("leaves a partner alone that has clients already, as after a restart", () => {
    apply(bakery);
    rooms.hub.partners.change("PrePayPA", { redirectUrl: "http://127.0.0.1:9/connected" });
    addNumber(rooms, "PrePayPA", "+49 151 00000099", "new@shop.example");
    rooms.hub.partners.change("PrePayPA", { webhookUrl: "http://127.0.0.1:9/own" });
    apply(bakery);
    expect(rooms.hub.partners.get("PrePayPA").webhookUrl).toBe("http://127.0.0.1:9/own");
    expect(rooms.hub.channels.list("PrePayPA", {}).total).toBe(2);
  });

  it("that collides with another partner's ids is refused, and leaves nothing half done", () => {
    apply(bakery);
    const other = bakery.replace("DirectPA", "OtherXPA").split("  - id: PrePayPA", 1)[0] ?? "";
    const thrown = () => rooms.store.transaction(() => apply(other));
    expect(thrown).toThrow(/The seed of OtherXPA uses one clients\.id twice, or one that exists already/);
    expect(rooms.hub.partners.find("OtherXPA")).toBeUndefined();
  });

  it.each(lifeSteps)("puts a number at %s exactly where its life would have brought it", (step) => {
    rooms.addPartner("partner", {
      id: "LivingPA",
      settings: { life: { created: "never", ready: "never", running: "never", live: "never" } },
    });
    const { channelId } = addNumber(rooms, "LivingPA", "+49 151 00000042");
    for (const one of lifeSteps.slice(0, lifeSteps.indexOf(step) + 1))
      rooms.hub.lives.become("LivingPA", channelId, one);
    apply(
      `{partners: [{id: SeededPA, billing: partner, clients: [{name: Nordlicht Bakery, email: owner@nordlicht.example, channels: [{phone: '+4915100000042', state: ${step}}]}]}]}`,
    );
    const [seeded] = rooms.hub.channels.list("SeededPA", {}).rows;
    const {
      status,
      accountMode,
      hubStatus,
      integrationState,
      currentLimit,
      currentQualityRating,
      billingStartedAt,
      permitted,
    } = rooms.hub.channels.get("LivingPA", channelId);
    expect(seeded).toMatchObject({
      status,
      accountMode,
      hubStatus,
      integrationState,
      currentLimit,
      currentQualityRating,
      billingStartedAt,
      permitted,
    });
  });
});

describe("a seed that is wrong", () => {
  it.each([
    ["partners: [", "seed.yaml:1:12: this is no YAML"],
    ["", "seed.yaml:1:1: the seed is null"],
    ["partners: []", "seed.yaml:1:11: partners is []"],
    ["partners:\n  - id: DirectPA\n", "seed.yaml:2:5: partners[0].billing is missing. Add it."],
    [
      "partners:\n  - id: Direct\n    billing: direct",
      'seed.yaml:2:9: partners[0].id is "Direct": expected 6 letters or digits and PA',
    ],
    [
      "partners:\n  - id: DirectPA\n    billing: direct\n    colour: red",
      'seed.yaml:4:5: partners[0] has the unknown key "colour"',
    ],
    [
      bakery.replace("rate_limits: documented", "rate_limits: all"),
      'seed.yaml:10:30: partners[0].settings.rate_limits is "all"',
    ],
    [
      bakery.replace("+49 151 00000043", "+49 151 00000042"),
      "seed.yaml:21:22: partners[0].clients[0].channels[1].phone",
    ],
    [bakery.replace("state: ready", "waba: nowhereWA"), "the client has p8XcB2WA. Name one of its WABAs"],
    [bakery.replace("2025-03-02T09:14:05Z", "yesterday"), "expected a time such as"],
    [bakery.replace("channels: 45,", "channels: 0,"), "partners[0].fleets[0].channels is 0"],
  ])("%j names the place and the remedy", (text, message) => {
    expect(() => readSeed(text, "seed.yaml")).toThrow(message);
  });
});

it("is described for editors", () => {
  expect(JSON.stringify(seedJsonSchema())).toContain("Many numbers that are all alike.");
});
