import { expect, test } from "vitest";
import type { Sandbox } from "../sandbox.js";
import type { VerifyResult } from "./result.js";
import { type Habits, testApp, testScenario } from "./testing.js";
import { type VerifyOptions, verify } from "./verify.js";

/** Verifies an app with these habits; its addresses are those of an app with a page and an idle endpoint. */
async function verifyApp(
  habits: Habits = {},
  options: Partial<VerifyOptions> = {},
  onReady: (sandbox: Sandbox) => void = () => {},
) {
  const app = await testApp(habits);
  const result = await verify({
    scenarios: [testScenario("first"), testScenario("second", "direct"), testScenario("third")],
    port: 0,
    waitMs: 0,
    ...options,
    app: {
      webhookUrl: `${app.url}/webhooks/{partner}`,
      redirectUrl: `${app.url}/connected`,
      pageUrl: `${app.url}/page/{partner}`,
      idleUrl: `${app.url}/idle`,
      ...options.app,
    },
    onReady(started) {
      app.connectTo(started.url);
      onReady(started);
    },
  });
  return { result, app };
}

const outcomes = ({ plays }: VerifyResult) =>
  plays.map(({ verdict }) => `${verdict.scenario.name} ${verdict.passed ? "passed" : "failed"}`);

const broken = ({ rules }: VerifyResult) =>
  rules.filter(({ result }) => result === "broken").map(({ rule }) => rule.id);

const ruleNamed = ({ rules }: VerifyResult, id: string) => rules.find(({ rule }) => rule.id === id);

test("an app that does what it owes passes, and what was never tried is not called kept", async () => {
  const { result } = await verifyApp();
  expect(outcomes(result)).toEqual(["first passed", "second passed", "third passed"]);
  expect(broken(result)).toEqual([]);
  expect(result).toMatchObject({ passed: true, interrupted: false, notPlayed: [] });
  expect(ruleNamed(result, "no-key-before-running")?.result).toBe("kept");
  expect(ruleNamed(result, "renews-token-once")?.result).toBe("not-tried");
  expect(result.figures.virtualMs).toBe(3 * 24 * 60 * 60 * 1000);
  expect(result.figures.appMs).toBeGreaterThan(0);
});

test("an app that asks for its key too early fails, and the rule that it broke is named with the moment", async () => {
  const { result } = await verifyApp({ keyWith: "channel_created" });
  expect(result.passed).toBe(false);
  expect(broken(result)).toContain("no-key-before-running");
  const [finding] = ruleNamed(result, "no-key-before-running")?.findings ?? [];
  const play = result.plays.find(({ verdict }) => verdict.scenario.name === finding?.scenario);
  expect(play?.verdict.entries.map(({ seq }) => seq)).toContain(finding?.entries[0]);
});

test("partners are played at the same time, and each for itself in turn", async () => {
  const told: string[] = [];
  await verifyApp(
    {},
    {
      onBegin: ({ name }) => told.push(`${name} begins`),
      onPlay: ({ verdict }) => told.push(`${verdict.scenario.name} ended`),
    },
  );
  expect(told.slice(0, 2)).toEqual(["first begins", "second begins"]);
  expect(told.indexOf("third begins")).toBeGreaterThan(told.indexOf("first ended"));
});

test("a partner begins anew with each scenario, and no id comes again", async () => {
  const { result } = await verifyApp(
    {},
    { partnerIds: ["PrePayPA"], scenarios: [testScenario("a"), testScenario("b")] },
  );
  const channels = result.plays.map(({ verdict }) => verdict.cast.numbers.get("shop"));
  expect(new Set(channels).size).toBe(2);
  expect(result.plays.map(({ verdict }) => verdict.start)).toEqual([
    result.plays[0]?.verdict.start,
    result.plays[0]?.verdict.start,
  ]);
  expect(outcomes(result)).toEqual(["a passed", "b passed"]);
});

