import { beforeEach, describe, expect, it } from "vitest";
import { addNumber, createTestRooms, type TestRooms } from "../../test/support/rooms.js";
import { createPartnerApi } from "./routes.js";

let rooms: TestRooms;
let api: ReturnType<typeof createPartnerApi>;

const partners = ["AAAAAAPA", "BBBBBBPA", "CCCCCCPA"];
const keyOf = (partnerId: string) => `key-of-${partnerId}`;

interface Owned {
  clientId: string;
  channelId: string;
  wabaId: string;
}
const owned = new Map<string, Owned>();

beforeEach(async () => {
  rooms = createTestRooms();
  api = createPartnerApi(rooms.hub);
  for (const id of partners) {
    rooms.addPartner("partner", { id, apiKey: keyOf(id), username: `${id}@x.example`, password: "pw" });
    const { clientId, channelId } = addNumber(rooms, id);
    await rooms.clock.advance(id, 10_000);
    rooms.hub.apiKeys.create(id, channelId);
    owned.set(id, { clientId, channelId, wabaId: rooms.hub.channels.get(id, channelId).waba.id });
  }
});

const ofPartner = (id: string): Owned => {
  const found = owned.get(id);
  if (!found) throw new Error(`no partner ${id}`);
  return found;
};

const call = (method: string, path: string, headers: Record<string, string>) =>
  api.request(path, { method, headers, ...(method === "GET" ? {} : { body: "{}" }) });

const resources: [method: string, path: (own: Owned) => string][] = [
  ["GET", ({ channelId }) => `/channels/${channelId}`],
  ["GET", ({ channelId }) => `/channels/${channelId}/api_keys`],
  ["POST", ({ channelId }) => `/channels/${channelId}/api_keys`],
  ["DELETE", ({ channelId }) => `/channels/${channelId}/api_keys`],
  ["PATCH", ({ clientId }) => `/clients/${clientId}`],
  ["GET", ({ clientId }) => `/clients/${clientId}/shared_client_numbers`],
  [
    "POST",
    ({ clientId, channelId }) => `/clients/${clientId}/channels/${channelId}/control/cancellation_request`,
  ],
  ["POST", ({ clientId, channelId }) => `/clients/${clientId}/channels/${channelId}/control/reactivate`],
];

const pairs = partners.flatMap((mine) =>
  partners.filter((one) => one !== mine).map((other) => [mine, other] as const),
);

describe.each(pairs)("%s, of what is %s's,", (mine, other) => {
  const ownKey = { "x-api-key": keyOf(mine) };

  it("finds nothing below its own id: as if it did not exist", async () => {
    for (const [method, path] of resources) {
      const response = await call(method, `/partners/${mine}${path(ofPartner(other))}`, ownKey);
      const absent = await call(
        method,
        `/partners/${mine}${path({ clientId: "nope0000CL", channelId: "nope00CH", wabaId: "nope00WA" })}`,
        ownKey,
      );
      expect([method, path(ofPartner(other)), response.status]).toEqual([
        method,
        path(ofPartner(other)),
        404,
      ]);
      expect(absent.status).toBe(404);
    }
    expect(rooms.hub.apiKeys.list(other, ofPartner(other).channelId)).toHaveLength(1);
  });

  it("gets 401 below the other's id, with its key and with its token", async () => {
    const token = rooms.hub.access.logIn(`${mine}@x.example`, "pw")?.access_token;
    for (const headers of [ownKey, { authorization: `Bearer ${token}` }]) {
      for (const path of ["", "/clients", "/channels", "/webhook_url"]) {
        const response = await call("GET", `/partners/${other}${path}`, headers);
        expect([path, response.status]).toEqual([path, 401]);
        expect(await response.text()).toContain("belongs to another partner");
      }
    }
  });

  it("sees no row of it in a list, whatever is asked for", async () => {
    const { clientId, channelId, wabaId } = ofPartner(other);
    const asked = [
      ["channels", { id: channelId }],
      ["channels", { client_id: clientId }],
      ["channels", { "waba_account.id": wabaId }],
      ["channels", { q: channelId }],
      ["clients", { id: clientId }],
      ["clients", { id: [clientId] }],
    ] as const;
    for (const [list, filters] of asked) {
      const query = `?filters=${encodeURIComponent(JSON.stringify(filters))}`;
      const page = await (await call("GET", `/partners/${mine}/${list}${query}`, ownKey)).json();
      expect(page).toMatchObject({ count: 0, total: 0 });
    }
    const all = await (await call("GET", `/partners/${mine}/channels`, ownKey)).json();
    expect(all.partner_channels.map(({ id }: { id: string }) => id)).toEqual([ofPartner(mine).channelId]);
  });
});

