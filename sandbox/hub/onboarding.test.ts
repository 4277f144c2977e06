import { beforeEach, describe, expect, it } from "vitest";
import { addNumber, createTestRooms, postedEvents, type TestRooms } from "../../test/support/rooms.js";
import { channelObject } from "./objects/channel-object.js";

let rooms: TestRooms;

beforeEach(() => {
  rooms = createTestRooms();
});

const account = { name: "Nordlicht Bakery", email: "owner@nordlicht.example", password: "long enough" };

describe("with Partner Payment", () => {
  it("shares a number by default and returns with it", () => {
    const partner = rooms.addPartner("partner");
    const { visit, channelId, clientId } = addNumber(rooms, partner);
    const ended = rooms.hub.visits.finishNumbers(visit);
    expect(ended).toMatchObject({ screen: "ended", ended: "returned" });
    expect(ended.result).toBe(`http://127.0.0.1:9/connected?client=${clientId}&channels=[${channelId}]`);
    expect(rooms.hub.channels.get(partner, channelId).permitted).toBe(true);
  });

  it("refuses that the client takes the permission back", () => {
    const partner = rooms.addPartner("partner");
    const { channelId, clientId } = addNumber(rooms, partner);
    expect(() => rooms.hub.permissions.change(partner, clientId, { revoke: [channelId] })).toThrow(
      "Partner Payment",
    );
    expect(rooms.hub.channels.get(partner, channelId).permitted).toBe(true);
  });
});

describe("with Direct Payment", () => {
  it("asks for payment before the number, and for permission after it", () => {
    const partner = rooms.addPartner("direct");
    const { visits } = rooms.hub;
    let visit = visits.open(partner, {});
    const screens: string[] = [visit.screen];
    visit = visits.signUp(visit, account);
    screens.push(visit.screen);
    visit = visits.pay(visit, { plan: "premium", acceptsTerms: true });
    screens.push(visit.screen);
    visit = visits.addNumber(visit, { phoneNumber: "+49 151 00000042", phoneName: "Shop" });
    visit = visits.finishNumbers(visit);
    screens.push(visit.screen);
    expect(screens).toEqual(["sign-up", "payment", "numbers", "permission"]);
  });

  it("announces a grant once, and only when something changed", async () => {
    const partner = rooms.addPartner("direct");
    const { channelId, clientId } = addNumber(rooms, partner);
    expect(rooms.hub.permissions.change(partner, clientId, { grant: [channelId] }).granted).toEqual([
      channelId,
    ]);
    expect(rooms.hub.permissions.change(partner, clientId, { grant: [channelId] }).granted).toEqual([]);
    await rooms.clock.settled(partner);
    expect(postedEvents(rooms)).toEqual(["client_created", "channel_created", "channel_permission_granted"]);
  });

  it("returns with what was granted and what was revoked in this visit", () => {
    const partner = rooms.addPartner("direct");
    const { visits } = rooms.hub;
    const { visit, channelId: shop, clientId } = addNumber(rooms, partner);
    const withTwo = visits.addNumber(visit, { phoneNumber: "+49 151 00000043", phoneName: "Café" });
    const cafe = withTwo.added[1] ?? "";
    visits.decide(visits.finishNumbers(withTwo), [shop, cafe]);
    const again = visits.logIn(visits.open(partner, { next: "login", state: "a b&c" }), account);
    expect(again.screen).toBe("permission");
    const ended = visits.decide(again, [shop]);
    expect(ended.result).toBe(
      `http://127.0.0.1:9/connected?client=${clientId}&channels=[${shop}]&revoked=[${cafe}]&state=a%20b%26c`,
    );
  });

  it("leaves unchanged numbers out of channels when the partner's setting says so", () => {
    const partner = rooms.addPartner("direct", { settings: { redirect_repeats_unchanged: false } });
    const { visits } = rooms.hub;
    const { visit, channelId: shop } = addNumber(rooms, partner);
    visits.decide(visits.finishNumbers(visit), [shop]);
    const again = visits.logIn(visits.open(partner, {}), account);
    expect(visits.decide(again, [shop]).result).toContain("&channels=[]");
  });

  it.each(['"+49 151-00000043"', "4915100000043", "0049 151 00000043"])(
    "lists the number that the partner asked for as %s first, or alone where the partner's setting says so",
    (number) => {
      const partner = rooms.addPartner("direct");
      const { visits, partners } = rooms.hub;
      const { visit, channelId: shop } = addNumber(rooms, partner);
      visits.addNumber(visit, { phoneNumber: "+49 151 00000043", phoneName: "Café" });
      const asked = visits.logIn(visits.open(partner, { number }), account);
      const listed = () => visits.numbers(asked).map(({ id }) => id);
      const [cafe] = listed();
      expect(listed()).toEqual([cafe, shop]);
      partners.change(partner, { settings: { requested_number: "only" } });
      expect(listed()).toEqual([cafe]);
      expect(cafe).not.toBe(shop);
    },
  );

  it("refuses to permit a number that is not on the screen", () => {
    const partner = rooms.addPartner("direct");
    const { visit } = addNumber(rooms, partner);
    const stranger = addNumber(rooms, partner, "+49 151 00000043", "other@shop.example");
    const atPermission = rooms.hub.visits.finishNumbers(visit);
    expect(() => rooms.hub.visits.decide(atPermission, [stranger.channelId])).toThrow(stranger.channelId);
    expect(rooms.hub.channels.get(partner, stranger.channelId).permitted).toBe(false);
  });
});

