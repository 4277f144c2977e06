import { expect, test } from "vitest";
import { createTestRooms } from "../../test/support/rooms.js";
import { consoleHref, partnerHref, readConsoleQuery } from "./console-query.js";

const { hub, addPartner } = createTestRooms();
const partner = addPartner("direct");
const read = (search: string) => readConsoleQuery(`http://localhost:8082/_sandbox${search}`, hub);

test("an address says which partner, filters and line are shown, and comes back the same", () => {
  const search = `?partner=${partner}&kind=request&kind=event%2Cattempt&subject=OneCH&text=a+b&entry=12`;
  const query = read(search);
  expect(query).toEqual({
    partner,
    kinds: ["request", "event", "attempt"],
    subject: "OneCH",
    text: "a b",
    entry: 12,
  });
  expect(consoleHref("/_sandbox", query)).toBe(`/_sandbox${search}`);
});

test.each([
  "",
  "?partner=NobodyPA&kind=nonsense&entry=-1&text=",
  "?entry=12e99&kind=",
  `?text=${"x".repeat(201)}`,
])("what cannot be read in %s is left out", (search) => {
  expect(read(search)).toEqual({
    partner: undefined,
    kinds: [],
    subject: undefined,
    text: undefined,
    entry: undefined,
  });
});

test("the partner alone goes along to other pages", () => {
  const query = read(`?partner=${partner}&text=a&entry=1`);
  expect(partnerHref("/_sandbox/deliveries", query)).toBe(`/_sandbox/deliveries?partner=${partner}`);
  expect(partnerHref("/_sandbox/deliveries", read(""))).toBe("/_sandbox/deliveries");
});
