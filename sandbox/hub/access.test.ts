import { beforeEach, describe, expect, it } from "vitest";
import { createTestRooms, type TestRooms, testStart } from "../../test/support/rooms.js";
import type { TooMany } from "./rate-limits.js";

let rooms: TestRooms;

beforeEach(() => {
  rooms = createTestRooms();
  rooms.addPartner("partner", {
    id: "AAAAAAPA",
    apiKey: "first-key",
    username: "me@x.example",
    password: "pw",
  });
});

const isAllowed = (apiKey: string) => rooms.hub.access.check("AAAAAAPA", { apiKey }).allowed;

describe("a partner's API keys", () => {
  it("live side by side, each under its name, until one is revoked", () => {
    const { keys } = rooms.hub.access;
    const made = keys.create("AAAAAAPA", { name: "ci" });
    expect(made.apiKey).toMatch(/^\w{32}$/);
    expect(keys.list("AAAAAAPA").map(({ name }) => name)).toEqual(["ci", "default"]);
    expect([isAllowed("first-key"), isAllowed(made.apiKey)]).toEqual([true, true]);
    keys.revoke("AAAAAAPA", "ci");
    expect([isAllowed("first-key"), isAllowed(made.apiKey)]).toEqual([true, false]);
  });

  it.each<[{ name: string; apiKey?: string }, string]>([
    [{ name: "default" }, 'has an API key "default" already'],
    [{ name: "other", apiKey: "first-key" }, `already AAAAAAPA's API key "default"`],
    [{ name: " " }, "name of the API key is empty"],
  ])("are refused as %j", (key, reason) => {
    expect(() => rooms.hub.access.keys.create("AAAAAAPA", key)).toThrow(reason);
    expect(rooms.hub.access.keys.list("AAAAAAPA")).toHaveLength(1);
  });

  it("are revoked by a name that exists, of a partner that exists", () => {
    expect(() => rooms.hub.access.keys.revoke("AAAAAAPA", "nope")).toThrow("AAAAAAPA has default.");
    expect(() => rooms.hub.access.keys.create("ZZZZZZPA", { name: "x" })).toThrow("ZZZZZZPA");
  });

  it("are masked in the journal", () => {
    const { apiKey } = rooms.hub.access.keys.create("AAAAAAPA", { name: "ci" });
    expect(JSON.stringify(rooms.journal.read({ partner: "AAAAAAPA" }))).not.toContain(apiKey);
  });

  it("are drawn anew after a reset, which keeps the old ones", () => {
    const first = rooms.hub.access.keys.create("AAAAAAPA", { name: "one" });
    rooms.hub.partners.clear("AAAAAAPA");
    expect(rooms.hub.access.keys.create("AAAAAAPA", { name: "two" }).apiKey).not.toBe(first.apiKey);
  });
});

