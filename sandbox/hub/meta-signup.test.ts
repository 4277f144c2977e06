import { beforeEach, describe, expect, it } from "vitest";
import { createTestRooms, type TestRooms } from "../../test/support/rooms.js";
import type { MetaBusiness } from "./meta-signup.js";
import type { Visit } from "./visit.js";

const account = { name: "Nordlicht Bakery", email: "owner@nordlicht.example", password: "long enough" };
const business: MetaBusiness = {
  portfolioName: "Nordlicht Group",
  wabaName: "Nordlicht on WhatsApp",
  displayName: "Nordlicht Bakery",
  category: "food",
};
const phoneNumber = "+49 151 00000042";

let rooms: TestRooms;
let partner: string;
let start: Visit;

beforeEach(() => {
  rooms = createTestRooms();
  partner = rooms.addPartner("partner");
  start = rooms.hub.visits.signUp(rooms.hub.visits.open(partner, {}), account);
});

const signups = () => rooms.hub.metaSignups;
const numbers = (visit: Visit) => rooms.hub.channels.ofClient(partner, visit.clientId ?? "");
const codeOf = ({ metaSignup }: Visit) => metaSignup?.number?.code ?? "none";
const toCode = (visit = start, number = phoneNumber) =>
  signups().sendCode(signups().describe(visit, business), { phoneNumber: number, method: "voice" });