describe("a visit", () => {
  it("needs a redirect URL from the link or the partner", () => {
    const partner = rooms.addPartner("partner", { redirectUrl: null });
    expect(() => rooms.hub.visits.open(partner, {})).toThrow(
      `The partner ${partner} has set no redirect URL`,
    );
    const visit = rooms.hub.visits.open(partner, { redirect_url: "http://localhost:3000/back" });
    expect(visit.redirectUrl).toBe("http://localhost:3000/back");
  });

  it.each(["javascript:alert(1)", "/connected", "http:connected", "ftp://example.org"])(
    "refuses the redirect URL %s",
    (redirect_url) => {
      const partner = rooms.addPartner("partner");
      expect(() => rooms.hub.visits.open(partner, { redirect_url })).toThrow(
        `"${redirect_url}", which is no http(s) URL`,
      );
    },
  );

  it("stays as it is once it has ended, whatever is clicked again", () => {
    const partner = rooms.addPartner("partner");
    const { visit } = addNumber(rooms, partner);
    const ended = rooms.hub.visits.finishNumbers(visit);
    expect(rooms.hub.visits.finishNumbers(visit)).toEqual(ended);
    expect(rooms.hub.visits.cancel(visit)).toEqual(ended);
    expect(rooms.journal.read({ kinds: ["redirect"] })).toHaveLength(1);
  });

  it("adds a number once when the form is sent twice", () => {
    const partner = rooms.addPartner("partner");
    const { visit } = addNumber(rooms, partner);
    const again = rooms.hub.visits.addNumber(visit, {
      phoneNumber: "4915100000042",
      phoneName: "Nordlicht Bakery",
    });
    expect(again.added).toEqual(visit.added);
  });

  it("sends nothing to the partner when it is cancelled", async () => {
    const partner = rooms.addPartner("direct");
    const visit = rooms.hub.visits.open(partner, {});
    expect(rooms.hub.visits.cancel(visit)).toMatchObject({ ended: "cancelled", result: null });
    await rooms.clock.settled(partner);
    expect(rooms.posts).toEqual([]);
  });
});

