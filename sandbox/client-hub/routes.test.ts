import { beforeEach, describe, expect, test } from "vitest";
import { addNumber, createTestRooms, postedEvents, type TestRooms } from "../../test/support/rooms.js";
import type { NewPartner } from "../hub/partner.js";
import { createClientHubPages } from "./routes.js";

const account = { email: "owner@nordlicht.example", password: "long enough" };

let rooms: TestRooms;
let cookies: Map<string, string>;

beforeEach(() => {
  rooms = createTestRooms();
  cookies = new Map();
});

/** A browser without scripts, which keeps cookies and follows no redirect. */
async function send(path: string, init: RequestInit = {}) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { ...init.headers, Cookie: cookie };
  const response = await createClientHubPages(rooms.hub).request(path, { ...init, headers });
  for (const set of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    if (/max-age=0/i.test(set)) cookies.delete(name);
    else cookies.set(name, value);
  }
  const { status } = response;
  return { status, location: response.headers.get("Location"), page: await response.text() };
}

const post = (path: string, fields: Record<string, string> = {}, headers = {}) =>
  send(path, { method: "POST", body: new URLSearchParams(fields), headers });

/** A client that is logged in, and its one number, which runs. */
async function loggedIn(billing: "direct" | "partner" = "direct", more: Partial<NewPartner> = {}) {
  const partner = rooms.addPartner(billing, { brandName: "Harbour Desk", ...more });
  const { channelId: channel, clientId } = addNumber(rooms, partner);
  await rooms.clock.advance(partner, 10_000);
  await post(`/client-hub/${partner}/log-in`, account);
  const home = `/client-hub/${partner}`;
  const act = (action: string) => post(`${home}/channels/${channel}/${action}`);
  const now = () => rooms.hub.channels.get(partner, channel);
  return { partner, channel, clientId, home, act, now };
}

const visitsOf = (partner: string) =>
  rooms.journal.read({ partner, kinds: ["visit"] }).map(({ summary }) => summary);

/** The tag of what has a test id. */
const tagOf = (page: string, testId: string) =>
  page.match(/<[a-z][^>]*>/g)?.find((tag) => tag.includes(`data-testid="${testId}"`));

describe("whose client somebody is", () => {
  test("is asked where nobody is logged in, or somebody at two partners", async () => {
    const [one, two] = [rooms.addPartner("direct"), rooms.addPartner("partner")];
    for (const partner of [one, two]) {
      const { status, page } = await send("/client-hub?lang=de");
      expect(status).toBe(partner === one ? 200 : 303);
      if (status === 200) expect(page).toContain(`href="/client-hub/${one}?lang=de"`);
      addNumber(rooms, partner);
      await post(`/client-hub/${partner}/log-in`, account);
    }
    expect((await send("/client-hub")).page).toContain("Logged in as Nordlicht Bakery");
  });

  test("is clear where somebody is logged in at one, and the query goes along", async () => {
    const { home } = await loggedIn();
    expect(await send("/client-hub?client=c&channels=[x]")).toMatchObject({
      status: 303,
      location: `${home}?client=c&channels=[x]`,
    });
  });

  test("is a 404 for a partner that does not exist, and its name is no markup", async () => {
    const { status, page } = await send("/client-hub/%3Cscript%3E");
    expect(status).toBe(404);
    expect(page).toContain("&lt;script&gt;");
  });
});

describe("logging in", () => {
  test("is refused with a wrong password, beside its field and in the client's language", async () => {
    const partner = rooms.addPartner("direct");
    addNumber(rooms, partner);
    const { status, page } = await post(`/client-hub/${partner}/log-in?lang=de`, {
      ...account,
      password: "something else",
    });
    expect(status).toBe(401);
    expect(page).toContain("gibt es kein Konto");
    expect(page).toMatch(/value="owner@nordlicht.example"[^>]*aria-invalid="true"/);
    expect(page).not.toContain("something else");
    expect(cookies.size).toBe(0);
  });

  test("lasts until the client logs out", async () => {
    const { home, channel } = await loggedIn();
    expect((await send(home)).page).toContain(`client-hub-number-${channel}`);
    expect((await post(`${home}/log-out`)).location).toBe(home);
    expect((await send(home)).page).toContain('data-testid="log-in-form"');
    expect((await post(`${home}/channels/${channel}/grant`)).location).toBe(home);
    expect(rooms.hub.channels.get(home.slice(-8), channel).permitted).toBe(false);
  });

  test("at one partner opens nothing at another", async () => {
    await loggedIn();
    const other = rooms.addPartner("direct");
    expect((await send(`/client-hub/${other}`)).page).toContain('data-testid="log-in-form"');
  });
});

