import { expect, test } from "vitest";
import { createTestRooms, testStart } from "../../../test/support/rooms.js";
import { testReceiver } from "../../../test/support/sandbox.js";
import { processWall } from "../../clock/wall.js";
import { idleEndpoint } from "./idle-endpoint.js";
import { quietApp } from "./quiet-app.js";
import { asksOnlyAfterTraffic } from "./rest.js";

const partner = "DirectPA";

function testJournal() {
  const { journal, clock } = createTestRooms();
  for (const id of [partner, "PrePayPA"]) clock.create(id, { mode: "manual", scale: 0 }, testStart);
  return journal;
}

test("an endpoint that answers 200 says that the app rests; anything else is told", async () => {
  const server = await testReceiver();
  const idle = idleEndpoint(`${server.url}/idle`, processWall);
  await idle();
  server.answer = () => ({ status: 503, body: "channel abc" });
  await expect(idle()).rejects.toThrow("/idle answered 503 channel abc");
  await expect(idleEndpoint("http://127.0.0.1:9/idle", processWall)()).rejects.toThrow(
    "The app does not answer GET http://127.0.0.1:9/idle",
  );
});

test("an app is asked again only after it was told something, or a client opened its pages", async () => {
  const journal = testJournal();
  let asked = 0;
  const app = asksOnlyAfterTraffic(
    {
      clickConnect: async () => ({}),
      follow: async () => ({ status: 200, text: "" }),
      async idle() {
        asked += 1;
      },
    },
    { journal, partnerId: partner },
  );
  const asksAfter = async (what: () => unknown) => {
    await what();
    const before = asked;
    await app.idle();
    return asked - before;
  };
  expect(await asksAfter(() => {})).toBe(1);
  expect(await asksAfter(() => {})).toBe(0);
  expect(await asksAfter(() => journal.record({ partner, kind: "state", summary: "the hub's own" }))).toBe(0);
  expect(
    await asksAfter(() => journal.record({ partner: "PrePayPA", kind: "request", summary: "another's" })),
  ).toBe(0);
  for (const kind of ["request", "attempt", "note"] as const) {
    expect(await asksAfter(() => journal.record({ partner, kind, summary: kind }))).toBe(1);
  }
  expect(await asksAfter(() => app.follow("bakery", "http://app.test/"))).toBe(1);
  expect(await asksAfter(() => app.clickConnect("bakery"))).toBe(1);
  expect(await asksAfter(() => {})).toBe(0);
});

test("an app without an endpoint rests when it was silent, and not while a call has no answer", async () => {
  const journal = testJournal();
  let skipped = 0;
  let waits = 0;
  let onWait = () => {};
  const wall = {
    ...processWall,
    now: () => processWall.now() + skipped,
    after(ms: number, callback: () => void) {
      skipped += ms;
      waits += 1;
      onWait();
      queueMicrotask(callback);
      return () => {};
    },
  };
  const app = quietApp({ partnerId: partner, journal, wall, settleMs: 60_000 });
  const waitsFor = async (what: () => unknown) => {
    const before = waits;
    what();
    await app.idle();
    return waits - before;
  };
  expect(await waitsFor(() => {})).toBe(1);
  expect(await waitsFor(() => {})).toBe(0);
  expect(await waitsFor(() => app.stir())).toBe(1);
  const refused = { status: null, tookMs: 0 };
  expect(
    await waitsFor(() => journal.record({ partner, kind: "attempt", summary: "x", data: refused })),
  ).toBe(0);

  let request = 0;
  onWait = () => {
    if (waits === 5) journal.record({ partner, kind: "answer", summary: "late", cause: request });
  };
  const called = await waitsFor(() => {
    request = journal.record({ partner, kind: "request", summary: "GET" });
  });
  expect(called).toBeGreaterThanOrEqual(3);
  app.stop();
});
