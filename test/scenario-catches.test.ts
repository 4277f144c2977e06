import { expect, test } from "vitest";
import { asksWhenRunning, complaints, type Habit, playNamed } from "./support/scenario-play.ts";

const asks = (channel: string) => [`/channels/${channel}/api_keys`];

/** Asks at each of these events, and never looks again. */
const asksAt =
  (...events: string[]): Habit =>
  (event, channel) =>
    events.includes(event) ? asks(channel) : [];

/** Remembers for which numbers it has asked. */
function asksOnceAt(...events: string[]): Habit {
  const asked = new Set<string>();
  return (event, channel) => {
    if (!events.includes(event) || asked.has(channel)) return [];
    asked.add(channel);
    return asks(channel);
  };
}

const bothEvents = ["channel_running", "channel_live"];

test.each<[string, string, () => Habit, string]>([
  [
    "asks as soon as the number exists",
    "first-grant",
    () => asksAt("channel_created"),
    "create_api_key shop → 400",
  ],
  [
    "asks at each event that it likes",
    "running-and-live-together",
    () => asksAt(...bothEvents),
    "It happened 2 times:",
  ],
  [
    "takes a repeated event for a new one",
    "webhooks-duplicated",
    () => asksWhenRunning,
    "It happened 2 times:",
  ],
  ["waits for one event by its name", "webhook-dropped", () => asksWhenRunning, "nothing like it"],
  [
    "does not hear of a permission that comes later",
    "granted-days-later",
    () => asksWhenRunning,
    "The journal has only:",
  ],
  [
    "gives up after one refusal",
    "key-asked-too-early",
    () => asksOnceAt(...bothEvents),
    "create_api_key shop → 400",
  ],
  ["believes every webhook", "forged-webhook", () => asksWhenRunning, "forged-webhook shop → 200"],
  [
    "asks for a number that was refused",
    "several-numbers-one-refused",
    () => asksWhenRunning,
    "create_api_key owner → 403",
  ],
  [
    "asks again for a number that has ended",
    "cancelled-and-terminated",
    () => asksAt("channel_running", "cancellation_processed"),
    "create_api_key shop → 400",
  ],
  ["sets no messaging webhook", "popup-closed", () => asksOnceAt("channel_running"), "It has no webhook."],
])("an app that %s fails %s", async (_, name, habit, reason) => {
  const verdict = await playNamed(name, habit());
  expect(verdict.failure).toBeNull();
  expect(verdict.passed).toBe(false);
  expect(complaints(verdict).join("\n")).toContain(reason);
});
