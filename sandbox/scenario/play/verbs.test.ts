import { expect, test } from "vitest";
import { bakery, complaints, type Habit, onboarding, play } from "../../../test/support/scenario-play.js";
import type { ScenarioInput } from "../language/schema.js";

const nothing: Habit = () => [];

const live: ScenarioInput["steps"] = [...onboarding, { wait: "3d" }];

const rival = {
  name: "Südstern Backwaren",
  email: "chef@suedstern.example",
  numbers: { stand: { phone: "+4915100000044" } },
};

test("a popup can be blocked, a visit can come without the app, and a redirect twice or under another name", async () => {
  const verdict = await play({
    steps: [
      { client_opens: { client: "bakery", blocked: true } },
      { client_opens: { client: "bakery", direct_link: true } },
      ...onboarding.slice(1),
      { client_returns: { client: "bakery", other_host: true } },
    ],
    expect: { redirect: { client: "bakery", channels: ["shop"] }, times: 1 },
  });
  expect(complaints(verdict)).toEqual([]);
  const visits = verdict.entries.filter(({ kind }) => kind === "visit").map(({ summary }) => summary);
  expect(visits[0]).toBe("the client clicks Connect, and the browser blocks the popup");
  expect(visits.filter((one) => one.startsWith("the browser is back"))).toHaveLength(2);
  const redirect = verdict.entries.find(({ kind }) => kind === "redirect");
  expect(redirect?.data.url, "a bare link has no state").not.toContain("state=");
});

test.each([
  [400, undefined],
  [500, "The app answered the redirect with 500"],
])("a redirect that may be refused may be answered %d: %s", async (returned, message) => {
  const [opens, signsUp, adds, confirms] = onboarding;
  const verdict = await play(
    {
      steps: [
        opens,
        signsUp,
        adds,
        confirms,
        { client_returns: { client: "bakery", may_refuse: true } },
      ].filter((step) => step !== undefined),
    },
    nothing,
    { returned },
  );
  if (message === undefined) expect(verdict.failure).toBeNull();
  else expect(verdict.failure?.message).toContain(message);
});

test("a receiver that is slow takes each event, and gets it again", async () => {
  const verdict = await play({
    steps: [
      ...onboarding.slice(0, 2),
      { receiver: "slow" },
      ...onboarding.slice(2),
      { wait: "1m" },
      {
        expect: [
          { attempts: { event: "channel_created", number: "shop", at_least: 3 } },
          { event: "channel_created", number: "shop", never: true },
        ],
      },
      { receiver: "up" },
      { wait: "1h" },
    ],
    expect: { event: "channel_created", number: "shop", times: 1 },
  });
  expect(complaints(verdict)).toEqual([]);
  const attempt = verdict.entries.find(
    ({ kind, data }) => kind === "attempt" && data.event === "channel_created",
  );
  expect(attempt?.data).toMatchObject({
    outcome: "retry",
    error: "The fault late_answer brought the answer 200 too late.",
  });
});

test.each<[string, ScenarioInput["steps"][number], ScenarioInput["expect"]]>([
  [
    "twice",
    { webhooks_come: { how: "twice", event: "channel_running" } },
    { attempts: { event: "channel_running", number: "shop", times: 2 } },
  ],
  [
    "never",
    { webhooks_come: { how: "never", event: "channel_running" } },
    { event: "channel_running", never: true },
  ],
  [
    "late",
    { webhooks_come: { how: "late", event: "channel_created", by: "1d" } },
    { in_order: [{ event: "channel_ready" }, { event: "channel_created" }] },
  ],
  [
    "reversed",
    { webhooks_come: { how: "reversed" } },
    { in_order: [{ event: "channel_ready" }, { event: "channel_created" }] },
  ],
])("webhooks come %s", async (_, step, expectation) => {
  const [opens = { wait: "1s" }, signsUp = { wait: "1s" }, ...rest] = live;
  const verdict = await play({ steps: [opens, signsUp, step, ...rest], expect: expectation });
  expect(complaints(verdict)).toEqual([]);
  expect(verdict.unmet).toEqual([]);
});

