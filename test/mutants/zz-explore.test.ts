import { test } from "vitest";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { scenarioNames } from "../../sandbox/scenario/library.ts";
import { startOfRuns } from "../../sandbox/verify/verify.ts";
import { startCopies } from "./broken-copy.ts";
import { playAgainst } from "./play.ts";
import { rightWays } from "./catalogue/right-ways.ts";
test("explore", { timeout: 500_000 }, async () => {
  const copies = startCopies();
  const names = (await scenarioNames()).filter((n) => n !== "four-hundred-fifty-channels");
  for (const m of rightWays) {
    if (m.name === "polls") continue;
    const sandbox = await startSandbox({ port: 0, clock: { mode: "manual", scale: 0 }, startAt: startOfRuns, seed: 1, stockPartners: false });
    const r = await playAgainst(await copies.make(m.name, m.patches), sandbox, { ...m, scenarios: names });
    console.log([`## ${m.name}`,
      ...r.rules.filter((x) => x.result === "broken").flatMap((x) => x.findings.slice(0, 6).map((f) => `   ${f.scenario} ${x.rule.id}: ${f.says}`)),
      ...r.plays.filter((p) => !p.verdict.passed).map((p) => `   play ${p.verdict.scenario.name} ${p.verdict.failure?.message ?? ""} ${p.verdict.checks.filter((c) => c.result !== "passed").map((c) => c.says).join(" | ")}`)].join("\n"));
    await sandbox.stop();
  }
  copies.remove();
});