describe("access tokens", () => {
  const bearer = () => rooms.hub.access.logIn("me@x.example", "pw")?.access_token;

  it("can end before their time, for one partner only", () => {
    rooms.addPartner("direct", { id: "BBBBBBPA", username: "me@x.example", password: "pw" });
    const token = bearer();
    expect(rooms.hub.access.expireTokens("AAAAAAPA")).toBe(1);
    expect(rooms.hub.access.check("AAAAAAPA", { bearer: token })).toMatchObject({
      reason: expect.stringContaining("The access token has expired"),
    });
    expect(rooms.hub.access.check("BBBBBBPA", { bearer: token }).allowed).toBe(true);
    expect(rooms.hub.access.expireTokens("AAAAAAPA")).toBe(0);
  });

  it("are for all partners of one user", () => {
    rooms.addPartner("direct", { id: "BBBBBBPA", username: "me@x.example", password: "pw" });
    rooms.addPartner("direct", { id: "CCCCCCPA", username: "me@x.example", password: "another" });
    const token = bearer();
    const letsIn = (id: string) => rooms.hub.access.check(id, { bearer: token }).allowed;
    expect(["AAAAAAPA", "BBBBBBPA", "CCCCCCPA"].map(letsIn)).toEqual([true, true, false]);
  });

  it("are refused once the partner has switched them off, and work again when it switches them on", () => {
    const token = bearer();
    const check = () => rooms.hub.access.check("AAAAAAPA", { bearer: token });
    rooms.hub.partners.change("AAAAAAPA", { settings: { bearer_enabled: false } });
    expect(check()).toMatchObject({ allowed: false, reason: expect.stringContaining("bearer_enabled") });
    expect(isAllowed("first-key")).toBe(true);
    rooms.hub.partners.change("AAAAAAPA", { settings: { bearer_enabled: true } });
    expect(check()).toEqual({ allowed: true });
  });

  it("suffice beside a wrong key, as a key does beside a dead token", () => {
    const token = bearer();
    expect(rooms.hub.access.check("AAAAAAPA", { bearer: token, apiKey: "nope" }).allowed).toBe(true);
    expect(rooms.hub.access.check("AAAAAAPA", { bearer: "nope", apiKey: "first-key" }).allowed).toBe(true);
    expect(rooms.hub.access.check("AAAAAAPA", { bearer: "nope", apiKey: "nope" }).allowed).toBe(false);
  });

  it("can be drawn again after a reset at the same moment", () => {
    bearer();
    rooms.hub.partners.clear("AAAAAAPA");
    expect(bearer()).toBeDefined();
  });
});

describe("rate limits", () => {
  const admit = (limit: TooMany["limit"], subject = "one") =>
    rooms.hub.access.rateLimits.admit("AAAAAAPA", [{ limit, subject }]);
  const times = (count: number, call: () => TooMany | undefined) => Array.from({ length: count }, call);

  it("let in as many calls as the window takes, and say when the next is let in", async () => {
    expect(times(4, () => admit("client_balance"))).toEqual([undefined, undefined, undefined, undefined]);
    await rooms.clock.advance("AAAAAAPA", 10_000);
    expect(admit("client_balance")).toBeUndefined();
    expect(admit("client_balance")).toEqual({ limit: "client_balance", retryAfterSeconds: 20 });
    await rooms.clock.advance("AAAAAAPA", 19_999);
    expect(admit("client_balance")).toMatchObject({ retryAfterSeconds: 1 });
    await rooms.clock.advance("AAAAAAPA", 1);
    expect(times(5, () => admit("client_balance"))).toEqual([
      ...[undefined, undefined, undefined, undefined],
      { limit: "client_balance", retryAfterSeconds: 10 },
    ]);
  });

  it("count each subject for itself, and a refused call nowhere", () => {
    times(5, () => admit("client_balance"));
    expect(admit("client_balance", "two")).toBeUndefined();
    const both = [
      { limit: "client_balance" as const, subject: "one" },
      { limit: "template_list" as const, subject: "AAAAAAPA" },
    ];
    for (let call = 0; call < 400; call += 1) rooms.hub.access.rateLimits.admit("AAAAAAPA", both);
    expect(admit("template_list", "AAAAAAPA")).toBeUndefined();
  });

  it.each<[TooMany["limit"], number, number]>([
    ["client_balance", 5, 30],
    ["template_list", 400, 60],
    ["channel_balance", 10, 3600],
    ["waba_balance", 200, 3600],
    ["any_call", 5, 30],
  ])("%s: %i in %i s", (limit, calls, seconds) => {
    expect(times(calls, () => admit(limit)).filter((one) => one !== undefined)).toEqual([]);
    expect(admit(limit)).toEqual({ limit, retryAfterSeconds: seconds });
  });

  it("forget what a clock that was set back has not seen yet, and all at a reset", async () => {
    await rooms.clock.advance("AAAAAAPA", 5000);
    times(5, () => admit("client_balance"));
    rooms.clock.restart("AAAAAAPA", { mode: "manual", scale: 0 }, testStart);
    expect(times(5, () => admit("client_balance")).filter((one) => one !== undefined)).toEqual([]);
    expect(admit("client_balance")).toBeDefined();
    rooms.hub.access.rateLimits.forget("AAAAAAPA");
    expect(admit("client_balance")).toBeUndefined();
  });
});
