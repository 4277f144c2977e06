import { Hono } from "hono";
import { expect, test } from "vitest";
import { testSandbox } from "../../test/support/sandbox.js";
import type { Sandbox } from "../sandbox.js";
import type { WireVariables } from "../wire/json.js";
import { answerError } from "../wire/mount.js";
import { controlError } from "./routes.js";
import { createScenarioDesk } from "./scenario-desk.js";
import { createScenarioApi } from "./scenario-operations.js";

/** Calls the scenario part of the control API of a sandbox. */
async function control(sandbox: Sandbox, method: string, path: string, body?: unknown) {
  const reset = () => {};
  const scenarios = createScenarioDesk({ ...sandbox, reset });
  const newPartnerDefaults = () => ({ clock: { mode: "manual", scale: 0 } as const, startAt: 0 });
  const app = new Hono<{ Variables: WireVariables }>();
  app.onError((error, c) => answerError(c, error, controlError));
  app.route(
    "/",
    createScenarioApi({ ...sandbox, scenarios, origin: () => sandbox.url, newPartnerDefaults, reset }),
  );
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = await app.request(path, init);
  return { status: answer.status, body: await answer.json() };
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
  sandbox.hub.partners.change("PrePayPA", { redirectUrl: "http://127.0.0.1:9/connected" });
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
