import { request } from "node:http";
import { expect, it } from "vitest";
import { call, testSandbox } from "./support/sandbox.ts";

/** Sends a Host header of its own, which fetch does not allow. */
function statusFor(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: "127.0.0.1", path: "/_sandbox/api/health", headers: { host } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    sent.on("error", reject).end();
  });
}

it("answers for this machine's own names and for those it was given, and for nothing else", async () => {
  const sandbox = await testSandbox({ baseUrl: "http://hub.test:8082" });
  const port = sandbox.port;
  const names = [
    "localhost:1",
    "127.0.0.1:1",
    "[::1]:1",
    "0.0.0.0:1",
    "hub.test",
    "evil.example",
    "localhost.evil.example",
  ];
  const statuses = await Promise.all(names.map((name) => statusFor(port, name)));
  expect(Object.fromEntries(names.map((name, index) => [name, statuses[index]]))).toEqual({
    "localhost:1": 200,
    "127.0.0.1:1": 200,
    "[::1]:1": 200,
    "0.0.0.0:1": 200,
    "hub.test": 200,
    "evil.example": 403,
    "localhost.evil.example": 403,
  });
});

it("names the base URL it was given in the keys it creates", async () => {
  const sandbox = await testSandbox({ baseUrl: "http://hub.test:8082" });
  expect(sandbox.url).toBe("http://hub.test:8082");
});

it("refuses control calls from pages of another origin", async () => {
  const sandbox = await testSandbox();
  const from = (origin: string) => call(sandbox, "POST", "/_sandbox/api/reset", {}, { origin });
  expect((await from("http://evil.example")).status).toBe(403);
  expect((await from(`http://localhost:${sandbox.port}`)).status).toBe(200);
});

it("writes each exchange to the journal, with its partner, channel and cause, and no secret in it", async () => {
  const sandbox = await testSandbox();
  await call(
    sandbox,
    "POST",
    "/api/v2/partners/PrePayPA/webhook_url",
    { webhook_url: "http://127.0.0.1:9/w" },
    { "x-api-key": "sandbox-partner-key" },
  );
  const entries = sandbox.journal.read({ partner: "PrePayPA", after: 2 });
  const [asked, changed, answered] = entries;
  expect(asked).toMatchObject({
    kind: "request",
    summary: "POST /api/v2/partners/PrePayPA/webhook_url",
    data: { body: '{"webhook_url":"http://127.0.0.1:9/w"}' },
  });
  expect(changed).toMatchObject({ kind: "state", cause: asked?.seq });
  expect(answered).toMatchObject({
    kind: "answer",
    cause: asked?.seq,
    data: { status: 200, body: expect.stringContaining("brand_name") },
  });
  expect(JSON.stringify(entries)).not.toContain("sandbox-partner-key");
});

it("answers in the recorded form: 201 CREATED, and the headers that were seen", async () => {
  const sandbox = await testSandbox();
  const body = JSON.stringify({ name: "Bakery", email: "owner@bakery.example" });
  const path = "/api/v2/partners/DirectPA/account_sharing/clients";
  const made = await fetch(`${sandbox.url}${path}`, {
    method: "POST",
    body,
    headers: { "x-api-key": "sandbox-partner-key" },
  });
  expect(made.headers.get("strict-transport-security")).toBe("max-age=15724800; includeSubDomains");
  expect(made.headers.get("access-control-allow-origin")).toBe(`http://localhost:${sandbox.port}`);
  expect(made.headers.get("content-type")).toBe("application/json");
  const { id } = await made.json();
  const visit = sandbox.hub.visits.open("PrePayPA", { redirect_url: "http://127.0.0.1:9/" });
  const account = { name: "Bakery", email: "owner@bakery.example", password: "long enough" };
  const { added } = sandbox.hub.visits.addNumber(sandbox.hub.visits.signUp(visit, account), {
    phoneNumber: "+49 151 00000042",
    phoneName: "Bakery",
  });
  await sandbox.clock.advance("PrePayPA", 5000);
  const key = await fetch(`${sandbox.url}/api/v2/partners/PrePayPA/channels/${added[0]}/api_keys`, {
    method: "POST",
    headers: { "x-api-key": "sandbox-partner-key" },
  });
  expect([key.status, key.statusText]).toEqual([201, "CREATED"]);
  expect(id).toMatch(/CL$/);
});

it("sends no header that would cut the popup off from its opener", async () => {
  const sandbox = await testSandbox();
  const response = await fetch(
    `${sandbox.url}/dashboard/app/DirectPA/permissions?redirect_url=http://localhost:3000/`,
  );
  expect(response.status).toBe(200);
  expect(response.headers.has("cross-origin-opener-policy")).toBe(false);
});

it("says in a sentence that a port is taken", async () => {
  const sandbox = await testSandbox();
  await expect(testSandbox({ port: sandbox.port })).rejects.toThrow(
    `Port ${sandbox.port} is taken, perhaps by another sandbox: see who has it with \`lsof -i :${sandbox.port}\`, or start with --port 0`,
  );
});