describe("credentials in the wrong place", () => {
  const messageWith = async (headers: Record<string, string>) => {
    const response = await call("GET", "/partners/AAAAAAPA", headers);
    expect(response.status).toBe(401);
    return (await response.json()).meta.developer_message;
  };

  it.each(["d360-api-key", "D360-Partner-API-Key"])(
    "are named by their kind when they come as %s",
    async (name) => {
      expect(await messageWith({ [name]: keyOf("AAAAAAPA") })).toContain("carries a partner API key");
      expect(await messageWith({ [name]: "unheard-of" })).toContain(`${name.toLowerCase()} is not read here`);
      const { channelId } = ofPartner("AAAAAAPA");
      const { api_key } = rooms.hub.apiKeys.create("AAAAAAPA", channelId);
      expect(await messageWith({ [name]: api_key })).toContain("only for the messaging API");
    },
  );

  it.each([
    ["a key alone", "key-of-AAAAAAPA", "no scheme"],
    ["another scheme", "Basic abc", 'the scheme "Basic"'],
  ])("are explained when Authorization holds %s", async (_what, authorization, hint) => {
    expect(await messageWith({ authorization })).toContain(hint);
  });
});

describe("rate limits", () => {
  const get = (path: string) => call("GET", `/partners/AAAAAAPA${path}`, { "x-api-key": keyOf("AAAAAAPA") });
  const limit = (rate_limits: "off" | "documented" | "observed") =>
    rooms.hub.partners.change("AAAAAAPA", { settings: { rate_limits } });
  const statuses = async (count: number, path: string) => {
    const answers: number[] = [];
    for (let index = 0; index < count; index += 1) answers.push((await get(path)).status);
    return answers;
  };
  const balanceOf = (clientId: string) => `/clients/${clientId}/info/balance`;

  it("are off until the partner switches them on", async () => {
    expect(await statuses(20, "/channels")).not.toContain(429);
    expect(await statuses(20, balanceOf("anyone00CL"))).not.toContain(429);
  });

  it("answer 429 in the meta envelope with the seconds to wait, and let in after them", async () => {
    limit("observed");
    expect((await statuses(5, "")).every((status) => status === 200)).toBe(true);
    const refused = await get("/channels");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("30");
    expect(await refused.json()).toEqual({
      meta: {
        developer_message: expect.stringContaining("5 in 30s for all calls of one partner (observed)"),
        http_code: 429,
        success: false,
      },
    });
    await rooms.clock.advance("AAAAAAPA", 30_000);
    expect((await get("/channels")).status).toBe(200);
  });

  it("as documented hold back balances of one client, and nothing else", async () => {
    limit("documented");
    const { clientId } = ofPartner("AAAAAAPA");
    expect((await statuses(6, balanceOf(clientId))).map((status) => status === 429)).toEqual([
      ...[false, false, false, false, false],
      true,
    ]);
    expect((await get(balanceOf("another0CL"))).status).not.toBe(429);
    expect(await statuses(20, "/channels")).not.toContain(429);
  });

  it("as documented hold back the balance of a channel and the template list", async () => {
    limit("documented");
    const { clientId, channelId, wabaId } = ofPartner("AAAAAAPA");
    const balances = await statuses(11, `/clients/${clientId}/channels/${channelId}/info/balance`);
    expect(balances.indexOf(429)).toBe(10);
    expect((await statuses(401, `/waba_accounts/${wabaId}/waba_templates`)).indexOf(429)).toBe(400);
  });

  it("do not count calls without credentials, or of another partner", async () => {
    limit("observed");
    for (let index = 0; index < 10; index += 1) await call("GET", "/partners/AAAAAAPA", {});
    for (let index = 0; index < 10; index += 1)
      await call("GET", "/partners/BBBBBBPA", { "x-api-key": keyOf("BBBBBBPA") });
    expect((await get("")).status).toBe(200);
  });
});
