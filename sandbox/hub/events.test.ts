import { beforeEach, describe, expect, it } from "vitest";
import { addNumber, createTestRooms, postedEvents, type TestRooms } from "../../test/support/rooms.js";
import { endOfMonth } from "./cancellations.js";
import { eventNames } from "./event-catalogue.js";
import { eventSchema } from "./objects/event-schemas.js";

let rooms: TestRooms;
let partner: string;
let channel: string;
let client: string;

beforeEach(async () => {
  rooms = createTestRooms();
  partner = rooms.addPartner("direct", { settings: { permission_revoked_event: true } });
  const added = addNumber(rooms, partner);
  channel = added.channelId;
  client = added.clientId;
  await rooms.clock.advance(partner, 10_000);
  rooms.posts.length = 0;
});

const trigger = (event: (typeof eventNames)[number], details = {}) =>
  rooms.hub.triggers.trigger(partner, channel, event, details);
const bodies = () => rooms.posts.map(({ body }) => JSON.parse(body));

it.each(eventNames)("%s can be made to happen by hand, and its body is as the schema says", async (event) => {
  if (event === "channel_permission_revoked")
    rooms.hub.permissions.change(partner, client, { grant: [channel] });
  if (event === "cancellation_revoke") rooms.hub.cancellations.request(partner, channel);
  trigger(event);
  await rooms.clock.settled(partner);
  const sent = bodies().find((body) => body.event === event);
  expect(eventSchema(event).safeParse(sent).error?.issues ?? []).toEqual([]);
});

it("an event that is so already is sent all the same when it is asked for by hand", async () => {
  rooms.hub.permissions.change(partner, client, { grant: [channel] });
  await rooms.clock.settled(partner);
  rooms.posts.length = 0;
  trigger("channel_permission_granted");
  trigger("cancellation_revoke");
  rooms.hub.partners.change(partner, { settings: { permission_revoked_event: false } });
  trigger("channel_permission_revoked");
  await rooms.clock.settled(partner);
  expect(postedEvents(rooms)).toEqual([
    "channel_permission_granted",
    "cancellation_revoke",
    "channel_permission_revoked",
  ]);
});

describe("with fields set to other values", () => {
  it("an event is sent alone, and the hub stays as it is", async () => {
    trigger("channel_live", { set: { "data.status": "error", "data.setup_info.phone_name": null } });
    await rooms.clock.settled(partner);
    expect(bodies()).toMatchObject([
      { event: "channel_live", data: { id: channel, status: "error", setup_info: { phone_name: null } } },
    ]);
    expect(rooms.hub.channels.get(partner, channel).status).toBe("ready");
  });

  it("an unknown path is refused with the paths there are, and nothing is sent", async () => {
    expect(() => trigger("channel_live", { set: { "data.colour": 1 } })).toThrow(
      /no field "data.colour".*data\.setup_info\.phone_number/,
    );
    await rooms.clock.settled(partner);
    expect(rooms.posts).toEqual([]);
  });
});

describe("a cancellation", () => {
  it("is processed at the end of the month, and ends the number and its keys", async () => {
    rooms.hub.permissions.change(partner, client, { grant: [channel] });
    const { api_key } = rooms.hub.apiKeys.create(partner, channel);
    rooms.hub.cancellations.request(partner, channel);
    expect(rooms.hub.channels.get(partner, channel)).toMatchObject({
      hubStatus: "pending_deletion",
      terminatedAt: null,
    });
    await rooms.clock.advance(partner, 26 * 86_400_000);
    expect(postedEvents(rooms).filter((event) => event.startsWith("cancel"))).toEqual([
      "cancellation_request",
    ]);
    await rooms.clock.advance(partner, 86_400_000);
    expect(postedEvents(rooms).at(-1)).toBe("cancellation_processed");
    expect(bodies().at(-1).data.terminated_at).toBe("2026-02-01T00:00:00Z");
    expect(rooms.hub.apiKeys.holder(api_key)?.endedBy).toBe("the number was terminated");
    expect(() => rooms.hub.apiKeys.create(partner, channel)).toThrow("not running");
  });

  it("can be withdrawn before, and undone after", async () => {
    rooms.hub.cancellations.request(partner, channel);
    rooms.hub.cancellations.withdraw(partner, channel);
    await rooms.clock.advance(partner, 40 * 86_400_000);
    expect(postedEvents(rooms)).toEqual(["cancellation_request", "cancellation_revoke"]);
    rooms.hub.cancellations.request(partner, channel);
    await rooms.clock.advance(partner, 40 * 86_400_000);
    expect(() => rooms.hub.cancellations.withdraw(partner, channel)).toThrow("reactivate");
    expect(rooms.hub.cancellations.reactivate(partner, channel)).toMatchObject({
      terminatedAt: null,
      hubStatus: "live",
      integrationState: "running",
    });
  });

  it("asked for twice is asked for once", async () => {
    rooms.hub.cancellations.request(partner, channel);
    rooms.hub.cancellations.request(partner, channel);
    await rooms.clock.settled(partner);
    expect(postedEvents(rooms)).toEqual(["cancellation_request"]);
  });
});

it("the end of a month is midnight of the next month's first day", () => {
  expect(endOfMonth(Date.UTC(2026, 11, 31, 23))).toBe(Date.UTC(2027, 0, 1));
});

it("a quality change shows in the event and in the channel", async () => {
  rooms.hub.incidents.quality(partner, channel, { rating: "RED" });
  await rooms.clock.settled(partner);
  expect(bodies()).toMatchObject([
    { event: "phone_number_quality_changed", data: { id: channel, current_quality_rating: "RED" } },
  ]);
  expect(rooms.hub.channels.get(partner, channel).currentQualityRating).toBe("RED");
});

it("a restriction shows in the WABA's status too", () => {
  rooms.hub.incidents.restriction(partner, channel, "SPAM");
  expect(rooms.hub.channels.get(partner, channel).waba.status).toBe("account_restriction");
});
