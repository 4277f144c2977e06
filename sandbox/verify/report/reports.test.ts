import { expect, test } from "vitest";
import { baselineAfter } from "../baseline-file.js";
import { noBaseline, type VerifyResult } from "../result.js";
import { type Habits, testApp, testScenario } from "../testing.js";
import { type VerifyOptions, verify } from "../verify.js";
import { toHtml } from "./html.js";
import { toJson } from "./json.js";
import { toJUnit } from "./junit.js";
import { formatEnd, formatLine, formatPlay, formatRules } from "./terminal.js";

const plain = { colour: false, quiet: true };

async function resultOf(habits: Habits, options: Partial<VerifyOptions> = {}): Promise<VerifyResult> {
  const app = await testApp(habits);
  return verify({
    scenarios: [testScenario("good-name"), testScenario("other", "direct")],
    port: 0,
    seed: 1,
    waitMs: 0,
    ...options,
    app: {
      webhookUrl: `${app.url}/webhooks/{partner}`,
      pageUrl: `${app.url}/page/{partner}`,
      idleUrl: `${app.url}/idle`,
    },
    onReady: ({ url }) => app.connectTo(url),
  });
}

const early = () => resultOf({ keyWith: "channel_created" });

test("the terminal tells what was broken, where, why it matters and how to mend it", async () => {
  const result = await early();
  const told = formatRules(result, plain).join("\n");
  const rule = result.rules.find((one) => one.rule.id === "no-key-before-running");
  expect(told).toContain(`✗ ${rule?.rule.title}  no-key-before-running`);
  expect(told).toMatch(/good-name \+0s\n\s+A key of shop /);
  for (const text of [rule?.rule.why, rule?.rule.mend]) {
    expect(told.replace(/\s+/g, " ")).toContain(text?.replace(/\s+/g, " "));
  }
  expect(told).toContain("not tried, which is not the same as kept");
  const [play] = result.plays;
  if (!play) throw new Error("Nothing was played.");
  expect(formatPlay(play, plain).join("\n")).toMatch(/✗ rule no-key-before-running: .*shop.*\(\+0s\)/);
  expect(formatLine(play, plain)).toMatch(
    /^✗ good-name {2}A test of good-name {2}\d+ rules? broken \(\d+ ms\)$/,
  );
  const end = formatEnd(result, plain).join("\n");
  expect(end).toMatch(/2 scenarios: 0 passed, 2 failed \(2 checks, 2d on the hub's clock in /);
  expect(end).toMatch(/rules: \d+ kept, \d+ broken, \d+ not tried/);
});

test("the terminal tells of scenarios that were not played, and of a baseline that has too much", async () => {
  const baseline = { scenarios: ["good-name"], rules: ["no-key-before-running"] };
  const result = await resultOf({}, { partnerIds: ["PrePayPA"], baseline });
  const end = formatEnd(result, plain).join("\n");
  expect(end).toContain("Not played: other. It needs a partner with billing direct");
  expect(end).toContain("still in the baseline: good-name, no-key-before-running");
});

test("an app that never calls the hub is asked where it calls", async () => {
  const silent = await resultOf({ keyWith: "no such event" });
  expect(formatEnd(silent, plain).join("\n")).toContain("Your app made no call to the hub in any scenario.");
  expect(formatEnd(await resultOf({}), plain).join("\n")).not.toContain("no call to the hub");
});

test("the JSON has a version, names what was broken in which entry, and holds the journals", async () => {
  const report = JSON.parse(JSON.stringify(toJson(await early())));
  expect(report).toMatchObject({ version: 1, passed: false, seed: 1, not_played: [] });
  expect(report.took).toEqual({
    wall_ms: expect.any(Number),
    app_ms: expect.any(Number),
    virtual_ms: 2 * 86_400_000,
  });
  const rule = report.rules.find((one: { id: string }) => one.id === "no-key-before-running");
  expect(rule).toMatchObject({
    result: "broken",
    known: false,
    why: expect.any(String),
    mend: expect.any(String),
  });
  const [finding] = rule.findings;
  const scenario = report.scenarios.find((one: { name: string }) => one.name === finding.scenario);
  const entry = scenario.journal.find((one: { seq: number }) => one.seq === finding.entries[0]);
  expect(entry.summary).toMatch(/api_keys/);
  expect(scenario).toMatchObject({ passed: false, known: false, checks: [{ result: "failed" }] });
});

test("JUnit has a suite for each scenario and one for the rules; what is known is skipped", async () => {
  const result = await early();
  const xml = toJUnit(result);
  expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="hub-sandbox verify"/);
  expect([...xml.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
    "good-name",
    "other",
    "Rules of the contract",
  ]);
  expect(xml).toMatch(/<testsuite name="good-name" tests="2" failures="1" errors="0" skipped="0"/);
  expect(xml).toMatch(
    /<testcase name="[^"]* \(no-key-before-running\)" classname="contract" time="0.000">\n<failure /,
  );

  const known = baselineAfter(result, noBaseline);
  const same = await resultOf({ keyWith: "channel_created" }, { baseline: known });
  expect(same.passed).toBe(true);
  expect(toJUnit(same)).not.toContain("<failure");
  expect(toJUnit(same)).toContain('<skipped message="This failure is known.');
});

test("JUnit escapes what XML has no letters for", async () => {
  const nasty = testScenario("nasty", "partner", { title: "a\u0000b", expect: { call: "send_message" } });
  const result = await resultOf({}, { scenarios: [nasty] });
  const [play] = result.plays;
  if (!play) throw new Error("Nothing was played.");
  const checks = [
    { says: '<&"\u0001\ud800\n>', position: null, result: "failed" as const, reasons: ["]]>"] },
  ];
  const xml = toJUnit({ ...result, plays: [{ ...play, verdict: { ...play.verdict, checks } }] });
  expect(xml).toContain('name="&lt;&amp;&quot;\ufffd\ufffd&#10;&gt;"');
  expect(xml).toContain("]]&gt;");
});

test("the HTML is one file with a line for each moment, and its links lead to lines that exist", async () => {
  const page = await toHtml(await early());
  expect(page).toMatch(/^<!doctype html><html lang="en">/);
  expect(page).not.toMatch(/<script|src=|href="http|url\(/);
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(links.filter((id) => !ids.has(id ?? ""))).toEqual([]);
  expect(links.some((id) => /^good-name-\d+$/.test(id ?? ""))).toBe(true);
  expect(page).toContain("POST channels/shop/api_keys");
});

test("no credential shows in any report", async () => {
  const result = await resultOf({});
  const quiet = { colour: false, quiet: false };
  const texts = [
    await toHtml(result),
    toJUnit(result),
    JSON.stringify(toJson(result)),
    result.plays.flatMap((play) => formatPlay(play, quiet)).join("\n"),
  ];
  const failing = await early();
  for (const text of [...texts, await toHtml(failing), toJUnit(failing), JSON.stringify(toJson(failing))]) {
    expect(text).not.toMatch(/sandbox-partner-key|sandbox-platform-secret|a good password/);
  }
});
