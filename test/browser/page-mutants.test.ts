import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../../sandbox/verify/verify.ts";
import { type Copies, startCopies } from "../mutants/broken-copy.ts";
import { pageMutants } from "../mutants/catalogue/pages.ts";
import type { Patch } from "../mutants/mutant.ts";
import { testSandbox } from "../support/sandbox.ts";

let copies: Copies;

beforeAll(() => {
  copies = startCopies();
});

afterAll(() => copies?.remove());

/** Plays scenarios with the app's page in Chromium. @returns the broken rules and the kept ones. */
async function playInChromium(name: string, patches: readonly Patch[], scenarios: readonly string[]) {
  const start = await copies.make(name, patches);
  const sandbox = await testSandbox();
  const client = await start({
    port: 0,
    config: { hubUrl: sandbox.url, reconcileEveryMs: 0, retryBaseMs: 20, permissionMaxAgeMs: 0 },
  });
  try {
    const { rules } = await verify({
      scenarios,
      sandbox,
      partnerIds: ["PrePayPA"],
      waitMs: 0,
      app: {
        pageUrl: `${client.url}/`,
        button: "[data-testid=connect-{partner}]",
        idleUrl: `${client.url}/idle?partner={partner}`,
        pagePatienceMs: 3000,
      },
    });
    const idsOf = (wanted: string) =>
      rules.flatMap(({ rule, result }) => (result === wanted ? [rule.id] : []));
    return { broken: idsOf("broken"), kept: idsOf("kept") };
  } finally {
    await client.stop();
  }
}

for (const { name, story, patches, scenarios, caughtBy, alsoBreaks = [] } of pageMutants) {
  test(`an app that ${story}: ${caughtBy}`, async () => {
    const { broken } = await playInChromium(name, patches, scenarios);
    expect(broken.sort()).toEqual([caughtBy, ...alsoBreaks].sort());
  });
}

test("the honest client keeps in the same scenarios what the broken ones break", async () => {
  const scenarios = [...new Set(pageMutants.flatMap((mutant) => mutant.scenarios))];
  const { broken, kept } = await playInChromium("honest", [], scenarios);
  expect(broken).toEqual([]);
  expect(kept).toEqual(expect.arrayContaining(pageMutants.map(({ caughtBy }) => caughtBy)));
});
