import { beforeEach, describe, expect, it } from "vitest";
import { addNumber, createTestRooms, type TestRooms } from "../../test/support/rooms.js";
import { channelList } from "./channel-list.js";
import { clientList } from "./client-list.js";
import { createIds } from "./ids.js";
import type { FilterValue } from "./list-filters.js";
import { type ListQuery, type ListSource, listStatements } from "./lists.js";
import { channelObject } from "./objects/channel-object.js";
import { clientObject } from "./objects/client-object.js";
import { createSeeding } from "./seeding.js";

let rooms: TestRooms;

beforeEach(() => {
  rooms = createTestRooms();
  rooms.addPartner("partner", { id: "AAAAAAPA" });
  rooms.addPartner("partner", { id: "BBBBBBPA" });
});

const list = (query: ListQuery) => rooms.hub.channels.list("AAAAAAPA", query);

function valueAt(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => {
    return typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : null;
  }, value);
}

const isOneValue = (value: unknown): value is string | number | boolean | null =>
  typeof value !== "object" || value === null;

/** Every key must find the row by the very value that the object shows, and not by another one. */
function expectFound(source: ListSource, object: unknown, find: (query: ListQuery) => number): void {
  for (const key of Object.keys(source.keys)) {
    const shown = valueAt(object, key) ?? null;
    if (!isOneValue(shown)) throw new Error(`${key} is no single value`);
    const other = /_at$/.test(key) ? "1999-01-01T00:00:00Z" : "another value";
    const found = [shown, [shown], other].map((value) => find({ filters: { [key]: value } }));
    expect({ key, found }).toEqual({ key, found: [1, 1, 0] });
    expect(find({ sort: [key, `-${key}`] })).toBe(1);
  }
}

describe("every key of a list", () => {
  it.each([
    ["a new", 0],
    ["a live", 10_000],
  ])("finds %s channel by what its object shows", async (_what, ms) => {
    const { channelId } = addNumber(rooms, "AAAAAAPA");
    await rooms.clock.advance("AAAAAAPA", ms);
    const object = channelObject(rooms.hub.channels.get("AAAAAAPA", channelId));
    expectFound(channelList(""), object, (query) => list(query).total);
  });

  it("finds a client by what its object shows", () => {
    const { clientId } = addNumber(rooms, "AAAAAAPA");
    const object = clientObject(rooms.hub.clients.get("AAAAAAPA", clientId));
    expectFound(clientList, object, (query) => rooms.hub.clients.list("AAAAAAPA", query).total);
  });
});

describe("filters", () => {
  beforeEach(() => {
    addNumber(rooms, "AAAAAAPA", "+49 151 00000041", "a@shop.example");
    addNumber(rooms, "AAAAAAPA", "+49 151 00000042", "b@shop.example");
    addNumber(rooms, "BBBBBBPA", "+49 151 00000041", "a@shop.example");
  });

  it.each<[Record<string, FilterValue>, number]>([
    [{ external_id: [] }, 0],
    [{ terminated_at: [null, "2026-01-05T09:00:00Z"] }, 2],
    [{ current_limit: ["TIER_1K", null] }, 2],
    [{ "setup_info.phone_number": 4_915_100_000_042 }, 1],
    [{ is_oba: false, "setup_info.ivr": [true, false], "project.id": null }, 2],
    [{ is_oba: true }, 0],
    [{ is_oba: "false" }, 0],
    [{ type: null, status: "created" }, 2],
    [{ status: ["created", "ready"], q: "B@SHOP" }, 1],
    [{ q: "100%" }, 0],
    [{ "client.contact_info.email": "a@shop.example", status: "ready" }, 0],
    [{ created_at: "2026-01-05T10:00:00+01:00" }, 2],
  ])("%j find %i", (filters, total) => {
    expect(list({ filters })).toMatchObject({ total, count: total, filters });
  });

  it.each<[Record<string, FilterValue>, string]>([
    [{ created_at: "yesterday" }, '"yesterday", which is no time'],
    [{ created_at: 5 }, "which is no time"],
    [{ q: ["a"] }, "It is one text"],
    [{ constructor: "x" }, 'names "constructor"'],
  ])("%j are refused", (filters, reason) => {
    expect(() => list({ filters })).toThrow(reason);
  });

  it("sort by several fields, each in its direction", () => {
    const numbers = (sort: string[]) => list({ sort }).rows.map((row) => row.phoneNumber);
    expect(numbers(["status", "-setup_info.phone_number"])).toEqual(["4915100000042", "4915100000041"]);
    expect(numbers(["created_at", "client.contact_info.email"])).toEqual(["4915100000041", "4915100000042"]);
  });
});

