import type { startReferenceClient } from "../../reference-client/app.ts";
import { hubConfig } from "../../sandbox/cli/reference-client.ts";
import { processWall } from "../../sandbox/clock/wall.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { chooseScenarios } from "../../sandbox/verify/choose-scenarios.ts";
import { playAll } from "../../sandbox/verify/engine.ts";
import { partnersFor, seatsAt } from "../../sandbox/verify/partner-per-play.ts";
import type { VerifyResult } from "../../sandbox/verify/result.ts";
import type { Mutant } from "./mutant.ts";

const together = 4;

/** Plays scenarios against a reference client, broken or not, in this process. */
export async function playAgainst(
  start: typeof startReferenceClient,
  sandbox: Sandbox,
  { scenarios: names, config, logsIn = false }: Pick<Mutant, "scenarios" | "config"> & { logsIn?: boolean },
): Promise<VerifyResult> {
  const scenarios = await chooseScenarios({ scenarios: names });
  const partners = partnersFor(sandbox, scenarios);
  const hubs = [...partners.values()].flatMap((own) =>
    [...own.values()].map((one) => hubConfig(one, logsIn)),
  );
  const client = await start({
    port: 0,
    config: {
      ...{ hubUrl: sandbox.url, hubs, retryBaseMs: 20, permissionMaxAgeMs: 0, reconcileEveryMs: 0 },
      ...config,
    },
  });
  try {
    const seats = seatsAt({ sandbox, appUrl: client.url, partners }, together);
    return await playAll(scenarios, { rooms: sandbox, seats, wall: processWall, seed: sandbox.seed });
  } finally {
    await client.stop();
  }
}
