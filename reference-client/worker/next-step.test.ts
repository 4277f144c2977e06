import { expect, test } from "vitest";
import { nextStep, type Situation } from "./next-step.js";

const usable: Situation = {
  newsWaiting: false,
  permission: "granted",
  running: true,
  permissionAgeMs: 0,
  permissionMaxAgeMs: 60_000,
  key: { webhookSet: true },
  refusedKeys: 0,
  messageQueued: false,
};

test.each<[string, Partial<Situation>, string]>([
  ["news is looked into before anything else", { newsWaiting: true, messageQueued: true }, "read-truth"],
  ["nothing to do", {}, "wait"],
  ["no key yet", { key: undefined }, "create-key"],
  ["no key, no permission", { key: undefined, permission: "missing" }, "wait"],
  ["no key, not running", { key: undefined, running: false }, "wait"],
  ["no key, after two refused ones", { key: undefined, refusedKeys: 2 }, "wait"],
  ["a key without webhook", { key: { webhookSet: false } }, "set-webhook"],
  ["a queued message", { messageQueued: true }, "send-message"],
  ["a queued message, permission gone", { messageQueued: true, permission: "revoked" }, "wait"],
  ["a queued message, old confirmation", { messageQueued: true, permissionAgeMs: 60_001 }, "read-truth"],
])("%s", (_case, changes, step) => {
  expect(nextStep({ ...usable, ...changes })).toBe(step);
});
