import { type Clock, createClock } from "../../sandbox/clock/clock.ts";
import { clockTables } from "../../sandbox/clock/tables.ts";
import { processWall, type Wall } from "../../sandbox/clock/wall.ts";
import { createFaults, type Faults, faultTables } from "../../sandbox/faults/faults.ts";
import { createHub, type Hub } from "../../sandbox/hub/hub.ts";
import { createIds } from "../../sandbox/hub/ids.ts";
import type { Billing, NewPartner } from "../../sandbox/hub/partner.ts";
import { hubTables } from "../../sandbox/hub/tables.ts";
import { createTargets } from "../../sandbox/hub/targets.ts";
import { type Journal, journalTables, openJournal } from "../../sandbox/journal/journal.ts";
import { openStore, type Store } from "../../sandbox/store/store.ts";
import { createOutbox, type Outbox } from "../../sandbox/webhooks/outbox.ts";
import type { Poster, PostRequest, PostResult } from "../../sandbox/webhooks/post.ts";
import { startSender } from "../../sandbox/webhooks/sender.ts";
import { webhookTables } from "../../sandbox/webhooks/tables.ts";

/** Monday morning, so that virtual times in failures are easy to read. */
export const testStart = Date.UTC(2026, 0, 5, 9);

/** The hub without HTTP: webhooks are answered by `answer` instead of a receiver. */
export interface TestRooms {
  store: Store;
  clock: Clock;
  journal: Journal;
  outbox: Outbox;
  faults: Faults;
  poster: Poster;
  hub: Hub;
  /** Everything that was posted, in order. */
  posts: PostRequest[];
  answer: (post: PostRequest) => Partial<PostResult>;
  addPartner(billing: Billing, more?: Partial<NewPartner>): string;
}

export function createTestRooms({
  db = ":memory:",
  seed = 1,
  wall = processWall,
}: {
  db?: string;
  seed?: number;
  wall?: Wall;
} = {}): TestRooms {
  const store = openStore(db, [
    ...clockTables,
    ...journalTables,
    ...faultTables,
    ...webhookTables,
    ...hubTables,
  ]);
  const clock = createClock(store, wall);
  const journal = openJournal(store, {
    now: (partner) => (partner === null ? wall.now() : clock.now(partner)),
    wall: wall.now,
    soon: setImmediate,
  });
  const faults = createFaults(store, journal, seed);
  const outbox = createOutbox(store, clock, journal, faults);
  const answered = (request: Omit<PostRequest, "body">, body: string): PostResult => {
    const post = { ...request, body };
    rooms.posts.push(post);
    return { status: null, error: null, headers: {}, body: "", tookMs: 1, ...rooms.answer(post) };
  };
  const poster: Poster = {
    post: async (request) => answered(request, request.body),
    get: async (request) => answered(request, ""),
    close: async () => {},
  };
  const ids = createIds(store, seed);
  const origin = () => "http://localhost:8082";
  const hub = createHub({ store, clock, journal, outbox, faults, ids, poster, origin });
  const rooms: TestRooms = {
    store,
    clock,
    journal,
    outbox,
    faults,
    poster,
    hub,
    posts: [],
    answer: () => ({ status: 200 }),
    addPartner(billing, more = {}) {
      const partner = hub.partners.create({
        billing,
        webhookUrl: "http://127.0.0.1:9/webhooks",
        redirectUrl: "http://127.0.0.1:9/connected",
        clock: { mode: "manual", scale: 0 },
        startAt: testStart,
        ...more,
      });
      return partner.id;
    },
  };
  startSender({
    store,
    clock,
    journal,
    outbox,
    faults,
    resolve: createTargets(hub.partners, hub.channels),
    poster,
  });
  clock.start();
  return rooms;
}

/** A number that was signed up and added in one visit. */
export function addNumber(
  rooms: Pick<TestRooms, "hub">,
  partnerId: string,
  phoneNumber = "+49 151 00000042",
  email = "owner@nordlicht.example",
) {
  const { visits } = rooms.hub;
  let visit = visits.open(partnerId, {});
  visit = visits.signUp(visit, { name: "Nordlicht Bakery", email, password: "long enough" });
  if (visit.screen === "payment") visit = visits.pay(visit, { plan: "regular", acceptsTerms: true });
  visit = visits.addNumber(visit, { phoneNumber, phoneName: "Nordlicht Bakery" });
  const channelId = visit.added[0];
  if (channelId === undefined || visit.clientId === null) throw new Error("The visit added no channel.");
  return { visit, channelId, clientId: visit.clientId };
}

/** Names of the events that were posted to the partner's webhook, in order. */
export const postedEvents = (rooms: TestRooms): string[] =>
  rooms.posts.map((post) => JSON.parse(post.body).event ?? "message").filter((event) => event !== "message");