test("an app that goes on running meets no id of an earlier run", async () => {
  const scenarios = [testScenario("a")];
  const runs = [await verifyApp({}, { scenarios }), await verifyApp({}, { scenarios })];
  const channels = runs.map(({ result }) => result.plays[0]?.verdict.cast.numbers.get("shop"));
  expect(new Set(channels).size).toBe(2);
  const again = await verifyApp({}, { scenarios, seed: runs[0]?.result.seed });
  expect(again.result.plays[0]?.verdict.cast.numbers.get("shop")).toBe(channels[0]);
});

test("known failures are told and fail nothing, and what holds again is told too", async () => {
  const scenarios = [testScenario("early"), testScenario("other", "direct")];
  const { result: before } = await verifyApp({ keyWith: "channel_ready" }, { scenarios });
  const baseline = { scenarios: ["early", "other"], rules: broken(before) };
  const { result: same } = await verifyApp({ keyWith: "channel_ready" }, { scenarios, baseline });
  expect(same.passed).toBe(true);
  expect(same.plays.map(({ isKnown }) => isKnown)).toEqual([true, true]);
  expect(same.mended).toEqual({ scenarios: [], rules: [] });

  const { result: mended } = await verifyApp({}, { scenarios, baseline });
  expect(mended.passed).toBe(true);
  expect(mended.mended.scenarios).toEqual(["early", "other"]);
  expect(mended.mended.rules).toContain("no-key-before-running");

  const { result: fresh } = await verifyApp(
    { keyWith: "channel_ready" },
    { scenarios, baseline: { scenarios: ["early"], rules: baseline.rules } },
  );
  expect(fresh.passed).toBe(false);
});

test("with bail nothing begins after the first failure", async () => {
  const scenarios = ["a", "b", "c"].map((name) => testScenario(name));
  const { result } = await verifyApp({ keyWith: "channel_ready" }, { scenarios, bail: true });
  expect(outcomes(result)).toEqual(["a failed"]);
  expect(result.notPlayed.map(({ scenario, why }) => [scenario.name, why])).toEqual([
    ["b", "bail"],
    ["c", "bail"],
  ]);
});

test("an interrupted run says so, and what had no turn", async () => {
  const stop = new AbortController();
  const scenarios = ["a", "b"].map((name) => testScenario(name));
  const { result } = await verifyApp({}, { scenarios, signal: stop.signal, onBegin: () => stop.abort() });
  expect(result).toMatchObject({ passed: false, interrupted: true });
  expect(result.plays[0]?.verdict.failure?.message).toBe("It was stopped.");
  expect(result.notPlayed.map(({ why }) => why)).toEqual(["interrupted"]);
});

test("scenarios that no partner can play are told, and fail nothing", async () => {
  const { result } = await verifyApp({}, { partnerIds: ["PrePayPA"] });
  expect(result.passed).toBe(true);
  expect(result.notPlayed).toMatchObject([{ scenario: { name: "second" }, why: "no-seat" }]);
  expect(result.notPlayed[0]?.reason).toBe(
    "It needs a partner with billing direct, and none can play it: PrePayPA has billing partner.",
  );
});

test("scenarios of signed links wait for an app that says it signs them", async () => {
  const scenarios = [testScenario("signed", "partner", { settings: { io_signature: true } })];
  const { result } = await verifyApp({}, { scenarios });
  expect(result.notPlayed[0]?.reason).toContain("if it does, say --signs-links");
  const signing = await verifyApp({}, { scenarios, app: { signsLinks: true } });
  expect(signing.result.plays[0]?.verdict.failure?.message).toContain("carries no IO signature");
});

test("partners of the app's own take the place of the stock ones", async () => {
  const partners = ["FirstaPA", "SeconbPA"].map((id) => ({
    id,
    billing: "partner" as const,
    apiKey: "sandbox-partner-key",
    platformSecret: "sandbox-platform-secret",
  }));
  const { result, app } = await verifyApp(
    {},
    { partners, scenarios: [testScenario("a"), testScenario("b")] },
  );
  expect(outcomes(result)).toEqual(["a passed", "b passed"]);
  expect(app.seen).toEqual(expect.arrayContaining(["/webhooks/FirstaPA", "/webhooks/SeconbPA"]));
});

