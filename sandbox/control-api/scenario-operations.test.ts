import { expect, test } from "vitest";
import { control, testSandbox } from "../../test/support/sandbox.js";
import type { Sandbox } from "../sandbox.js";

const returnTo = (sandbox: Sandbox) =>
  sandbox.hub.partners.change("PrePayPA", { redirectUrl: "http://127.0.0.1:9/connected" });

/** The newest play, once it has ended. */
async function ended(sandbox: Sandbox) {
  await expect
    .poll(async () => (await control(sandbox, "GET", "/scenarios/plays")).body.plays[0].state)
    .not.toBe("playing");
  return (await control(sandbox, "GET", "/scenarios/plays")).body.plays[0];
}

test("lists the scenarios with their stories", async () => {
  const sandbox = await testSandbox();
  const { status, body } = await control(sandbox, "GET", "/scenarios");
  expect(status).toBe(200);
  expect(body.scenarios).toContainEqual({
    name: "running-two-days-late",
    title: "The number runs two days late",
    story: expect.stringContaining("Meta takes its time."),
    tags: ["life", "keys"],
    billing: "partner",
    hubs: ["partner"],
  });
});

test("plays the client's part on a partner of the running sandbox, and answers at once", async () => {
  const sandbox = await testSandbox();
  returnTo(sandbox);
  const started = await control(sandbox, "POST", "/scenarios/running-two-days-late/start", {
    partner: "PrePayPA",
  });
  expect(started).toMatchObject({
    status: 202,
    body: { started: "running-two-days-late", partner: "PrePayPA" },
  });
  await expect
    .poll(() =>
      sandbox.hub.channels.list("PrePayPA", {}).rows.map(({ integrationState }) => integrationState),
    )
    .toEqual(["running"]);
  const again = await control(sandbox, "POST", "/scenarios/first-grant/start", { partner: "PrePayPA" });
  expect(again.status).toBe(409);
  expect(again.body.error).toContain(
    "owner@nordlicht.example has an account at PrePayPA already. Reset it first",
  );
});

test.each([
  [
    "frst-grant",
    { partner: "PrePayPA" },
    404,
    'There is no scenario "frst-grant". There are cancellation-withdrawn',
  ],
  ["first-grant", { partner: "NobodyPA" }, 404, 'There is no partner "NobodyPA"'],
  [
    "first-grant",
    { partner: "DirectPA" },
    400,
    'first-grant needs a partner with billing "partner", and DirectPA has "direct".',
  ],
  ["first-grant", { partner: "PrePayPA" }, 400, "PrePayPA has set no redirect URL"],
  ["first-grant", { partnr: "PrePayPA" }, 400, 'unknown key "partnr"'],
  ["two-hubs-at-once", { partner: "DirectPA" }, 400, "two-hubs-at-once needs 2 partners at once"],
  ["..%2fpackage", { partner: "PrePayPA" }, 404, 'There is no scenario "../package"'],
])("refuses to start %s with %j", async (name, body, status, reason) => {
  const sandbox = await testSandbox();
  const refused = await control(sandbox, "POST", `/scenarios/${name}/start`, body);
  expect(refused.status).toBe(status);
  expect(JSON.stringify(refused.body)).toContain(JSON.stringify(reason).slice(1, -1));
});

test("tells what plays, how far it is, and how it ended", async () => {
  const sandbox = await testSandbox();
  returnTo(sandbox);
  expect((await control(sandbox, "GET", "/scenarios/plays")).body).toEqual({ plays: [] });
  await control(sandbox, "POST", "/scenarios/first-grant/start", { partner: "PrePayPA" });
  const play = await ended(sandbox);
  expect(play).toMatchObject({
    id: 1,
    scenario: "first-grant",
    partner: "PrePayPA",
    state: "played",
    checks: [],
  });
  expect(play.step).toBe(play.steps);
  expect(play.endedAt > play.startedAt).toBe(true);
  const notes = sandbox.journal
    .read({ partner: "PrePayPA", kinds: ["note"], text: "scenario" })
    .map(({ summary }) => summary);
  expect(notes).toEqual(["the scenario first-grant begins", "the scenario first-grant has been played"]);
  expect((await control(sandbox, "GET", "/scenarios/plays?partner=DirectPA")).body).toEqual({ plays: [] });
});