describe("a permission", () => {
  test("is granted and taken back, which the partner hears by webhook and no redirect", async () => {
    const { partner, channel, home, act, now } = await loggedIn("direct", {
      settings: { permission_revoked_event: true },
    });
    expect(await act("grant")).toMatchObject({ status: 303, location: `${home}#number-${channel}` });
    expect(now().permitted).toBe(true);
    const { page } = await send(home);
    expect(page).toContain("Harbour Desk may create API keys for this number now.");
    expect(tagOf(page, `revoke-${channel}`)).not.toContain("disabled");
    expect((await send(home)).page).not.toContain('data-testid="notice"');
    await act("revoke");
    expect(now().permitted).toBe(false);
    await rooms.clock.settled(partner);
    expect(postedEvents(rooms).slice(-2)).toEqual([
      "channel_permission_granted",
      "channel_permission_revoked",
    ]);
    expect(rooms.journal.read({ partner, kinds: ["redirect"] })).toEqual([]);
  });

  test("stays with a partner that pays, unless its setting lets any client take it back", async () => {
    const { partner, channel, home, act, now } = await loggedIn("partner");
    const before = await send(home);
    expect(tagOf(before.page, `revoke-${channel}`)).toContain("disabled");
    expect(before.page).toContain("Ask Harbour Desk");
    const refused = await act("revoke");
    expect(refused.status).toBe(422);
    expect(refused.page).toContain('data-testid="error"');
    expect(now().permitted).toBe(true);

    rooms.hub.partners.change(partner, { settings: { client_may_revoke: "always" } });
    expect((await act("revoke")).status).toBe(303);
    expect(now().permitted).toBe(false);
  });

  test("of another client's number is not theirs to give", async () => {
    const { partner, home } = await loggedIn();
    const stranger = addNumber(rooms, partner, "+49 151 00000043", "other@shop.example").channelId;
    for (const action of ["grant", "revoke", "request-cancellation", "withdraw-cancellation", "api-key"]) {
      const { status, page } = await post(`${home}/channels/${stranger}/${action}`);
      expect(status).toBe(422);
      expect(page).toContain("This number is not one of yours.");
    }
    expect(rooms.hub.channels.get(partner, stranger)).toMatchObject({ permitted: false, cancelledAt: null });
  });
});

describe("a key of the client's own", () => {
  test("is shown once, and ends the partner's", async () => {
    const { partner, channel, home, act } = await loggedIn();
    await act("grant");
    const { api_key: partnersKey } = rooms.hub.apiKeys.create(partner, channel);
    await act("revoke");
    await act("api-key");
    const { page } = await send(home);
    const [, key = ""] = /data-testid="own-key">([^<]+)</.exec(page) ?? [];
    expect(rooms.hub.apiKeys.holder(key)).toMatchObject({ channelId: channel, endedBy: null });
    expect(rooms.hub.apiKeys.holder(partnersKey)?.endedBy).toBe("the client created a key of its own");
    expect((await send(home)).page).not.toContain(key);
    expect(JSON.stringify(rooms.journal.read({ partner }))).not.toContain(key);
  });

  test("is refused while the number is shared, as its greyed button says", async () => {
    const { channel, home, act } = await loggedIn();
    await act("grant");
    const { page } = await send(home);
    expect(tagOf(page, `create-own-key-${channel}`)).toContain("disabled");
    expect(page).toContain("shared with your integration partner Harbour Desk");
    expect((await act("api-key")).status).toBe(422);
  });

  test("is refused before the number runs", async () => {
    const { channel, home, act } = await loggedIn("direct", { settings: { life: { running: "never" } } });
    const { page } = await send(home);
    expect(tagOf(page, `create-own-key-${channel}`)).toContain("disabled");
    expect((await act("api-key")).page).toContain("does not run yet");
  });
});

describe("a cancellation", () => {
  test("can be withdrawn until the end of the month, and then no more", async () => {
    const { partner, channel, home, act, now } = await loggedIn();
    await act("request-cancellation");
    expect((await send(home)).page).toContain("Cancelled, ends on 1 February 2026");
    await act("withdraw-cancellation");
    expect(now().cancelledAt).toBeNull();
    await act("request-cancellation");
    await rooms.clock.advance(partner, 31 * 86_400_000);
    const { page } = await send(home);
    expect(page).toContain("Ended on 1 February 2026");
    expect(tagOf(page, `create-own-key-${channel}`)).toBeUndefined();
    expect((await act("withdraw-cancellation")).page).toContain("The number has ended already.");
    expect(postedEvents(rooms).filter((event) => event.startsWith("cancellation"))).toEqual([
      "cancellation_request",
      "cancellation_revoke",
      "cancellation_request",
      "cancellation_processed",
    ]);
  });
});

test("each thing that the client does is an entry, and the cause of what follows", async () => {
  const { partner, channel, home, act } = await loggedIn();
  await send(home);
  await act("grant");
  await send(home);
  expect(visitsOf(partner).slice(-3)).toEqual([
    "Nordlicht Bakery logs in to its Client Hub",
    "the client opens its Client Hub",
    "in its Client Hub the client permits 1 and revokes 0",
  ]);
  const entries = rooms.journal.read({ partner });
  const click = entries.findLast(({ kind }) => kind === "visit");
  const state = entries.find(({ summary }) => summary === `permission for ${channel} granted`);
  expect(state?.cause).toBe(click?.seq);
});

test("the page speaks the client's language, and the one that the address names", async () => {
  const { partner, home } = await loggedIn();
  expect((await send(home)).page).toContain('<html lang="en">');
  const { page } = await send(`${home}?lang=pt`);
  expect(page).toContain("Seus números");
  expect(page).toMatch(/action="[^"]*\/log-out\?lang=pt"/);
  expect((await post(`/client-hub/${partner}/log-out?lang=pt`)).location).toBe(`${home}?lang=pt`);
});

test("a form that another site sends is refused, and changes nothing", async () => {
  const { channel, home, now } = await loggedIn();
  const foreign = await post(`${home}/channels/${channel}/grant`, {}, { Origin: "http://evil.example" });
  expect(foreign.status).toBe(403);
  expect(now().permitted).toBe(false);
});

test("an outcome that somebody wrote into the cookie is text, and a broken one nothing", async () => {
  const { channel, home } = await loggedIn();
  const forged = { channel, did: "created", apiKey: "<script>alert(1)</script>", address: "x" };
  cookies.set("client_hub_outcome", encodeURIComponent(JSON.stringify(forged)));
  expect((await send(home)).page).toContain("&lt;script&gt;");
  cookies.set("client_hub_outcome", "%7B");
  expect((await send(home)).page).not.toContain('data-testid="notice"');
});
