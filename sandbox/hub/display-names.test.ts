import { expect, test } from "vitest";
import { addNumber, createTestRooms } from "../../test/support/rooms.js";

function numberWithRequest() {
  const rooms = createTestRooms();
  const partner = rooms.addPartner("partner");
  const { channelId: id } = addNumber(rooms, partner);
  rooms.hub.displayNames.request(partner, id, "Nordlicht Official");
  return { rooms, partner, id };
}

test.each([
  ["approved", "Nordlicht Official"],
  ["declined", "Nordlicht Bakery"],
] as const)("a review can be ended at once: %s", async (decision, name) => {
  const { rooms, partner, id } = numberWithRequest();
  expect(rooms.hub.displayNames.decide(partner, id, decision)).toEqual({
    newName: "Nordlicht Official",
    status: decision,
  });
  await rooms.clock.advance(partner, 60_000);
  expect(rooms.hub.displayNames.review(partner, id).status).toBe(decision);
  expect(rooms.hub.channels.get(partner, id).phoneName).toBe(name);
});

test("a name that nobody asked for cannot be decided", () => {
  const { rooms, partner, id } = numberWithRequest();
  rooms.hub.displayNames.decide(partner, id, "declined");
  expect(() => rooms.hub.displayNames.decide(partner, id, "approved")).toThrow(
    `No display name of ${id} is under review. Ask for another name first.`,
  );
});