describe("sign-up", () => {
  it.each([
    ["not-an-address", "is no e-mail address"],
    ["someone@gmail.com", "free-mail"],
  ])("refuses %s", (email, reason) => {
    const partner = rooms.addPartner("partner");
    const visit = rooms.hub.visits.open(partner, {});
    expect(() => rooms.hub.visits.signUp(visit, { ...account, email })).toThrow(reason);
  });

  it("refuses an address that has an account, and the partner's own", () => {
    const partner = rooms.addPartner("partner", { username: "me@partner.example" });
    addNumber(rooms, partner);
    const visit = rooms.hub.visits.open(partner, {});
    expect(() => rooms.hub.visits.signUp(visit, account)).toThrow("already belongs to an account");
    expect(() => rooms.hub.visits.signUp(visit, { ...account, email: "Me@Partner.example" })).toThrow(
      "partner's own account",
    );
  });

  it("leaves nothing behind when it is refused", () => {
    const partner = rooms.addPartner("partner");
    const visit = rooms.hub.visits.open(partner, {});
    expect(() => rooms.hub.visits.signUp(visit, { ...account, password: "short" })).toThrow("password");
    expect(rooms.hub.clients.list(partner, {}).total).toBe(0);
    expect(rooms.outbox.list(partner, 10)).toEqual([]);
    expect(rooms.journal.read({ partner, kinds: ["event"] })).toEqual([]);
  });
});

describe("a number", () => {
  it.each(["hello", "12", "+49 151 CALL ME", ""])("is refused when it is %j", (phoneNumber) => {
    const partner = rooms.addPartner("partner");
    const { visit } = addNumber(rooms, partner);
    expect(() => rooms.hub.visits.addNumber(visit, { phoneNumber, phoneName: "X" })).toThrow(
      `"${phoneNumber}" is no phone number`,
    );
  });

  it("is refused when another client of the partner has it", () => {
    const partner = rooms.addPartner("partner");
    addNumber(rooms, partner);
    expect(() => addNumber(rooms, partner, "+49 (151) 000000-42", "other@shop.example")).toThrow(
      "connected already",
    );
  });

  it("lives through ready, running and live at the delays of its partner", async () => {
    const partner = rooms.addPartner("partner", {
      settings: { life: { ready: "1h", running: "2d", live: "never" } },
    });
    const { channelId } = addNumber(rooms, partner);
    const seen = () => {
      const { status, accountMode, integrationState } = rooms.hub.channels.get(partner, channelId);
      return [status, accountMode, integrationState];
    };
    expect(seen()).toEqual(["created", "sandbox", null]);
    await rooms.clock.advance(partner, 3_600_000);
    expect(seen()).toEqual(["ready", "sandbox", null]);
    await rooms.clock.advance(partner, 2 * 86_400_000);
    expect(seen()).toEqual(["ready", "sandbox", "running"]);
    await rooms.clock.advance(partner, 30 * 86_400_000);
    expect(postedEvents(rooms)).not.toContain("channel_live");
  });

  it("never says running in its status, unless the partner's setting asks for it", async () => {
    const literal = rooms.addPartner("partner", { settings: { running_in_status: true } });
    const { channelId } = addNumber(rooms, literal);
    await rooms.clock.advance(literal, 10_000);
    expect(rooms.hub.channels.get(literal, channelId).status).toBe("running");
  });

  it("is announced once when it is made to run by hand before its timer", async () => {
    const partner = rooms.addPartner("partner");
    const { channelId } = addNumber(rooms, partner);
    rooms.hub.lives.become(partner, channelId, "running");
    await rooms.clock.advance(partner, 60_000);
    expect(postedEvents(rooms).filter((event) => event === "channel_running")).toHaveLength(1);
  });

  it("keeps its keys in alphabetical order at every level, as recorded from the real hub", () => {
    const partner = rooms.addPartner("partner");
    const { channelId } = addNumber(rooms, partner);
    const check = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      expect(Object.keys(value)).toEqual(Object.keys(value).sort());
      Object.values(value).forEach(check);
    };
    check(channelObject(rooms.hub.channels.get(partner, channelId)));
  });
});

describe("the same seed", () => {
  it("gives the same ids, whatever another partner does meanwhile", () => {
    const ids = (alone: boolean) => {
      const own = createTestRooms({ seed: 7 });
      const partner = own.addPartner("partner", { id: "AAAAAAPA" });
      if (!alone) addNumber(own, own.addPartner("partner", { id: "BBBBBBPA" }));
      const { channelId, clientId } = addNumber(own, partner);
      return [channelId, clientId, own.outbox.list(partner, 9).map(({ id }) => id)];
    };
    expect(ids(true)).toEqual(ids(false));
  });
});