test("without an idle endpoint an app is at rest once it has been silent", async () => {
  const { result } = await verifyApp(
    {},
    { scenarios: [testScenario("a")], app: { idleUrl: undefined, settleMs: 40 } },
  );
  expect(outcomes(result)).toEqual(["a passed"]);
});

test("without a page an app that wants a state is not judged by it, and one that is given its state is", async () => {
  const app = { pageUrl: undefined, redirectUrl: undefined };
  const scenarios = [testScenario("a")];
  const refused = await verifyApp({}, { scenarios, app: { pageUrl: undefined } });
  expect(refused.result.plays[0]?.verdict.failure?.message).toContain("Name the page with --page-url");
  const taken = await verifyApp(
    { takesAnyState: true },
    { scenarios, app: { pageUrl: undefined, state: "mine" } },
  );
  expect(outcomes(taken.result)).toEqual(["a passed"]);
  expect(ruleNamed(taken.result, "ignores-forged-redirects")?.result).toBe("not-tried");
  await expect(verifyApp({}, { scenarios, app })).rejects.toThrow("has set no redirect URL for DirectPA");
});

test.each<[string, Partial<VerifyOptions>, string]>([
  [
    "nobody listens",
    { app: { webhookUrl: "http://127.0.0.1:9/hooks" } },
    "Nothing answers at the webhook URL http://127.0.0.1:9/hooks",
  ],
  [
    "there is no webhook URL",
    { app: { webhookUrl: undefined } },
    "has set no webhook URL for DirectPA. Name it with --webhook-url",
  ],
  [
    "a partner is nobody",
    { partnerIds: ["NobodyPA"] },
    'There is no partner "NobodyPA". There are DirectPA, PrePayPA',
  ],
  [
    "no scenario is left",
    { only: ["webhook-*"] },
    'No scenario is called "webhook-*". There are first, second, third',
  ],
  [
    "two scenarios share a name",
    { scenarios: [testScenario("a"), testScenario("a")] },
    'Two scenarios have the name "a"',
  ],
  ["a scenario does not exist", { scenarios: ["frist-grant"] }, 'Did you mean "first-grant"?'],
  ["a button has no page", { app: { pageUrl: undefined, button: "button" } }, "name it with --page-url"],
])("cannot run when %s", async (_, options, sentence) => {
  await expect(verifyApp({}, options)).rejects.toThrow(sentence);
});

test("keeps scenarios by name and tag", async () => {
  const scenarios = [
    testScenario("one-a"),
    testScenario("two-a", "partner", { tags: ["keys"] }),
    testScenario("two-b"),
  ];
  const { result: byName } = await verifyApp({}, { scenarios, only: ["two-*"] });
  expect(outcomes(byName)).toEqual(["two-a passed", "two-b passed"]);
  const { result: byTag } = await verifyApp({}, { scenarios, tags: ["keys"] });
  expect(outcomes(byTag)).toEqual(["two-a passed"]);
});

test("calls about channels of an earlier scenario are no part of the next one", async () => {
  let sandbox: Sandbox | undefined;
  const inJournal: string[] = [];
  const { result } = await verifyApp(
    { looksAfterAll: true },
    {
      scenarios: [testScenario("a"), testScenario("b")],
      partnerIds: ["PrePayPA"],
      onPlay() {
        const requests = sandbox?.journal.read({ partner: "PrePayPA", kinds: ["request"] }) ?? [];
        inJournal.push(requests.map(({ summary }) => summary).join());
      },
    },
    (started) => {
      sandbox = started;
    },
  );
  const [first, second] = result.plays;
  const earlier = first?.verdict.cast.numbers.get("shop") ?? "none";
  expect(inJournal[1]).toContain(`channels/${earlier}`);
  expect(JSON.stringify(second?.verdict.entries)).not.toContain(earlier);
  expect(outcomes(result)).toEqual(["a passed", "b passed"]);
  expect(broken(result)).toEqual([]);
});
