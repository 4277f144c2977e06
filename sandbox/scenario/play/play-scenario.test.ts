import { expect, test } from "vitest";
import { testSandbox } from "../../../test/support/sandbox.js";
import {
  asksWhenRunning,
  bakery,
  complaints,
  type Habit,
  onboarding,
  play,
} from "../../../test/support/scenario-play.js";
import { readScenario } from "../language/read-scenario.js";
import type { ScenarioInput } from "../language/schema.js";
import { formatVerdict } from "../report.js";
import { playScenario } from "./play-scenario.js";

test("plays a client through the app's own link, and waits for the app at every moment", async () => {
  const verdict = await play({
    steps: [...onboarding, { wait: "3d" }],
    expect: [
      { redirect: { client: "bakery", channels: ["shop"], revoked: [] }, times: 1 },
      { call: "create_api_key", number: "shop", times: 1, status: 201 },
      { call: "create_api_key", number: "shop", after: { event: "channel_running", number: "shop" } },
      { call: "create_api_key", number: "shop", before: { event: "channel_live", number: "shop" } },
      { state: { number: "shop", permitted: true, running: true, has_key: true, webhook_set: false } },
    ],
  });
  expect(complaints(verdict)).toEqual([]);
  expect(verdict.passed).toBe(true);
  const redirect = verdict.entries.find(({ kind }) => kind === "redirect");
  expect(redirect?.data.url).toContain("&state=a%26b");
});

test("a key that is asked for too early is told with its time and status", async () => {
  const early: Habit = (event, channel) =>
    event === "channel_created" || event === "channel_running" ? [`/channels/${channel}/api_keys`] : [];
  const verdict = await play(
    {
      steps: [...onboarding, { wait: "3d" }],
      expect: {
        call: "create_api_key",
        number: "shop",
        times: 1,
        after: { event: "channel_running", number: "shop" },
      },
    },
    early,
  );
  expect(verdict.passed).toBe(false);
  expect(complaints(verdict)).toEqual([
    "It happened 2 times:",
    "  +0s create_api_key shop → 400",
    "  +2d create_api_key shop → 201",
  ]);
});

test("a key that is made twice is told, and so is one in the wrong order", async () => {
  const twice: Habit = (event, channel) => {
    const path = `/channels/${channel}/api_keys`;
    return event === "channel_running" ? [path, path] : [];
  };
  const verdict = await play(
    {
      steps: [...onboarding, { wait: "3d" }],
      expect: [
        { call: "create_api_key", number: "shop", times: 1 },
        { call: "create_api_key", after: { event: "channel_live" } },
        { call: "create_api_key", number: "shop", never: true, after: { event: "channel_running" } },
      ],
    },
    twice,
  );
  expect(complaints(verdict)).toEqual([
    "It happened 2 times:",
    "  +2d create_api_key shop → 201",
    "  +2d create_api_key shop → 201",
    "The order is the wrong way round:",
    "  +2d create_api_key shop → 201",
    "  +3d channel_live shop → 200",
    "But it happened:",
    "  +2d create_api_key shop → 201",
    "  +2d create_api_key shop → 201",
  ]);
});

test("an app that does nothing is told what the journal has instead", async () => {
  const verdict = await play(
    {
      steps: [...onboarding, { wait: "3d" }],
      expect: [
        { call: "create_api_key", number: "shop" },
        { event: "channel_running", number: "shop", times: 2 },
        { redirect: { channels: [] } },
        { state: { number: "shop", has_key: true, running: false } },
        { state: { number: "cafe", running: true } },
      ],
    },
    () => [],
  );
  expect(complaints(verdict)).toEqual([
    "The journal has nothing like it.",
    "It happened once:",
    "  +2d channel_running shop → 200",
    "The journal has only:",
    "  +0s redirect of bakery: channels [shop], revoked []",
    "It runs.",
    "It has no key.",
    "cafe was never added (client_adds).",
  ]);
});

test("a receiver that is down gets its events later, and every attempt is counted", async () => {
  const verdict = await play({
    steps: [
      ...onboarding,
      { receiver: "down" },
      { wait: "1m" },
      {
        expect: [
          { attempts: { event: "channel_ready", number: "shop", times: 3 } },
          { event: "channel_ready", number: "shop" },
        ],
      },
      { receiver: "up" },
      { wait: "1h" },
    ],
    expect: [
      { event: "channel_ready", number: "shop", times: 1 },
      { in_order: [{ event: "channel_ready" }, { event: "channel_created" }] },
    ],
  });
  expect(complaints(verdict)).toEqual([
    "The journal has only:",
    ...["2s", "12s", "32s"].map(
      (at) => `  +${at} channel_ready shop → The fault refuse closed the door: connection refused.`,
    ),
    "They came as follows:",
    "  +0s channel_created shop → 200",
    "  +1m 12s channel_ready shop → 200",
  ]);
});

