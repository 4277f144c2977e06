import { once } from "node:events";
import { createInterface } from "node:readline";
import { beforeAll, expect, it } from "vitest";
import { finished, hubSandbox, requireBuiltCommandLine } from "./support/command-line.ts";

beforeAll(requireBuiltCommandLine);

async function started(...args: string[]) {
  const child = hubSandbox("start", "--port", "0", "--json", ...args);
  if (!child.stdout) throw new Error("The process has no output.");
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { child, ready: JSON.parse(line) };
}

it("prints one line of JSON when it is ready, and stops cleanly", async () => {
  const { child, ready } = await started("--seed", "7");
  expect(ready).toMatchObject({
    url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    seed: 7,
    partners: [
      { id: "DirectPA", billing: "direct", apiKey: "sandbox-partner-key" },
      { id: "PrePayPA", billing: "partner", apiKey: "sandbox-partner-key" },
    ],
  });
  expect((await fetch(`${ready.url}/_sandbox/api/health`)).status).toBe(200);
  child.kill("SIGTERM");
  expect((await once(child, "exit"))[0]).toBe(0);
});

it("says in a sentence that a port is taken, and leaves the other alone", async () => {
  const { ready } = await started();
  const port = new URL(ready.url).port;
  const second = await finished(hubSandbox("start", "--port", port));
  expect(second.code).toBe(1);
  expect(second.err.trim()).toMatch(new RegExp(`^Port ${port} is taken, .*--port 0 for a free one\\.$`));
  expect((await fetch(`${ready.url}/_sandbox/api/health`)).status).toBe(200);
});

it.each([
  [["start", "--port", "eighty"], '"eighty" is no port'],
  [["start", "--clock", "fast"], "Give real, manual, or a factor such as x60"],
  [["start", "--seed", "x"], '"x" is no seed'],
  [["start", "--colour"], "unknown option '--colour'"],
  [
    ["trigger", "channel_live", "--partner", "a", "--channel", "b", "--set", "nothing"],
    '"nothing" sets no field',
  ],
  [["strat"], "unknown command 'strat'"],
  [["advance", "2d", "--url", "http://127.0.0.1:1"], "No sandbox answers at http://127.0.0.1:1"],
])("refuses %j with a sentence", async (args, sentence) => {
  const { code, err } = await finished(hubSandbox(...args));
  expect(code).toBe(1);
  expect(err).toContain(sentence);
  expect(err).not.toContain("    at ");
});

it("advances, triggers and reads the journal of a running sandbox", async () => {
  const { ready } = await started("--clock", "manual");
  const advanced = await finished(hubSandbox("advance", "2d", "--partner", "DirectPA", "--url", ready.url));
  expect(JSON.parse(advanced.out)).toMatchObject({ advanced: [{ partner: "DirectPA" }] });
  const triggered = await finished(
    hubSandbox(
      "trigger",
      "channel_live",
      "--partner",
      "DirectPA",
      "--channel",
      "nope00CH",
      "--url",
      ready.url,
    ),
  );
  expect(triggered).toMatchObject({ code: 1, err: expect.stringContaining('no channel "nope00CH"') });
  const { out } = await finished(hubSandbox("journal", "--kind", "clock", "--url", ready.url));
  expect(
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).kind),
  ).toEqual(["clock"]);
});

it("keeps everything in a file over a restart", async () => {
  const file = `${await import("node:fs").then(({ mkdtempSync }) => mkdtempSync("/tmp/sandbox-cli-"))}/hub.db`;
  const first = await started("--db", file);
  const body = JSON.stringify({ billing: "direct", brand_name: "Kept" });
  const made = await (
    await fetch(`${first.ready.url}/_sandbox/api/partners`, { method: "POST", body })
  ).json();
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  const second = await started("--db", file);
  expect(second.ready.partners).toContainEqual(
    expect.objectContaining({ id: made.id, brandName: "Kept", apiKey: made.apiKey }),
  );
});