describe("the simulated embedded signup", () => {
  it("adds the number with its WABA and portfolio, and only with the right code", () => {
    const visit = toCode();
    expect(codeOf(visit)).toMatch(/^\d{6}$/);
    expect(() => signups().finish(visit, "1")).toThrow('"1" is not the code that was sent');
    expect(numbers(visit)).toEqual([]);
    const after = signups().finish(visit, ` ${codeOf(visit).slice(0, 3)} ${codeOf(visit).slice(3)} `);
    const [channel] = numbers(after);
    expect(after.added).toEqual([channel?.id]);
    expect(channel).toMatchObject({
      phoneNumber: "4915100000042",
      phoneName: "Nordlicht Bakery",
      verificationMethod: "voice",
      waba: { name: "Nordlicht on WhatsApp" },
    });
    expect(rooms.hub.channels.portfoliosOf(partner, after.clientId ?? "")).toEqual([
      { id: channel?.waba.fbBusinessId, name: "Nordlicht Group" },
    ]);
  });

  it("gives the same code for the same seed", () => {
    const other = createTestRooms();
    const samePartner = other.addPartner("partner");
    expect(samePartner).toBe(partner);
    let visit = other.hub.visits.signUp(other.hub.visits.open(samePartner, {}), account);
    visit = other.hub.metaSignups.describe(visit, business);
    visit = other.hub.metaSignups.sendCode(visit, { phoneNumber, method: "sms" });
    expect(codeOf(visit)).toBe(codeOf(toCode()));
  });

  it("does nothing twice: not for a second click on any form, and not for a form of an earlier page", () => {
    const visit = toCode();
    expect(codeOf(toCode(visit))).toBe(codeOf(visit));
    const after = signups().finish(visit, codeOf(visit));
    expect(signups().finish(after, codeOf(visit))).toEqual(after);
    expect(signups().sendCode(after, { phoneNumber: "+49 151 00000043", method: "sms" })).toEqual(after);
    expect(signups().sendAnotherCode(after)).toEqual(after);
    expect(numbers(after)).toHaveLength(1);
  });

  it("leaves nothing behind when it is closed half-way, and begins anew", () => {
    toCode();
    expect(numbers(start)).toEqual([]);
    const again = toCode(rooms.hub.visits.get(partner, start.id), "+49 151 00000043");
    expect(numbers(signups().finish(again, codeOf(again))).map((channel) => channel.phoneNumber)).toEqual([
      "4915100000043",
    ]);
  });

  it("ends a code when another one is sent", () => {
    const visit = toCode();
    const again = signups().sendAnotherCode(visit);
    expect(codeOf(again)).not.toBe(codeOf(visit));
    expect(() => signups().finish(again, codeOf(visit))).toThrow("is not the code");
    expect(signups().finish(again, codeOf(again)).added).toHaveLength(1);
  });

  it("takes an existing WABA, or a new one in an existing portfolio, but none of another portfolio", () => {
    const first = toCode();
    const done = signups().finish(first, codeOf(first));
    const [waba] = rooms.hub.channels.wabasOf(partner, done.clientId ?? "");
    if (!waba) throw new Error("The first number has no WABA.");
    expect(() => signups().describe(done, { ...business, wabaId: waba.id })).toThrow(
      "another business portfolio",
    );
    const add = (choice: Partial<MetaBusiness>, number: string) => {
      let visit = signups().describe(done, { ...business, portfolioId: waba.fbBusinessId, ...choice });
      visit = signups().sendCode(visit, { phoneNumber: number, method: "sms" });
      return signups().finish(visit, codeOf(visit));
    };
    add({ wabaId: waba.id }, "+49 151 00000043");
    const all = numbers(add({ wabaName: "Second account" }, "+49 151 00000044"));
    expect(all.map((channel) => channel.waba.id === waba.id)).toEqual([true, true, false]);
    expect(new Set(all.map((channel) => channel.waba.fbBusinessId)).size).toBe(1);
    expect(() => add({ portfolioId: "1" }, "+49 151 00000045")).toThrow('no business portfolio "1"');
  });

  it("refuses a number that is connected already before it sends a code", () => {
    const visit = toCode();
    const after = signups().finish(visit, codeOf(visit));
    expect(() => toCode(after)).toThrow("+4915100000042 is connected already");
  });

  it.each([
    ["0151 00000042", "DE"],
    ["+49 151 00000042", "BR"],
    ["0049 151 00000042", "GB"],
    ["4915100000042", "DE"],
  ])("reads %s in %s as the same number", (text, country) => {
    const visit = signups().sendCode(signups().describe(start, business), {
      phoneNumber: text,
      country,
      method: "sms",
    });
    expect(visit.metaSignup?.number?.digits).toBe("4915100000042");
  });

  it("reads a national number that begins like its country's code as what it is", () => {
    const number = { phoneNumber: "55 99123-4567", country: "BR", method: "sms" } as const;
    const visit = signups().sendCode(signups().describe(start, business), number);
    expect(visit.metaSignup?.number?.digits).toBe("5555991234567");
  });

  it.each([
    [{ displayName: " " }, "display name is empty"],
    [{ portfolioName: "" }, "portfolio has no name"],
    [{ wabaName: "" }, "has no name"],
    [{ wabaId: "nonexWA" }, 'no account "nonexWA"'],
  ])("refuses a business with %o", (wrong, message) => {
    expect(() => signups().describe(start, { ...business, ...wrong })).toThrow(message);
  });
});

describe("who may add a number", () => {
  const add = (visit: Visit, number: string) =>
    rooms.hub.visits.addNumber(visit, { phoneNumber: number, phoneName: "X" });

  it("is nobody while the partner blocks new numbers, and the partner object says so", () => {
    rooms.hub.partners.change(partner, { settings: { blocks_new_numbers: true } });
    expect(() => add(start, phoneNumber)).toThrow("takes no new numbers");
    expect(() => toCode()).toThrow("takes no new numbers");
    expect(rooms.hub.visits.numberRefusal(start)?.message).toContain("blocks_new_numbers");
  });

  it("is a client without a number only, where clients cannot add numbers", () => {
    rooms.hub.partners.change(partner, { settings: { clients_add_numbers: false } });
    const visit = add(start, phoneNumber);
    expect(() => add(visit, "+49 151 00000043")).toThrow("cannot add numbers by themselves");
    expect(add(visit, phoneNumber)).toEqual(visit);
  });

  it("is a client that has not reached its max_channels", () => {
    rooms.hub.clients.change(partner, start.clientId ?? "", { maxChannels: 1 });
    const visit = add(start, phoneNumber);
    expect(() => add(visit, "+49 151 00000043")).toThrow("has its 1 numbers");
  });
});