test("with Direct Payment the client pays, grants, refuses, and takes back", async () => {
  const visit = (steps: ScenarioInput["steps"]): ScenarioInput["steps"] => [
    { client_opens: "bakery" },
    ...steps,
    { client_confirms: "bakery" },
    { client_returns: "bakery" },
  ];
  const verdict = await play({
    billing: "direct",
    steps: [
      ...visit([
        { client_signs_up: "bakery" },
        { client_pays: { client: "bakery", plan: "premium" } },
        { client_adds: ["shop", "cafe"] },
        { client_grants: "shop" },
        { client_refuses: "cafe" },
      ]),
      { expect: { redirect: { channels: ["shop"], revoked: [] }, times: 1 } },
      ...visit([{ client_logs_in: "bakery" }, { client_revokes: "shop" }, { client_grants: "cafe" }]),
      { client_hub: { client: "bakery", grants: ["shop"], revokes: ["cafe"] } },
      { number_becomes: { number: "shop", step: "running" } },
      { client_opens: "bakery" },
      { client_closes_popup: "bakery" },
    ],
    expect: [
      { redirect: { channels: ["cafe"], revoked: ["shop"] }, times: 1 },
      { permission: "granted", number: "shop", times: 2 },
      { permission: "revoked", number: "cafe", times: 1 },
      { event: "channel_permission_granted", number: "shop", times: 2 },
      { event: "channel_running", number: "shop", times: 1 },
      { state: { number: "cafe", permitted: false } },
    ],
  });
  expect(complaints(verdict)).toEqual([]);
});

test.each<[string, ScenarioInput["steps"], string]>([
  [
    "nobody has opened",
    [{ client_signs_up: "bakery" }],
    "bakery has no open visit: put `client_opens` before this step.",
  ],
  [
    "nobody has paid",
    [{ client_opens: "bakery" }, { client_signs_up: "bakery" }, { client_adds: "shop" }],
    "bakery is at the payment page: put `client_pays` before this step.",
  ],
  [
    "nothing was added",
    [{ customer_writes: { to: "shop", text: "Hi" } }],
    "The number shop has not been added yet: put `client_adds: shop` before this step.",
  ],
  [
    "nothing was confirmed",
    [{ client_opens: "bakery" }, { client_returns: "bakery" }],
    "bakery has nothing to return with: put `client_confirms: bakery` before this step.",
  ],
  [
    "the account does not exist",
    [{ client_opens: "bakery" }, { client_logs_in: "bakery" }],
    "The hub refused: There is no account with this e-mail address and password.",
  ],
])("a step for which %s ends the play, and the rest is not tried", async (_, steps, message) => {
  const verdict = await play({ billing: "direct", steps, expect: { event: "client_created" } });
  expect(verdict).toMatchObject({ passed: false, failure: { message }, checks: [{ result: "not-tried" }] });
});

test("an app that refuses the redirect fails the step, with its words", async () => {
  const verdict = await play({ steps: onboarding }, asksWhenRunning, { returned: 400 });
  expect(verdict.failure?.message).toContain(
    "The app answered the redirect with 400: You are back (http://127.0.0.1:",
  );
});

test("a report of what failed says what was expected, what there is, and where it is written", async () => {
  const verdict = await play(
    { steps: onboarding, expect: { call: "create_api_key", number: "shop" } },
    () => [],
  );
  const lines = formatVerdict(verdict, { colour: false, quiet: true });
  expect(lines.slice(-4)).toEqual([
    "  ✗ create_api_key for shop, at least once",
    "      The journal has nothing like it.",
    "      test",
    "",
  ]);
});

test("without an app the client's part is played alone", async () => {
  const scenario = readScenario({
    title: "a",
    story: "b",
    billing: "partner",
    clients: { bakery },
    steps: [...onboarding, { wait: "3d" }],
    expect: { event: "client_created" },
  });
  const sandbox = await testSandbox({ stockPartners: false });
  const { id } = sandbox.createPartner({ billing: "partner", redirectUrl: "http://127.0.0.1:9/" });
  const verdict = await playScenario(scenario, sandbox, { partnerId: id, checks: false });
  expect(verdict).toMatchObject({ passed: true, checks: [], failure: null });
  expect(sandbox.hub.channels.list(id, {}).rows).toMatchObject([{ integrationState: "running" }]);
});
