import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rules } from "../../sandbox/contract/rules.ts";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import type { VerifyResult } from "../../sandbox/verify/result.ts";
import { startOfRuns } from "../../sandbox/verify/verify.ts";
import { type Copies, startCopies } from "./broken-copy.ts";
import { pageMutants } from "./catalogue/pages.ts";
import { mutants } from "./catalogue.ts";
import { playAgainst } from "./play.ts";

let sandbox: Sandbox;
let copies: Copies;

beforeAll(async () => {
  copies = startCopies();
  const clock = { mode: "manual", scale: 0 } as const;
  sandbox = await startSandbox({ port: 0, clock, startAt: startOfRuns, seed: 1, stockPartners: false });
});

afterAll(async () => {
  await sandbox?.stop();
  copies?.remove();
});

const broken = ({ rules: judged }: VerifyResult) =>
  judged.flatMap(({ rule, result, findings }) =>
    result === "broken" ? [{ rule: rule.id, says: findings.map(({ says }) => says) }] : [],
  );

const failures = ({ plays }: VerifyResult) =>
  plays.flatMap(({ verdict: { scenario, failure, checks } }) => [
    ...(failure === null ? [] : [`${scenario.name}: ${failure.message}`]),
    ...checks.flatMap(({ result, says }) => (result === "passed" ? [] : [`${scenario.name}: ${says}`])),
  ]);

describe.concurrent("a broken client is caught by the rule that was made for it", () => {
  test.each(mutants)("an app that $story: $caughtBy", { timeout: 60_000 }, async (mutant) => {
    const start = await copies.make(mutant.name, mutant.patches);
    const result = await playAgainst(start, sandbox, mutant);
    const verdict = result.rules.find(({ rule }) => rule.id === mutant.caughtBy);
    expect(broken(result).map(({ rule }) => rule)).toContain(mutant.caughtBy);
    // It says where: in which scenario, and what in the journal shows it.
    expect(verdict?.findings[0]).toMatchObject({
      says: expect.stringMatching(/\S/),
      scenario: expect.stringMatching(/\S/),
    });
    expect(verdict?.findings[0]?.entries.length).toBeGreaterThan(0);
  });

  test("an app that does not sign its links: the scenarios about signed links", async () => {
    const patch = {
      file: "onboarding/connect-link.js",
      find: "if (!ioSignature)",
      replace: "if (typeof ioSignature === 'boolean')",
    };
    const start = await copies.make("signs-nothing", [patch]);
    const result = await playAgainst(start, sandbox, { scenarios: ["link-signature-replayed"] });
    expect(result.passed).toBe(false);
    expect(failures(result)).not.toEqual([]);
  });
});

describe.concurrent("the honest client keeps in the same scenarios what the broken ones break", () => {
  test("with its API key", { timeout: 120_000 }, async () => {
    const start = await copies.make("honest", []);
    const scenarios = [...new Set(mutants.flatMap((mutant) => mutant.scenarios))];
    const result = await playAgainst(start, sandbox, { scenarios });
    expect(failures(result)).toEqual([]);
    expect(broken(result)).toEqual([]);
    const notTried = result.rules.flatMap(({ rule, result: own }) => (own === "kept" ? [] : [rule.id]));
    // It asks for each number by itself, logs in with nothing, and has no window here.
    expect(notTried.sort()).toEqual(["popup-closes", "reads-whole-lists", "renews-token-once"]);
  });

  test("with access tokens", { timeout: 60_000 }, async () => {
    const start = await copies.make("honest-with-tokens", []);
    const scenarios = ["token-expires-in-the-middle", "first-grant", "hub-stumbles"];
    const result = await playAgainst(start, sandbox, { scenarios, logsIn: true });
    expect(failures(result)).toEqual([]);
    expect(broken(result)).toEqual([]);
    expect(result.rules.find(({ rule }) => rule.id === "renews-token-once")?.result).toBe("kept");
  });
});

test("every rule has a broken client, or a reason why not", () => {
  /** Rules that nobody breaks here, and why. */
  const withoutMutant: Readonly<Record<string, string>> = {};
  const caught = new Set([...mutants, ...pageMutants].map(({ caughtBy }) => caughtBy));
  const known = rules.map(({ id }) => id);
  expect([...caught].filter((id) => !known.includes(id))).toEqual([]);
  expect([...caught, ...Object.keys(withoutMutant)].sort()).toEqual([...known].sort());
});

test("no two broken clients have the same name", () => {
  const names = [...mutants, ...pageMutants].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