describe("totals", () => {
  const exact = () =>
    rooms.store
      .prepare<[], number>("SELECT COUNT(*) FROM channels WHERE partner_id = 'AAAAAAPA'")
      .pluck()
      .get();
  const counted = (filters = {}) => list({ limit: 1, filters }).total;

  it("stay exact while channels come, change, and go with a reset", async () => {
    addNumber(rooms, "AAAAAAPA", "+49 151 00000041", "a@shop.example");
    addNumber(rooms, "AAAAAAPA", "+49 151 00000042", "b@shop.example");
    expect(counted()).toBe(exact());
    expect([counted({ status: "created" }), counted({ status: ["created", "ready"] })]).toEqual([2, 2]);
    await rooms.clock.advance("AAAAAAPA", 3000);
    expect([counted({ status: "created" }), counted({ status: "ready", type: null })]).toEqual([0, 2]);
    rooms.hub.partners.clear("AAAAAAPA");
    expect([counted(), exact(), rooms.hub.clients.list("AAAAAAPA", { limit: 1 }).total]).toEqual([0, 0, 0]);
    const sum = rooms.store.prepare<[], number>("SELECT SUM(total) FROM list_totals").pluck();
    expect(sum.get()).toBe(0);
    rooms.hub.partners.remove("AAAAAAPA");
    expect(rooms.store.prepare("SELECT * FROM list_totals WHERE partner_id = 'AAAAAAPA'").all()).toEqual([]);
  });

  it("by what many channels share are those of a count of the rows, at every step of a life", async () => {
    const shared = [
      "status",
      "account_mode",
      "hub_status",
      "availability_status",
      "integration.state",
      "current_limit",
    ];
    const { channelId } = addNumber(rooms, "AAAAAAPA", "+49 151 00000041", "a@shop.example");
    for (let second = 0; second < 10; second += 1) {
      if (second === 4) addNumber(rooms, "AAAAAAPA", "+49 151 00000042", "b@shop.example");
      const channels = list({}).rows.map((row) => channelObject(row));
      for (const key of [...shared, "current_quality_rating"]) {
        for (const value of new Set(channels.map((channel) => valueAt(channel, key) ?? null))) {
          if (!isOneValue(value)) throw new Error(key);
          const exactly = channels.filter((channel) => (valueAt(channel, key) ?? null) === value).length;
          // A page that is full has its total from the counts.
          expect([key, value, counted({ [key]: value })]).toEqual([key, value, exactly]);
        }
      }
      await rooms.clock.advance("AAAAAAPA", 1000);
    }
    rooms.hub.cancellations.request("AAAAAAPA", channelId);
    expect([
      counted({ hub_status: "live" }),
      counted({ hub_status: ["pending", "pending_deletion"] }),
    ]).toEqual([0, 2]);
  });

  it("come without a write when a command fails", () => {
    addNumber(rooms, "AAAAAAPA");
    const failing = () =>
      rooms.store.transaction(() => {
        rooms.store.prepare("UPDATE channels SET status = 'error'").run();
        throw new Error("half way");
      });
    expect(failing).toThrow("half way");
    expect([counted({ status: "error" }), counted({ status: "created" })]).toEqual([0, 1]);
  });

  it("of a page past the end are still exact", () => {
    addNumber(rooms, "AAAAAAPA");
    expect(list({ offset: 5 })).toMatchObject({ count: 0, total: 1, offset: 5 });
    expect(list({ offset: 5, filters: { account_mode: "sandbox" } })).toMatchObject({ count: 0, total: 1 });
  });
});

