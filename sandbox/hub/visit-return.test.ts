import { beforeEach, expect, it } from "vitest";
import { addNumber, createTestRooms, type TestRooms } from "../../test/support/rooms.js";
import type { NewPartner } from "./partner.js";
import type { SettingsPatch } from "./settings.js";
import type { VisitParams } from "./visit.js";

let rooms: TestRooms;

beforeEach(() => {
  rooms = createTestRooms();
});

const account = { email: "owner@nordlicht.example", password: "long enough" };

/** A client with two permitted numbers, and where its next visit leads when it keeps some of them. */
function nextVisit(settings: SettingsPatch, params: VisitParams = {}, more: Partial<NewPartner> = {}) {
  const partner = rooms.addPartner("direct", { settings, ...more });
  const { visits } = rooms.hub;
  const { visit, channelId: shop, clientId } = addNumber(rooms, partner);
  const withTwo = visits.addNumber(visit, { phoneNumber: "+49 151 00000043", phoneName: "Café" });
  const cafe = withTwo.added[1] ?? "";
  visits.decide(visits.finishNumbers(withTwo), [shop, cafe]);
  const leadsTo = (permitted: readonly string[]) =>
    visits.decide(visits.logIn(visits.open(partner, params), account), permitted).result ?? "";
  return { partner, shop, cafe, client: clientId, leadsTo };
}

it("returns to the redirect URL of the link, and to the partner's when the link has none", () => {
  const { shop, leadsTo } = nextVisit({}, { redirect_url: "http://localhost:3000/a?b=c#d" });
  expect(leadsTo([shop])).toMatch(/^http:\/\/localhost:3000\/a\?b=c&client=\w+CL&channels=.*#d$/);
  expect(nextVisit({}).leadsTo([])).toMatch(/^http:\/\/127\.0\.0\.1:9\/connected\?client=/);
});

it("returns to the partner's Client Hub when there is no URL, if the setting says so", () => {
  const partner = rooms.addPartner("partner", {
    redirectUrl: null,
    settings: { redirect_unset: "client_hub" },
  });
  const { visit, channelId, clientId } = addNumber(rooms, partner);
  expect(rooms.hub.visits.finishNumbers(visit).result).toBe(
    `http://localhost:8082/client-hub/${partner}?client=${clientId}&channels=[${channelId}]`,
  );
});

it("writes the query as the partner's settings say", () => {
  const { shop, cafe, client, leadsTo } = nextVisit({
    redirect_brackets: "encoded",
    redirect_channels: "first",
  });
  expect(leadsTo([shop, cafe])).toBe(`http://127.0.0.1:9/connected?client=${client}&channels=%5B${shop}%5D`);
});

it.each([
  ["empty_list", "&channels=[]&revoked="],
  ["empty", "&channels=&revoked="],
  ["absent", "CL&revoked="],
] as const)("says that nothing is permitted any more as %s", (redirect_revoke_only, text) => {
  const { shop, cafe, leadsTo } = nextVisit({ redirect_revoke_only });
  expect(leadsTo([])).toContain(`${text}[${shop},${cafe}]`);
});

it("hands an empty state back where the setting says so", () => {
  const params = { state: "" };
  expect(nextVisit({}, params).leadsTo([])).not.toContain("state");
  expect(nextVisit({ redirect_echoes_empty_state: true }, params).leadsTo([])).toMatch(/&state=$/);
});