test("what Meta, the hub and colleagues do becomes true at the hub and is announced", async () => {
  const verdict = await play({
    steps: [
      ...live,
      { quality_changes: { number: "shop", rating: "RED", limit: "TIER_250" } },
      { meta_warns: { number: "shop", violation: "SPAM" } },
      { meta_restricts: { number: "shop" } },
      { template_becomes: { number: "shop", name: "order_update", status: "APPROVED" } },
      { display_name: { number: "shop", name: "Nordlicht Official", decision: "declined" } },
      { another_key: "shop" },
      { tokens_expire: "all" },
      { redirect_url: { is: "none" } },
      { hub_sends: { number: "shop", event: "channel_live", set: { "data.status": "odd" } } },
    ],
    expect: [
      { event: "phone_number_quality_changed", number: "shop", times: 1 },
      { in_order: [{ event: "account_violation" }, { event: "account_restriction" }] },
      { event: "waba_template_status_changed", times: 1 },
      { event: "channel_live", number: "shop", times: 2 },
      { state: { number: "shop", running: true, has_key: true } },
    ],
  });
  expect(complaints(verdict)).toEqual([]);
  const told = verdict.entries.map(({ summary }) => summary).join("\n");
  expect(told).toMatch(/display name "Nordlicht Official" of \S+CH is declined/);
  expect(told).toContain("a newer key took its place");
  expect(told).toContain("access tokens of");
});

test("what a client does in its Client Hub is written down as such, and a key of its own ends the app's", async () => {
  const verdict = await play({
    settings: { client_may_revoke: "always" },
    steps: [
      ...live,
      { client_hub: { client: "bakery", revokes: ["shop"] } },
      { client_creates_own_key: "shop" },
    ],
    expect: [
      { permission: "revoked", number: "shop", times: 1 },
      { state: { number: "shop", permitted: false, has_key: true } },
    ],
  });
  expect(complaints(verdict)).toEqual([]);
  const told = verdict.entries.map(({ summary }) => summary);
  expect(told).toContain("the client opens its Client Hub");
  expect(told).toContainEqual(expect.stringContaining("the client created a key of its own"));
});

test("with Partner Payment the hub refuses to take a permission back", async () => {
  const verdict = await play({ steps: [...live, { client_hub: { client: "bakery", revokes: ["shop"] } }] });
  expect(verdict.failure?.message).toContain("The hub refused: The client");
});

test("a number is cancelled, kept after all, and ended in the end", async () => {
  const verdict = await play({
    steps: [
      ...live,
      { client_cancels: "shop" },
      { wait: "1d" },
      { client_withdraws_cancellation: "shop" },
      { wait: "60d" },
      { expect: { state: { number: "shop", running: true } } },
      { hub_terminates: "shop" },
    ],
    expect: [
      {
        in_order: [
          { event: "cancellation_request" },
          { event: "cancellation_revoke" },
          { event: "cancellation_processed" },
        ],
      },
      { state: { number: "shop", running: false, has_key: false } },
    ],
  });
  expect(complaints(verdict)).toEqual([]);
});

test("two hubs are played side by side, each with its own partner, billing and clock", async () => {
  const verdict = await play({
    hubs: { direct: { billing: "direct" }, prepaid: { billing: "partner" } },
    clients: { bakery: { ...bakery, hub: "prepaid" }, rival: { ...rival, hub: "direct" } },
    steps: [
      ...onboarding,
      { client_opens: "rival" },
      { client_signs_up: "rival" },
      { client_pays: "rival" },
      { client_adds: "stand" },
      { client_grants: "stand" },
      { client_confirms: "rival" },
      { client_returns: "rival" },
      { receiver: "down" },
      { wait: "1m" },
      { receiver: "up" },
      { wait: "3d" },
    ],
    expect: [
      { event: "channel_running", times: 2 },
      { call: "create_api_key", number: "shop", status: 201, times: 1 },
      { call: "create_api_key", number: "stand", status: 201, times: 1 },
      { state: { number: "shop", permitted: true, has_key: true } },
      { state: { number: "stand", permitted: true, has_key: true } },
    ],
  });
  expect(complaints(verdict)).toEqual([]);
  expect(Object.keys(verdict.partners)).toEqual(["direct", "prepaid"]);
  expect(new Set(verdict.entries.map(({ partner }) => partner))).toEqual(
    new Set(Object.values(verdict.partners)),
  );
  const order = verdict.entries.map(({ seq }) => seq);
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test("so many numbers can be added at once, and are one group", async () => {
  const verdict = await play({
    clients: {
      bakery: {
        ...bakery,
        numbers: { line: { phone: "+4915100000500", count: 5, running: "1s", live: "never" } },
      },
    },
    steps: [
      { client_opens: "bakery" },
      { client_signs_up: "bakery" },
      { client_adds: "line" },
      { client_confirms: "bakery" },
      { client_returns: "bakery" },
      { wait: "1m" },
    ],
    expect: [
      { redirect: { client: "bakery", channels: ["line"] }, times: 1 },
      { event: "channel_running", times: 5 },
      { call: "create_api_key", number: "line_5", times: 1, status: 201 },
    ],
  });
  expect(complaints(verdict)).toEqual([]);
  const added = verdict.entries.filter(({ summary }) => summary.startsWith("the client adds"));
  expect(added.at(-1)?.summary).toBe("the client adds +4915100000504");
});
