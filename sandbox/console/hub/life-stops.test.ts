import { expect, test } from "vitest";
import type { Timer } from "../../clock/timers.js";
import { lifeTimer } from "../../hub/life.js";
import { settingsSchema } from "../../hub/settings.js";
import { lifeStops, timersByChannel } from "./life-stops.js";

const { life } = settingsSchema.parse({});

const timer = (payload: string, dueAt: number, subject = "aCH", kind = lifeTimer): Timer => ({
  id: dueAt,
  partnerId: "aPA",
  dueAt,
  kind,
  subject,
  payload,
  cause: null,
});

const fresh = {
  status: "created",
  integrationState: null,
  accountMode: "sandbox",
  terminatedAt: null,
} as const;

test("a number that was just added has been created, and its next steps are due", () => {
  const stops = lifeStops(fresh, [timer("ready", 2), timer("running", 5), timer("live", 8)], life);
  expect(stops).toEqual([
    { step: "created", state: "done", dueAt: null },
    { step: "ready", state: "next", dueAt: 2 },
    { step: "running", state: "later", dueAt: 5 },
    { step: "live", state: "later", dueAt: 8 },
  ]);
});

test("a step that nothing plans is told apart from one that waits", () => {
  const ready = { ...fresh, status: "ready" };
  expect(lifeStops(ready, [timer("live", 8)], life).map(({ state }) => state)).toEqual([
    "done",
    "done",
    "unplanned",
    "next",
  ]);
});

test("a number that was made running by hand before it was ready still waits for that", () => {
  const running = { ...fresh, status: "ready", integrationState: "running" };
  expect(lifeStops(running, [timer("live", 8)], life).map(({ step, state }) => `${step} ${state}`)).toEqual([
    "created done",
    "ready done",
    "running done",
    "live next",
  ]);
});

test("the older step stands on the way only where it happens", () => {
  const steps = lifeStops(fresh, [timer("submitted", 1)], life).map(({ step }) => step);
  expect(steps).toContain("submitted");
});

test("sorts the steps that wait by their channel, and nothing else that waits", () => {
  const byChannel = timersByChannel([
    timer("ready", 2),
    timer("x", 3, "aCH", "cancellation"),
    timer("live", 4, "bCH"),
  ]);
  expect([...byChannel].map(([id, timers]) => [id, timers.length])).toEqual([
    ["aCH", 1],
    ["bCH", 1],
  ]);
});
