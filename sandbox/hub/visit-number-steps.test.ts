import { beforeEach, describe, expect, it } from "vitest";
import { createTestRooms, type TestRooms } from "../../test/support/rooms.js";
import type { Visit } from "./visit.js";

let rooms: TestRooms;
let unpaid: Visit;

beforeEach(() => {
  rooms = createTestRooms();
  const { visits } = rooms.hub;
  const account = { name: "Nordlicht Bakery", email: "owner@nordlicht.example", password: "long enough" };
  unpaid = visits.signUp(visits.open(rooms.addPartner("direct"), {}), account);
});

const now = () => rooms.hub.visits.get(unpaid.partnerId, unpaid.id);

describe("a Direct Payment client that has not paid", () => {
  const number = { phoneNumber: "+49 151 00000042", phoneName: "Shop" };
  const business = {
    portfolioName: "Group",
    wabaName: "Account",
    displayName: "Shop",
    category: "food",
  } as const;
  const tooEarly: [string, () => Visit][] = [
    ["adds no number", () => rooms.hub.visits.addNumber(unpaid, number)],
    ["begins no embedded signup", () => rooms.hub.metaSignups.describe(unpaid, business)],
    ["is not done with its numbers", () => rooms.hub.visits.finishNumbers(unpaid)],
  ];

  it.each(tooEarly)("%s", (_name, step) => {
    expect(step).toThrow("No plan is chosen yet");
    expect(now()).toEqual(unpaid);
    expect(rooms.hub.channels.ofClient(unpaid.partnerId, unpaid.clientId ?? "")).toEqual([]);
  });
});
