import { afterEach, beforeEach, expect, it } from "vitest";
import { openStore, type Store } from "../store/store.js";
import { type Clock, createClock } from "./clock.js";
import { clockTables } from "./tables.js";
import type { Wall } from "./wall.js";

const start = Date.UTC(2026, 0, 5);

/** A wall that moves only when the test says so. */
class TestWall implements Wall {
  time = start;
  waiting: { at: number; callback: () => void }[] = [];
  now = () => this.time;
  elapsed = () => this.time;
  deadline = () => new AbortController().signal;
  after(ms: number, callback: () => void) {
    const entry = { at: this.time + ms, callback };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== entry);
    };
  }
  pass(ms: number) {
    this.time += ms;
    const due = this.waiting.filter(({ at }) => at <= this.time);
    this.waiting = this.waiting.filter(({ at }) => at > this.time);
    for (const { callback } of due) callback();
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));

let store: Store;
let wall: TestWall;
let clock: Clock;
let fired: string[];

beforeEach(() => {
  store = openStore(":memory:", clockTables);
  wall = new TestWall();
  clock = createClock(store, wall);
  fired = [];
  clock.handle("note", { command: (timer) => void fired.push(`${timer.subject}@${clock.now("A") - start}`) });
  clock.create("A", { mode: "manual", scale: 0 }, start);
  clock.start();
});

afterEach(async () => {
  await clock.stop();
  store.close();
});

const note = (subject: string, at: number, partnerId = "A") =>
  clock.schedule({ partnerId, at: start + at, kind: "note", subject });

it("stands still until a manual clock is advanced", async () => {
  note("late", 1000);
  wall.pass(10_000);
  await nextTurn();
  expect(fired).toEqual([]);
  expect(clock.now("A")).toBe(start);
});

it("runs what is due now without being advanced", async () => {
  note("now", 0);
  await nextTurn();
  expect(fired).toEqual(["now@0"]);
});

it("fires timers at their own moment, in due order, ties in the order they were set", async () => {
  note("third", 2000);
  note("first", 1000);
  note("second", 1000);
  note("beyond", 5001);
  const advance = await clock.advance("A", 5000);
  expect(fired).toEqual(["first@1000", "second@1000", "third@2000"]);
  expect(advance).toEqual({ partnerId: "A", from: start, to: start + 5000, fired: 3 });
  expect(clock.read("A").next).toBe(start + 5001);
});

it("runs timers that others set on the way", async () => {
  clock.handle("chain", {
    command: (timer) => {
      fired.push(timer.payload);
      if (timer.payload !== "3") {
        const payload = String(Number(timer.payload) + 1);
        clock.schedule({
          partnerId: "A",
          at: timer.dueAt + 86_400_000,
          kind: "chain",
          subject: "c",
          payload,
        });
      }
    },
  });
  clock.schedule({ partnerId: "A", at: start + 86_400_000, kind: "chain", subject: "c", payload: "1" });
  await clock.advance("A", 2 * 86_400_000);
  expect(fired).toEqual(["1", "2"]);
});

it("waits for a job to settle before it moves on", async () => {
  const release: (() => void)[] = [];
  clock.handle("job", {
    job: async (timer) => {
      await new Promise<void>((resolve) => release.push(resolve));
      fired.push(`job@${clock.now("A") - start}`);
      clock.finish(timer.id);
    },
  });
  clock.schedule({ partnerId: "A", at: start + 1000, kind: "job", subject: "j" });
  note("after", 2000);
  const advance = clock.advance("A", 3000);
  await nextTurn();
  expect(fired).toEqual([]);
  release[0]?.();
  await advance;
  expect(fired).toEqual(["job@1000", "after@2000"]);
});

it("asks the probes at every moment, and goes on when they have nothing left", async () => {
  let asked = 0;
  clock.probe(async () => {
    asked += 1;
    if (asked === 2) note("from the app", 1000);
  });
  note("first", 1000);
  await clock.advance("A", 1500);
  expect(fired).toEqual(["first@1000", "from the app@1000"]);
});

it("fires one timer after the other while there is a probe, and asks it after each", async () => {
  const release = clock.probe(async () => void fired.push("asked"));
  note("a", 1000);
  note("b", 1000);
  await clock.advance("A", 1000);
  release();
  expect(fired.filter((name, index) => name !== fired[index - 1])).toEqual([
    "asked",
    "a@1000",
    "asked",
    "b@1000",
    "asked",
  ]);
});

it("steps to the next timer and no further", async () => {
  note("a", 1000);
  note("b", 2000);
  expect(await clock.step("A")).toMatchObject({ to: start + 1000, fired: 1 });
  expect(fired).toEqual(["a@1000"]);
  await clock.step("A");
  expect(await clock.step("A")).toBeUndefined();
  expect(clock.now("A")).toBe(start + 2000);
});

