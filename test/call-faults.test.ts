import { expect, it } from "vitest";
import type { FaultInput } from "../sandbox/faults/fault.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { call, control, testSandbox } from "./support/sandbox.ts";

const key = { "x-api-key": "sandbox-partner-key" };
const ask = (sandbox: Sandbox) => call(sandbox, "GET", "/api/v2/partners/DirectPA", undefined, key);
const setUrl = (sandbox: Sandbox) =>
  call(
    sandbox,
    "POST",
    "/api/v2/partners/DirectPA/webhook_url",
    { webhook_url: "http://127.0.0.1:9/new" },
    key,
  );

async function broken(fault: FaultInput) {
  const sandbox = await testSandbox();
  const added = await control(sandbox, "POST", "/faults", { partner: "DirectPA", fault });
  expect(added.status).toBe(201);
  return sandbox;
}

const answers = (sandbox: Sandbox) =>
  sandbox.journal.read({ partner: "DirectPA", kinds: ["answer"] }).map(({ summary }) => summary);

it("status answers with an error and does nothing", async () => {
  const sandbox = await broken({ on: "api", do: "status", status: 503, times: 1 });
  const refused = await setUrl(sandbox);
  expect(refused.status).toBe(503);
  expect(refused.body.meta).toMatchObject({ http_code: 503, success: false });
  expect(sandbox.hub.partners.get("DirectPA").webhookUrl).toBeNull();
  expect((await setUrl(sandbox)).status).toBe(200);
});

it("status can carry a body of its own", async () => {
  const sandbox = await broken({ on: "api", do: "status", status: 418, body: { tea: true } });
  expect(await ask(sandbox)).toMatchObject({ status: 418, body: { tea: true } });
});

it("rate_limit answers 429 with Retry-After", async () => {
  const sandbox = await broken({ on: "api", do: "rate_limit", retry_after: 7 });
  const refused = await ask(sandbox);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("7");
});

it("done_but_500 does what was asked, and hides it", async () => {
  const sandbox = await broken({ on: "api", do: "done_but_500", method: "POST" });
  expect((await setUrl(sandbox)).status).toBe(500);
  expect(sandbox.hub.partners.get("DirectPA").webhookUrl).toBe("http://127.0.0.1:9/new");
});

it("reset closes the connection without an answer, and the journal says so", async () => {
  const sandbox = await broken({ on: "api", do: "reset", times: 1 });
  await expect(ask(sandbox)).rejects.toThrow();
  expect(answers(sandbox)).toEqual(["GET /api/v2/partners/DirectPA → connection closed"]);
  expect((await ask(sandbox)).status).toBe(200);
});

it("half_answer closes the connection in the middle", async () => {
  const sandbox = await broken({ on: "api", do: "half_answer", times: 1 });
  const response = await fetch(`${sandbox.url}/api/v2/partners/DirectPA`, { headers: key });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
  expect((await ask(sandbox)).status).toBe(200);
});

it("latency takes its time", async () => {
  const sandbox = await broken({ on: "api", do: "latency", ms: { uniform: [20, 30] } });
  expect((await ask(sandbox)).status).toBe(200);
  const [answer] = sandbox.journal.read({ partner: "DirectPA", kinds: ["answer"] });
  expect(answer?.data.tookMs).toBeGreaterThanOrEqual(19);
});

it("meets only the calls it names", async () => {
  const sandbox = await broken({
    on: "api",
    do: "status",
    status: 500,
    method: "POST",
    path: "/api/v2/partners/*/channels/*/api_keys",
  });
  expect((await ask(sandbox)).status).toBe(200);
  expect((await setUrl(sandbox)).status).toBe(200);
  expect(
    (await call(sandbox, "POST", "/api/v2/partners/DirectPA/channels/y9MiLoCH/api_keys", {}, key)).status,
  ).toBe(500);
  const other = await call(sandbox, "POST", "/api/v2/partners/PrePayPA/channels/y9MiLoCH/api_keys", {}, key);
  expect(other.status).toBe(404);
});

it.each([
  [{ on: "api", do: "explode" }, "fault.do is"],
  [{ on: "webhook", do: "delay" }, "fault.by is missing"],
  [{ on: "webhook", do: "delay", by: "soon" }, "is not a duration"],
  [{ on: "webhook", do: "drop", colour: 1 }, "colour"],
  [{ on: "api", do: "status", status: 200 }, "fault.status is 200"],
  [{ on: "api", do: "status", status: 500, path: "api" }, "begins with a slash"],
])("refuses %j and names the field", async (fault, name) => {
  const sandbox = await testSandbox();
  const refused = await control(sandbox, "POST", "/faults", { partner: "DirectPA", fault });
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.body)).toContain(name);
  expect(sandbox.faults.list()).toEqual([]);
});

it("that never met anything shows in the list", async () => {
  const sandbox = await broken({ on: "webhook", do: "drop", event: "channel_live" });
  const { faults } = (await control(sandbox, "GET", "/faults")).body;
  expect(faults).toMatchObject([{ fired: 0, left: null }]);
});
