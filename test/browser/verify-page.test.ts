import { expect, test } from "vitest";
import { startReferenceClient } from "../../reference-client/app.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { VerifyResult } from "../../sandbox/verify/result.ts";
import { testApp, testScenario } from "../../sandbox/verify/testing.ts";
import { verify } from "../../sandbox/verify/verify.ts";
import { testSandbox } from "../support/sandbox.ts";

const ruleNamed = ({ rules }: VerifyResult, id: string) => rules.find(({ rule }) => rule.id === id);

const failures = ({ plays }: VerifyResult) =>
  plays.flatMap(({ verdict }) => (verdict.passed ? [] : [verdict.scenario.name, verdict.failure?.message]));

/** The reference client on a sandbox, as `verify` reaches both. */
async function desk(): Promise<{ sandbox: Sandbox; url: string; stop(): Promise<void> }> {
  const sandbox = await testSandbox();
  const client = await startReferenceClient({
    port: 0,
    config: { hubUrl: sandbox.url, reconcileEveryMs: 0, retryBaseMs: 20, permissionMaxAgeMs: 0 },
  });
  return { sandbox, url: client.url, stop: () => client.stop() };
}

test("the reference client's page, popup and state hold in Chromium, and its popup closes", async () => {
  const { sandbox, url, stop } = await desk();
  try {
    const result = await verify({
      scenarios: ["first-grant", "direct-payment-grant", "redirect-page-reloaded", "running-before-redirect"],
      sandbox,
      waitMs: 0,
      app: {
        pageUrl: `${url}/`,
        button: "[data-testid=connect-{partner}]",
        idleUrl: `${url}/idle?partner={partner}`,
      },
    });
    expect(failures(result)).toEqual([]);
    expect(result.passed).toBe(true);
    // Once for each visit; a redirect page that is opened again has no window to close.
    expect(ruleNamed(result, "popup-closes")).toMatchObject({ result: "kept", occasions: 4 });
  } finally {
    await stop();
  }
});

test("an app whose popup stays open is told, and so is a button that is not there", async () => {
  const app = await testApp();
  const sandbox = await testSandbox();
  app.connectTo(sandbox.url);
  const base = {
    sandbox,
    waitMs: 0,
    partnerIds: ["PrePayPA"],
    scenarios: [testScenario("a")],
  };
  const addresses = {
    webhookUrl: `${app.url}/webhooks/{partner}`,
    pageUrl: `${app.url}/popup/{partner}`,
    idleUrl: `${app.url}/idle`,
    pagePatienceMs: 2000,
  };
  const open = await verify({ ...base, app: { ...addresses, button: "a[data-connect]" } });
  expect(failures(open)).toEqual([]);
  expect(ruleNamed(open, "popup-closes")?.result).toBe("broken");

  const missing = await verify({ ...base, app: { ...addresses, button: "#connect" } });
  expect(missing.plays[0]?.verdict.failure?.message).toMatch(
    /^#connect on .*\/popup\/PrePayPA could not be clicked/,
  );
});
