import { expect, test } from "vitest";
import {
  asksWhenRunning,
  bakery,
  complaints,
  type Habit,
  onboarding,
  play,
} from "../../../test/support/scenario-play.js";
import type { Entry } from "../../journal/entry.js";
import type { ScenarioInput } from "../language/schema.js";

const nothing: Habit = () => [];

const probesIn = (entries: readonly Entry[]) =>
  entries.flatMap(({ data }) => (typeof data.probe === "string" ? [data] : []));

test("a forged webhook is noted with how the app took it", async () => {
  const steps: ScenarioInput["steps"] = [
    ...onboarding,
    { attacker_forges_webhook: { number: "shop", event: "channel_running" } },
    { attacker_forges_webhook: { number: "shop", event: "channel_live", signature: "none" } },
  ];
  const careless = await play({ steps, expect: { probe: "forged-webhook", refused: true, times: 2 } });
  expect(complaints(careless).slice(0, 3)).toEqual([
    "The journal has only:",
    "  +0s forged-webhook shop → 200",
    "  +0s forged-webhook shop → 200",
  ]);
  expect(probesIn(careless.entries)).toMatchObject([
    { probe: "forged-webhook", event: "channel_running", signature: "wrong", status: 200 },
    { probe: "forged-webhook", event: "channel_live", signature: "none", status: 200 },
  ]);
  const careful = await play(
    { steps, expect: { probe: "forged-webhook", refused: true, times: 2 } },
    asksWhenRunning,
    { took: 401 },
  );
  expect(complaints(careful)).toEqual([]);
});

const rival = {
  name: "Südstern Backwaren",
  email: "chef@suedstern.example",
  numbers: { stand: { phone: "+4915100000044" } },
};

test("a forged redirect has a made-up state, or a right one and somebody else's number", async () => {
  const verdict = await play({
    clients: { bakery, rival },
    steps: [
      ...onboarding,
      { client_opens: "rival" },
      { client_signs_up: "rival" },
      { attacker_forges_redirect: { number: "shop" } },
      { attacker_forges_redirect: { number: "shop", by: "rival" } },
    ],
    expect: { probe: "forged-redirect", number: "shop", refused: false, times: 2 },
  });
  expect(complaints(verdict)).toEqual([]);
  const { cast, entries } = verdict;
  expect(probesIn(entries)).toEqual([
    {
      ...{ probe: "forged-redirect", kind: "wrong-state", status: 200 },
      ...{ channel: cast.numbers.get("shop"), client: cast.clients.get("bakery") },
    },
    {
      ...{ probe: "forged-redirect", kind: "foreign-channel", status: 200 },
      ...{ channel: cast.numbers.get("shop"), client: cast.clients.get("rival") },
    },
  ]);
  const forgedVisits = entries.filter(
    ({ kind, summary }) => kind === "visit" && summary.includes("closes the window"),
  );
  expect(forgedVisits).toHaveLength(2);
});

const opensLinks: ScenarioInput["steps"] = [
  { client_opens: "bakery" },
  { attacker_opens_link: { client: "bakery", link: "replayed" } },
  { attacker_opens_link: { client: "bakery", link: "unsigned" } },
  { attacker_opens_link: { client: "bakery", link: "tampered" } },
  ...onboarding.slice(1),
];

test("the hub refuses links that are replayed, unsigned or tampered with", async () => {
  const verdict = await play(
    {
      settings: { io_signature: true },
      steps: opensLinks,
      expect: { probe: "forged-link", refused: true, times: 3 },
    },
    nothing,
    { signs: true },
  );
  expect(complaints(verdict)).toEqual([]);
});

test.each([
  [false, "The app's link has no io_signature. Sign every link when IO Signature is on."],
  [true, "The hub let a link in that was replayed. The setting io_signature is false"],
])(
  "an app whose links are signed (%s) is told what is missing when the hub lets one in",
  async (signs, message) => {
    const verdict = await play({ steps: opensLinks }, nothing, { signs });
    expect(verdict.failure?.message).toContain(message);
  },
);
