import { describe, expect, test } from "vitest";
import { useHub, type VitestHubOptions } from "../sandbox/kits/vitest.ts";
import "../sandbox/kits/vitest-matchers.ts";
import { type Habits, testApp } from "../sandbox/verify/testing.ts";

const credentials = { apiKey: "sandbox-partner-key", platformSecret: "sandbox-platform-secret" };

/** A hub, and an app that is as good as its habits. */
async function hubWithApp(habits: Habits = {}, options: VitestHubOptions = {}) {
  const hub = await useHub({
    ...credentials,
    clients: { bakery: { numbers: ["shop", "cafe"] } },
    ...options,
  });
  const app = await testApp(habits);
  app.connectTo(hub.env.hubUrl);
  await hub.connectApp({
    webhookUrl: `${app.url}/webhooks/{partner}`,
    redirectUrl: `${app.url}/connected`,
    pageUrl: `${app.url}/page/{partner}`,
    idleUrl: `${app.url}/idle`,
  });
  return hub;
}

/** What an expectation says when it does not hold. */
async function failure(expectation: Promise<void>): Promise<string> {
  const error = await expectation.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("It held.");
  return error.message;
}

describe("an expectation that does not hold", () => {
  test("says what is there instead, in the aliases of the test, with the timeline", async () => {
    const hub = await hubWithApp({ keyWith: "channel_created" });
    await hub.client("bakery").onboards({ adds: ["shop"] });
    await hub.advance("1m");
    const says = await failure(hub.expect.keyCreatedOnce("shop"));
    expect(says).toContain("Expected: create_api_key for shop answered 2xx, exactly once.");
    expect(says).toContain("+0s create_api_key shop → 400");
    expect(says).toMatch(
      /hub ──▶ app +channel_created shop ·+ 200\n +hub ◀── app +POST +channels\/shop\/api_keys ·+ 400/,
    );
    expect(says).not.toContain(hub.id("shop"));

    expect(await failure(hub.expect.noKeyBefore("shop"))).toContain(
      "no create_api_key for shop before channel_running for shop delivered",
    );
    expect(await failure(hub.expect.number("shop", { has_key: true }))).toContain("It has no key.");
  });

  test("names the broken rules of the contract, why they matter and how to mend them", async () => {
    const hub = await hubWithApp({ answers: 500 });
    await hub.client("bakery").onboards({ adds: ["shop"] });
    const says = await failure(hub.expect.contract());
    expect(says).toMatch(/answers-partner-webhooks: \+0s .*500/);
    expect(says).toContain("Why it matters:");
    expect(says).toContain("How to mend it:");
    expect(says).toMatch(/client_created bakery ·+ 500/);
    expect(says).not.toContain(hub.id("bakery"));
    await hub.expect.contract({ except: ["answers-partner-webhooks"] });
  });

  test("tells a rule that was not tried from one that is kept", async () => {
    const hub = await useHub();
    expect(await failure(hub.expect.rule("one-key-per-grant"))).toContain("It was not tried");
    expect(await failure(hub.expect.rule("one-key-per-gant"))).toContain('Did you mean "one-key-per-grant"?');
  });
});

describe("a matcher", () => {
  test("holds, or fails with the same words", async () => {
    const hub = await hubWithApp();
    await hub.client("bakery").onboards({ adds: ["shop"] });
    await hub.number("shop").reaches("running");
    await expect(hub).toHaveCreatedKeyOnce("shop");
    await expect(hub).toHaveReceived("channel_running", { number: "shop" });
    await expect(hub).toHaveNoKeyRequestBefore("shop");
    await expect(hub).toHaveNumber("shop", { running: true });
    await expect(hub).toHaveSeenCall("set_messaging_webhook", { number: "shop", times: 1 });
    await expect(hub).toKeepContract();
    await expect(hub).toKeepRule("no-key-before-running");
    await expect(hub).not.toHaveCreatedKey("shop", { at_least: 2 });
    await expect(hub).toShow({ event: "channel_live", number: "shop", never: true });

    const message = await failure(expect(hub).toHaveReceived("channel_live", { number: "shop" }));
    expect(message).toContain("Expected: channel_live for shop delivered, at least once.");
    const negated = await failure(expect(hub).not.toHaveCreatedKeyOnce("shop"));
    expect(negated).toContain("Expected: not: create_api_key for shop answered 2xx, exactly once.");
    expect(negated).toContain("hub ◀── app");
  });

  test("refuses what is no hub", async () => {
    expect(await failure(expect({}).toKeepContract())).toContain("This is no hub of a test");
  });
});

describe("a step that cannot be played", () => {
  test("names the step that is missing, as it is written in a test", async () => {
    const hub = await hubWithApp({}, { billing: "direct" });
    const bakery = hub.client("bakery");
    expect(await failure(bakery.adds("shop"))).toContain(
      "bakery has no open visit: put `.opens()` before this step.",
    );
    expect(await failure(bakery.opens().signsUp().adds("shop"))).toContain("put `.pays()` before this step");
    expect(await failure(hub.customerWrites({ to: "cafe", text: "Hello" }))).toContain(
      'The number cafe has not been added yet: put `.adds("cafe")` before this step.',
    );
    expect(() => hub.id("cafe")).toThrow("cafe has not been added yet, so it has no id.");
    expect(() => bakery.id).not.toThrow();
  });

  test("points at its own line, however many come before it", async () => {
    const hub = await useHub({ redirectUrl: "http://127.0.0.1:9/" });
    const chapter = hub.client("bakery").opens().signsUp().logsIn();
    const stack = await chapter.then(
      () => "",
      (error: Error) => error.stack,
    );
    expect(stack).toMatch(/^StoryError: bakery is where numbers are added/);
    expect(stack).toMatch(/logsIn .+\n.+kits-failures\.test\.ts/);
  });

  test("ends its chapter: what was to come after it does not happen", async () => {
    const hub = await hubWithApp();
    await failure(hub.client("bakery").opens().logsIn().adds("shop").confirms());
    expect(() => hub.id("shop")).toThrow("has no id");
  });

  test("knows who pays", async () => {
    const hub = await hubWithApp();
    const grant = hub.client("bakery").opens().signsUp().adds("shop").grants("shop");
    expect(await failure(grant)).toContain("client_grants does not fit `billing: partner`");
  });

  test("suggests the alias that was meant", async () => {
    const hub = await hubWithApp();
    expect(() => hub.number("shpo")).toThrow('There is no number "shpo". Did you mean "shop"?');
    expect(await failure(hub.expect.keyCreatedOnce("cafee"))).toContain('Did you mean "cafe"?');
    expect(() => hub.client("bakery", { name: "Another" })).toThrow('There is a client "bakery" already.');
    expect(() => hub.client("Bakery")).toThrow('"Bakery" is no alias of a client.');
    expect(() => hub.client("clinic", { numbers: { desk: { phone: "12" } } })).toThrow("is no phone number");
    expect(() => hub.client("studio", { numbers: { line: { running: "soon" } } })).toThrow(
      "The number line: running:",
    );
  });

  test("says which key of an expectation is not known", async () => {
    const hub = await hubWithApp();
    const expectation = { call: "create_api_key", number: "shop", time: 1 };
    // @ts-expect-error `time` is no key.
    expect(await failure(hub.expect.that(expectation))).toContain(
      'unknown key "time". Did you mean "times"?',
    );
  });
});
