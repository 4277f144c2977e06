import { expect, test } from "vitest";
import { HubRefusal, HubTrouble, retryAfterMs } from "./request.js";
import { waitAfter, withRetries } from "./retry.js";

const signal = new AbortController().signal;

test("waits exponentially longer, with jitter, up to half a minute", () => {
  expect([1, 2, 3].map((attempt) => waitAfter(attempt, 500, 0, 0))).toEqual([500, 1000, 2000]);
  expect(waitAfter(1, 500, 0, 1)).toBe(750);
  expect(waitAfter(50, 500, 0, 0)).toBe(30_000);
});

test("never comes back before Retry-After", () => {
  expect(waitAfter(1, 500, 7_000, 0)).toBe(7_000);
});

test.each([
  ["3", 3_000],
  ["0", 0],
  ["Wed, 21 Oct 2026 07:28:30 GMT", 30_000],
  ["soon", undefined],
  [null, undefined],
])("reads Retry-After %s", (header, ms) => {
  expect(retryAfterMs(header, Date.parse("2026-10-21T07:28:00Z"))).toBe(ms);
});

test("tries again after trouble only, and passes on the last one", async () => {
  let asked = 0;
  const fail = (error: Error) => () => {
    asked++;
    return Promise.reject(error);
  };
  const policy = { baseMs: 1, attempts: 3, signal };
  await expect(withRetries(policy, fail(new HubTrouble("busy")))).rejects.toThrow("busy");
  expect(asked).toBe(3);
  await expect(withRetries(policy, fail(new HubRefusal("no", 404)))).rejects.toThrow("no");
  expect(asked).toBe(4);
});

test("a wait ends when the app stops", async () => {
  const stop = new AbortController();
  const policy = { baseMs: 60_000, attempts: 3, signal: stop.signal, onWait: () => stop.abort() };
  await expect(withRetries(policy, () => Promise.reject(new HubTrouble("busy")))).rejects.toThrow();
});