describe("with a fleet of 300", () => {
  beforeEach(() => {
    const ids = createIds(rooms.store, 1);
    createSeeding({ ...rooms, ids, origin: () => "" }, rooms.hub.partners).plant(
      "AAAAAAPA",
      [],
      [
        {
          ...{ channels: 300, channelsPerClient: 10, phoneFrom: "+49 151 10000000", name: "Shop" },
          ...{ password: "sandbox-client", state: "live", apiKeys: false },
        },
      ],
    );
  });

  it("pages give every channel once, in order, whatever their size", () => {
    for (const sort of [["id"], ["-created_at"], ["client.name", "-setup_info.phone_number"]]) {
      const whole = list({ sort }).rows.map(({ id }) => id);
      const paged = [0, 1, 2, 3, 4].flatMap((page) => list({ sort, limit: 70, offset: page * 70 }).rows);
      expect(paged.map(({ id }) => id)).toEqual(whole);
      expect(new Set(whole).size).toBe(300);
    }
  });

  const planOf = (source: ListSource, query: ListQuery) => {
    const { page, values } = listStatements(source, { sql: "partner_id = ?", values: ["AAAAAAPA"] }, query);
    const sql = page.replace("partner_id = ?", `${source.from}.partner_id = ?`);
    const plan = rooms.store.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    return plan
      .all(...values, 50, query.offset ?? 0)
      .map(({ detail }) => detail)
      .join("\n");
  };

  it.each<[ListQuery, string]>([
    [{}, "channels_by_partner (partner_id=?)"],
    [{ offset: 100 }, "COVERING INDEX channels_by_partner (partner_id=?)"],
    [{ filters: { id: "x" } }, "channels_by_partner (partner_id=? AND id=?)"],
    [{ filters: { client_id: "x" } }, "channels_by_partner_client (partner_id=? AND client_id=?)"],
    [
      { filters: { client_id: "x", status: "ready" } },
      "channels_by_partner_client (partner_id=? AND client_id=?)",
    ],
    [{ filters: { account_mode: "live" } }, "channels_by_account_mode (partner_id=? AND account_mode=?)"],
    [{ filters: { status: "ready" } }, "channels_by_status (partner_id=? AND status=?)"],
    [
      { filters: { "setup_info.phone_number": "1" } },
      "channels_by_phone_number (partner_id=? AND phone_number=?)",
    ],
    [{ filters: { external_id: "1" } }, "channels_by_external_id (partner_id=? AND external_id=?)"],
    [{ filters: { "waba_account.id": "x" } }, "channels_by_waba (partner_id=? AND waba_id=?)"],
    [{ sort: ["-created_at"] }, "channels_by_created (partner_id=?)"],
    [{ sort: ["setup_info.phone_number"] }, "(partner_id=?)"],
  ])("%j are found and sorted in one index", (query, index) => {
    const plan = planOf(channelList("channels.*"), query);
    expect(plan).toContain(index);
    // Rows that a page skips are not read: what is sorted then is the page.
    if (query.offset === undefined) expect(plan).not.toContain("TEMP B-TREE");
    expect(plan).not.toContain("SCAN channels");
  });

  it.each<[string, string]>([
    [
      "client.contact_info.email",
      "SEARCH clients USING INDEX sqlite_autoindex_clients_2 (partner_id=? AND email=?)",
    ],
    ["waba_account.external_id", "wabas_by_external_id (partner_id=? AND external_id=?)"],
  ])("%s is looked up in its own table, and leads to the channels by an index", (key, index) => {
    const plan = planOf(channelList("channels.*"), { filters: { [key]: "x" } });
    expect(plan).toContain(index);
    expect(plan).toMatch(/SEARCH channels USING INDEX channels_by_\w+ \(partner_id=\? AND \w+=\?\)/);
  });

  it.each<[ListQuery, string]>([
    [{}, "clients_by_partner (partner_id=?)"],
    [{ filters: { "contact_info.email": "x" } }, "clients_by_email (partner_id=? AND email=?)"],
    [{ filters: { id: "x" } }, "clients_by_partner (partner_id=? AND id=?)"],
    [{ filters: { name: "x" } }, "clients_by_name (partner_id=? AND name=?)"],
  ])("clients by %j are found in an index", (query, index) => {
    expect(planOf(clientList, query)).toContain(index);
  });
});