test("with checks, each expectation is judged; nobody answers here, so some do not hold", async () => {
  const sandbox = await testSandbox();
  returnTo(sandbox);
  await control(sandbox, "POST", "/scenarios/first-grant/start", { partner: "PrePayPA", checks: true });
  const play = await ended(sandbox);
  expect(play.state).toBe("failed");
  expect(play.checks).toContainEqual({
    says: "create_api_key, never",
    result: "passed",
    reasons: [],
    position: expect.anything(),
  });
  expect(play.checks.filter(({ result }: { result: string }) => result === "failed").length).toBeGreaterThan(
    0,
  );
});

test("with reset, the partner's data go first; meanwhile no second play begins on it", async () => {
  const sandbox = await testSandbox();
  returnTo(sandbox);
  const start = (body: object) =>
    control(sandbox, "POST", "/scenarios/first-grant/start", { partner: "PrePayPA", ...body });
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const leave = sandbox.clock.probe(() => held);
  expect((await start({})).status).toBe(202);
  const meanwhile = await start({ reset: true });
  expect(meanwhile.status).toBe(409);
  expect(meanwhile.body.error).toContain("first-grant is playing on PrePayPA");
  goOn();
  leave();
  await ended(sandbox);
  const before = sandbox.hub.channels.list("PrePayPA", {}).rows[0]?.id;
  expect((await start({ reset: true })).status).toBe(202);
  expect((await ended(sandbox)).id).toBe(2);
  const { rows } = sandbox.hub.channels.list("PrePayPA", {});
  expect(rows.length).toBe(1);
  expect(rows[0]?.id).not.toBe(before);
});

test("tells a scenario as a story", async () => {
  const sandbox = await testSandbox();
  const { body } = await control(sandbox, "GET", "/scenarios/first-grant");
  expect(body).toMatchObject({ name: "first-grant", emails: ["owner@nordlicht.example"] });
  expect(body.explained).toContain("  1. Nordlicht Bakery clicks Connect; the permissions page opens.");
  expect((await control(sandbox, "GET", "/scenarios/nonsense")).status).toBe(404);
});

test("a play begins without the settings and faults of the one before; what somebody changed since stays", async () => {
  const sandbox = await testSandbox();
  returnTo(sandbox);
  const start = (name: string) =>
    control(sandbox, "POST", `/scenarios/${name}/start`, { partner: "PrePayPA", reset: true });
  const settings = () => sandbox.hub.partners.get("PrePayPA").settings;
  const stock = settings();
  expect((await start("running-and-live-together")).body.settings).not.toEqual({});
  await ended(sandbox);
  expect(settings()).not.toEqual(stock);
  await start("hub-stumbles");
  await ended(sandbox);
  expect(settings()).toEqual(stock);
  expect(sandbox.faults.list("PrePayPA").length).toBeGreaterThan(0);
  await start("no-redirect-url");
  await ended(sandbox);
  expect(sandbox.hub.partners.get("PrePayPA").redirectUrl).toBeNull();
  sandbox.hub.partners.change("PrePayPA", { settings: { key_before_running_status: 409 } });
  const own = sandbox.faults.add("PrePayPA", { on: "api", do: "reset", path: "/nowhere" });

  await start("first-grant");
  await ended(sandbox);
  expect(settings().key_before_running_status).toBe(409);
  expect(sandbox.hub.partners.get("PrePayPA").redirectUrl).toBe("http://127.0.0.1:9/connected");
  expect(sandbox.faults.list("PrePayPA").map(({ id }) => id)).toEqual([own.id]);
});
