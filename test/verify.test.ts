import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { startReferenceClient } from "../reference-client/app.ts";
import type { ConfigInput } from "../reference-client/config.ts";
import { finished, hubSandbox, requireBuiltCommandLine } from "./support/command-line.ts";

// Two processes, one of them a compiled command line: slow where many tests run at once.
const patience = { timeout: 60_000 };

beforeAll(requireBuiltCommandLine);

/** An app has to know its hub before that runs, so that its port cannot be drawn at the last moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "hub-sandbox-verify-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The reference client on a port of the test's own, and the arguments with which `verify` reaches it. */
async function app(config: ConfigInput = {}): Promise<string[]> {
  const port = await freePort();
  const client = await startReferenceClient({
    port: 0,
    config: {
      hubUrl: `http://localhost:${port}`,
      reconcileEveryMs: 0,
      retryBaseMs: 20,
      permissionMaxAgeMs: 0,
      ...config,
    },
  });
  onTestFinished(() => client.stop());
  return [
    ...["--port", String(port), "--webhook-url", `${client.url}/webhooks/{partner}`],
    ...["--redirect-url", `${client.url}/connected`, "--page-url", `${client.url}/`],
    ...["--idle-url", `${client.url}/idle?partner={partner}`],
  ];
}

test("an app that keeps every rule: 0, and a line for each scenario", patience, async () => {
  const { code, out } = await finished(
    hubSandbox("verify", "first-grant", "direct-payment-grant", "two-hubs-at-once", ...(await app())),
  );
  expect(out).toContain("✓ first-grant  The first number, paid by the partner");
  expect(out).toContain("✓ direct-payment-grant");
  expect(out).toContain("X-API-Key sandbox-partner-key");
  expect(out).toMatch(/3 scenarios: 3 passed/);
  expect(code).toBe(0);
});

test("an app that breaks a rule: 1, the rule by name, and reports of three kinds", patience, async () => {
  const files = folder();
  const [json, junit, html] = ["report.json", "junit.xml", "report.html"].map((name) => join(files, name));
  if (!json || !junit || !html) throw new Error("Three names make three paths.");
  const hubs = (["DirectPA", "PrePayPA"] as const).map((partnerId) => ({
    partnerId,
    billing: partnerId === "DirectPA" ? ("direct" as const) : ("partner" as const),
    platformSecret: "not the hub's",
  }));
  const args = ["--json-file", json, "--junit", junit, "--html", html, ...(await app({ hubs }))];
  const { code, out } = await finished(hubSandbox("verify", "first-grant", ...args));
  expect(code).toBe(1);
  expect(out).toContain("accepts-good-signatures");
  expect(out).toContain("How to mend it");
  expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({ version: 1, passed: false });
  expect(readFileSync(junit, "utf8")).toContain("<failure");
  expect(readFileSync(html, "utf8")).toContain("<!doctype html>");
});

test("what is in the baseline fails nothing, and the baseline can be written", patience, async () => {
  const known = join(folder(), "known.json");
  const hubs = [{ partnerId: "PrePayPA", platformSecret: "not the hub's" }];
  const args = ["first-grant", "--partner", "PrePayPA", "--quiet", "--baseline", known];
  const missing = await finished(hubSandbox("verify", ...args, ...(await app({ hubs }))));
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining("Make one with --update-baseline") });

  const written = await finished(
    hubSandbox("verify", ...args, "--update-baseline", ...(await app({ hubs }))),
  );
  expect(written).toMatchObject({ code: 0, err: expect.stringMatching(/has \d+ known failures now/) });
  expect(JSON.parse(readFileSync(known, "utf8"))).toMatchObject({ version: 1, scenarios: ["first-grant"] });

  const again = await finished(hubSandbox("verify", ...args, ...(await app({ hubs }))));
  expect(again.out).toContain("1 known to fail");
  expect(again.code).toBe(0);

  const mended = await finished(
    hubSandbox("verify", ...args, ...(await app({ hubs: [{ partnerId: "PrePayPA" }] }))),
  );
  expect(mended.out).toContain("still in the baseline: first-grant");
  expect(mended.code).toBe(0);
});

test("JSON on the output is the output alone", patience, async () => {
  const { code, out, err } = await finished(hubSandbox("verify", "first-grant", "--json", ...(await app())));
  expect(JSON.parse(out)).toMatchObject({ passed: true, scenarios: [{ name: "first-grant" }] });
  expect(err).toContain("Your app needs");
  expect(code).toBe(0);
});

test("an app that cannot be reached: 2, and a sentence", patience, async () => {
  const args = ["--port", "0", "--wait", "0", "--webhook-url", "http://127.0.0.1:9/hooks"];
  const { code, err } = await finished(
    hubSandbox("verify", "first-grant", ...args, "--redirect-url", "http://127.0.0.1:9/back"),
  );
  expect(code).toBe(2);
  expect(err).toContain("Nothing answers at the webhook URL http://127.0.0.1:9/hooks");
  expect(err).not.toContain("    at ");
});

test("scenarios and partners that cannot be read: 2, and where they are wrong", patience, async () => {
  const files = folder();
  const bad = join(files, "bad.yaml");
  writeFileSync(bad, "title: Bad\nstory: It has no steps.\n");
  const partners = join(files, "partners.json");
  writeFileSync(partners, '[{ "id": "MinePA", "billing": "both" }]');
  const scenario = await finished(hubSandbox("verify", bad, "frist-grant", "--port", "0"));
  expect(scenario.code).toBe(2);
  expect(scenario.err).toContain("bad.yaml");
  expect(scenario.err).toContain('Did you mean "first-grant"?');
  const partner = await finished(hubSandbox("verify", "--partners-file", partners, "--port", "0"));
  expect(partner).toMatchObject({
    code: 2,
    err: expect.stringContaining(`The partners file ${partners} cannot be used`),
  });
});

test("Ctrl-C ends a run in order: 130", patience, async () => {
  const args = (await app()).filter((one) => one !== "--idle-url" && !one.includes("/idle"));
  const child = hubSandbox("verify", "first-grant", "running-two-days-late", "--settle", "300", ...args);
  const ended = finished(child);
  if (!child.stdout) throw new Error("The process has no output.");
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes("It is reached at")) break;
  }
  child.kill("SIGINT");
  expect((await ended).code).toBe(130);
});

test.each([
  [["--webhook-url", "localhost:3000/hooks"], "is no http(s) URL"],
  [["--webhook-header", "nothing"], "is no header"],
  [["--update-baseline"], "Name it with --baseline"],
])("refuses %j with a sentence", patience, async (args, sentence) => {
  const { code, err } = await finished(hubSandbox("verify", "first-grant", ...args));
  expect(code).not.toBe(0);
  expect(err).toContain(sentence);
});

test("run plays against the reference client, several hubs and scenarios at once", patience, async () => {
  const { code, out } = await finished(
    hubSandbox(
      "run",
      "first-grant",
      "--only",
      "first-*",
      "--only",
      "running-*",
      "running-two-days-late",
      "--quiet",
    ),
  );
  expect(out).toMatch(/2 scenarios: 2 passed/);
  expect(code).toBe(0);
});
