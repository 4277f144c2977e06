import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rules } from "../../sandbox/contract/rules.ts";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import type { VerifyResult } from "../../sandbox/verify/result.ts";
import { startOfRuns } from "../../sandbox/verify/verify.ts";
import { type Copies, startCopies } from "./broken-copy.ts";
import { pageMutants } from "./catalogue/pages.ts";
import { rightWays } from "./catalogue/right-ways.ts";
import { mutants, withoutMutant } from "./catalogue.ts";
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

const broken = ({ rules: judged }: VerifyResult) => judged.filter(({ result }) => result === "broken");

/** Tells in a failed test what a client was accused of. */
const told = (result: VerifyResult) =>
  broken(result)
    .flatMap(({ rule, findings }) => findings.map(({ scenario, says }) => `${scenario}: ${rule.id}: ${says}`))
    .join("\n");

const inOrder = (ids: readonly string[]) => rules.map(({ id }) => id).filter((id) => ids.includes(id));

const failures = ({ plays }: VerifyResult) =>
  plays.flatMap(({ verdict: { scenario, failure, checks } }) => [
    ...(failure === null ? [] : [`${scenario.name}: ${failure.message}`]),
    ...checks.flatMap(({ result, says }) => (result === "passed" ? [] : [`${scenario.name}: ${says}`])),
  ]);

describe.concurrent("a broken client is caught by the rule that was made for it", () => {
  for (const mutant of mutants) {
    test(`an app that ${mutant.story}: ${mutant.caughtBy}`, { timeout: 60_000 }, async () => {
      const { name, patches, caughtBy, alsoBreaks = [] } = mutant;
      const start = await copies.make(name, patches);
      const result = await playAgainst(start, sandbox, mutant);
      const ids = broken(result).map(({ rule }) => rule.id);
      expect(ids, told(result)).toEqual(inOrder([caughtBy, ...alsoBreaks]));
      // It says where: in each of the scenarios, and what in the journal shows it.
      const findings = broken(result).flatMap((verdict) =>
        verdict.rule.id === caughtBy ? verdict.findings : [],
      );
      const found = new Set(findings.map(({ scenario }) => scenario));
      expect([...found].sort()).toEqual(mutant.scenarios.map((one) => basename(one, ".yaml")).sort());
      for (const { says, entries } of findings) {
        expect(says).toMatch(/ .+\.$/);
        expect(entries.length).toBeGreaterThan(0);
      }
    });
  }

  test("an app that does not sign its links: the scenarios of signed links, before any rule", async () => {
    const patch = {
      file: "onboarding/connect-link.js",
      find: "if (!ioSignature)",
      replace: "if (ioSignature || !ioSignature)",
    };
    const start = await copies.make("signs-nothing", [patch]);
    const result = await playAgainst(start, sandbox, { scenarios: ["link-signature-replayed"] });
    expect(failures(result).join()).toContain("it carries no IO signature");
  });
});

describe.concurrent("a client that does it in another right way is accused of nothing", () => {
  for (const { name, story, patches, keeps, ...play } of rightWays) {
    test(`an app that ${story}`, { timeout: 60_000 }, async () => {
      const result = await playAgainst(await copies.make(name, patches), sandbox, play);
      expect(told(result)).toBe("");
      expect(failures(result)).toEqual([]);
      const kept = result.rules.flatMap((verdict) => (verdict.result === "kept" ? [verdict.rule.id] : []));
      expect(kept).toEqual(expect.arrayContaining([...keeps]));
    });
  }
});

test("every rule has a broken client", () => {
  const caught = new Set([...mutants, ...pageMutants].map(({ caughtBy }) => caughtBy));
  const known = rules.map(({ id }) => id);
  expect([...caught].filter((id) => !known.includes(id))).toEqual([]);
  expect(known.filter((id) => !caught.has(id) && !(id in withoutMutant))).toEqual([]);
  expect(Object.keys(withoutMutant).filter((id) => caught.has(id) || !known.includes(id))).toEqual([]);
});

test("a patch that has lost its place says so", async () => {
  const patch = { file: "config.js", find: "was here once", replace: "" };
  await expect(copies.make("lost", [patch])).rejects.toThrow(
    'The mutant lost patches dist/reference-client/config.js where it says "was here once", and that is there 0 times.',
  );
});

test("no two clients have the same name", () => {
  const names = [...mutants, ...pageMutants, ...rightWays].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