it("lets a partner be removed while one of its jobs is under way", async () => {
  let release = () => {};
  clock.handle("job", {
    job: () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  });
  clock.schedule({ partnerId: "A", at: start, kind: "job", subject: "j" });
  await nextTurn();
  clock.remove("A");
  release();
  await nextTurn();
  expect(() => clock.now("A")).toThrow('no clock for the partner "A"');
  clock.create("A", { mode: "manual", scale: 0 }, start);
});

it("moves one partner's clock and leaves the others", async () => {
  clock.create("B", { mode: "manual", scale: 0 }, start);
  note("b", 500, "B");
  await clock.advance("A", 1000);
  expect(clock.now("B")).toBe(start);
  expect(fired).toEqual([]);
});

it("queues advances that are asked for at once", async () => {
  note("one", 1000);
  note("two", 2000);
  await Promise.all([clock.advance("A", 1000), clock.advance("A", 1000)]);
  expect(fired).toEqual(["one@1000", "two@2000"]);
  expect(clock.now("A")).toBe(start + 2000);
});

it("fires on the wall when the clock is real", async () => {
  clock.change("A", { mode: "real", scale: 1 });
  note("soon", 1000);
  await nextTurn();
  wall.pass(999);
  await nextTurn();
  expect(fired).toEqual([]);
  wall.pass(1);
  await nextTurn();
  expect(fired).toEqual(["soon@1000"]);
});

it("lets a minute pass in a second at x60", async () => {
  clock.change("A", { mode: "scaled", scale: 60 });
  note("minute", 60_000);
  await nextTurn();
  wall.pass(1000);
  await nextTurn();
  expect(fired).toEqual(["minute@60000"]);
});

it("goes on in real time from where an advance ended", async () => {
  clock.change("A", { mode: "real", scale: 1 });
  await clock.advance("A", 86_400_000);
  wall.pass(5000);
  expect(clock.now("A")).toBe(start + 86_405_000);
});

it("calls timers off by subject and kind", () => {
  note("x", 1000);
  note("x", 2000);
  expect(clock.cancel("A", "x", "other")).toBe(0);
  expect(clock.cancel("A", "x", "note")).toBe(2);
});

it("takes out a timer whose handler throws, says so, and leaves no half-written state", async () => {
  store.database.exec("CREATE TABLE marks (text TEXT)");
  const failures: string[] = [];
  clock.onFailure((timer, error) =>
    failures.push(`${timer.subject}: ${error instanceof Error ? error.message : ""}`),
  );
  clock.handle("bad", {
    command: () => {
      store.database.exec("INSERT INTO marks VALUES ('half')");
      throw new Error("broken");
    },
  });
  clock.schedule({ partnerId: "A", at: start, kind: "bad", subject: "b" });
  await clock.settled("A");
  expect(failures).toEqual(["b: broken"]);
  expect(store.database.prepare("SELECT COUNT(*) AS n FROM marks").get()).toEqual({ n: 0 });
  expect(clock.waiting("A")).toEqual([]);
});

it("keeps what other timers of the same moment wrote when one of them throws", async () => {
  store.database.exec("CREATE TABLE marks (text TEXT)");
  const mark = store.database.prepare("INSERT INTO marks VALUES (?)");
  clock.handle("mark", {
    command: ({ subject }) => {
      mark.run(subject);
      if (subject === "b") throw new Error("broken");
    },
  });
  for (const subject of ["a", "b", "c"]) clock.schedule({ partnerId: "A", at: start, kind: "mark", subject });
  await clock.settled("A");
  expect(store.database.prepare("SELECT text FROM marks").pluck().all()).toEqual(["a", "c"]);
  expect(clock.waiting("A")).toEqual([]);
});

it("neither hastens nor calls off a timer whose job is under way", async () => {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  clock.handle("job", { job: () => ended });
  const id = clock.schedule({ partnerId: "A", at: start, kind: "job", subject: "j" });
  await nextTurn();
  clock.hasten("A", "j", "job");
  expect(clock.cancel("A", "j")).toBe(0);
  expect(clock.read("A").next).toBeNull();
  clock.finish(id);
  expect(clock.waiting("A")).toEqual([]);
  end();
});

it("finds timers and times again after a restart, with what was cut off due again", async () => {
  const never = new Promise<void>(() => {});
  clock.handle("job", { job: () => never });
  clock.schedule({ partnerId: "A", at: start, kind: "job", subject: "cut off" });
  await nextTurn();
  const second = createClock(store, wall);
  const seen: string[] = [];
  second.handle("job", {
    job: async (timer) => {
      seen.push(timer.subject);
      second.finish(timer.id);
    },
  });
  second.start();
  await second.settled("A");
  expect(seen).toEqual(["cut off"]);
  expect(second.now("A")).toBe(start);
  clock.cancelAll("A");
  clock = second;
});
