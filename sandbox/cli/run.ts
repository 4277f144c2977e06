import { processWall } from "../clock/wall.js";
import type { PartnerView } from "../control-api/partners.js";
import { type Sandbox, startSandbox } from "../sandbox.js";
import type { Scenario } from "../scenario/scenario.js";
import { chooseScenarios } from "../verify/choose-scenarios.js";
import { playAll } from "../verify/engine.js";
import { type PlayPartners, partnersFor, seatsAt } from "../verify/partner-per-play.js";
import { startOfRuns } from "../verify/verify.js";
import {
  ReferenceClientError,
  type ReferenceClientProcess,
  startReferenceClient,
} from "./reference-client.js";
import {
  createReporter,
  exitCodeOf,
  interruptible,
  type OutputOptions,
  type Reporter,
  tellWhyNot,
} from "./report-files.js";

export interface RunOptions extends OutputOptions {
  /** The same seed gives the same ids. Default 1. */
  seed?: number | undefined;
  /** Stops at the first scenario that fails. */
  bail?: boolean | undefined;
  /** How many scenarios are played at the same time. */
  jobs?: number | undefined;
  only?: string[] | undefined;
  tag?: string[] | undefined;
}

const defaultSeed = 1;

/** Enough to keep two processes busy while each waits for the other. */
const defaultJobs = 6;

interface Setting {
  sandbox: Sandbox;
  client: ReferenceClientProcess;
  partners: PlayPartners;
}

/** Without its webhook URL the app would hear of nothing, and every scenario would fail for the wrong reason. */
async function requireRegistered(sandbox: Sandbox, client: ReferenceClientProcess): Promise<void> {
  const missing = sandbox.partners().filter(({ webhookUrl }) => webhookUrl === null);
  if (missing.length === 0) return;
  await client.stop();
  const ids = missing.map(({ id }) => id).join(", ");
  throw new ReferenceClientError(`The reference client set no webhook URL for ${ids}.`);
}

const partnersIn = (partners: PlayPartners): PartnerView[] =>
  [...partners.values()].flatMap((hubs) => [...hubs.values()]);

/** Partners of scenarios about access tokens: an app that shows an API key would not meet what they are about. */
const logInsOf = (partners: PlayPartners): Set<string> => {
  const ofTokens = new Map([...partners].filter(([{ tags }]) => tags.includes("tokens")));
  return new Set(partnersIn(ofTokens).map(({ id }) => id));
};

/** One sandbox and one app for all; a partner of its own for each hub of each scenario. */
async function setUp(scenarios: readonly Scenario[], seed: number): Promise<Setting> {
  const clock = { mode: "manual", scale: 0 } as const;
  const sandbox = await startSandbox({ port: 0, clock, startAt: startOfRuns, seed, stockPartners: false });
  try {
    const partners = partnersFor(sandbox, scenarios);
    const client = await startReferenceClient({
      hubUrl: sandbox.url,
      partners: partnersIn(partners),
      logIns: logInsOf(partners),
      wall: processWall,
      config: {
        retryBaseMs: 20,
        permissionMaxAgeMs: 0,
        reconcileEveryMs: 0,
        firstMessageTo: "4915100000099",
      },
    });
    await requireRegistered(sandbox, client);
    return { sandbox, client, partners };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

async function run(
  scenarios: readonly Scenario[],
  { seed = defaultSeed, bail, jobs = defaultJobs }: RunOptions,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<number> {
  const { sandbox, client, partners } = await setUp(scenarios, seed);
  try {
    const seats = seatsAt({ sandbox, appUrl: client.url, partners }, jobs);
    const onPlay = reporter.tell;
    const result = await playAll(scenarios, {
      rooms: sandbox,
      seats,
      wall: processWall,
      seed,
      bail,
      signal,
      onPlay,
    });
    await reporter.end(result);
    return exitCodeOf(result);
  } finally {
    await client.stop();
    await sandbox.stop();
  }
}

/**
 * Plays scenarios headless against the reference client, on a manual clock.
 *
 * @param names files, or names of the package's scenarios; none means all of these.
 * @returns the exit code: 0, 1 when something did not hold, 2 when it could not run, 130 when it was interrupted.
 */
export async function runCommand(names: string[], options: RunOptions): Promise<number> {
  try {
    const { only, tag: tags } = options;
    const scenarios = await chooseScenarios({ scenarios: names, only, tags });
    return await interruptible((signal) => run(scenarios, options, createReporter(options), signal));
  } catch (error) {
    return tellWhyNot(error);
  }
}
