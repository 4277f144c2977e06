import { processWall } from "../clock/wall.js";
import type { PartnerView } from "../control-api/partners.js";
import { parseQuery } from "../permissions-page/query.js";
import { type Sandbox, startSandbox } from "../sandbox.js";
import { httpApp } from "../scenario/app/http-app.js";
import { ScenarioError } from "../scenario/language/read-scenario.js";
import { loadScenario, scenarioNames, UnknownScenarioError } from "../scenario/library.js";
import { playScenario, type Verdict } from "../scenario/play/play-scenario.js";
import { formatSummary, formatVerdict, type ReportOptions, verdictView } from "../scenario/report.js";
import type { Scenario } from "../scenario/scenario.js";
import {
  ReferenceClientError,
  type ReferenceClientProcess,
  startReferenceClient,
} from "./reference-client.js";

export interface RunOptions {
  /** The same seed gives the same ids. Default 1. */
  seed?: number | undefined;
  /** One JSON document instead of a report. */
  json?: boolean | undefined;
  /** No timelines of what passed. */
  quiet?: boolean | undefined;
  /** Stops at the first scenario that fails. */
  bail?: boolean | undefined;
}

const exitCode = { passed: 0, broken: 1, couldNotRun: 2, interrupted: 130 };

/** Always the same Monday morning, so that two runs print the same. */
const startAt = Date.UTC(2026, 0, 5, 9);

/** Reads them all before anything is started; says everything that is wrong with them. */
async function readAll(names: readonly string[]): Promise<Scenario[] | undefined> {
  const wanted = names.length > 0 ? names : await scenarioNames();
  const read = await Promise.allSettled(wanted.map(loadScenario));
  const scenarios: Scenario[] = [];
  for (const result of read) {
    if (result.status === "fulfilled") scenarios.push(result.value);
    else if (result.reason instanceof ScenarioError || result.reason instanceof UnknownScenarioError) {
      console.error(result.reason.message);
    } else throw result.reason;
  }
  return scenarios.length === read.length ? scenarios : undefined;
}

interface Setting {
  sandbox: Sandbox;
  client: ReferenceClientProcess;
  partners: PartnerView[];
}

/** Without its webhook URL the app would hear of nothing, and every scenario would fail for the wrong reason. */
async function requireRegistered(sandbox: Sandbox, client: ReferenceClientProcess): Promise<void> {
  const missing = sandbox.partners().filter(({ webhookUrl }) => webhookUrl === null);
  if (missing.length === 0) return;
  await client.stop();
  const ids = missing.map(({ id }) => id).join(", ");
  throw new ReferenceClientError(`The reference client set no webhook URL for ${ids}.`);
}

/** One sandbox and one app for all; a partner of its own for each scenario. */
async function setUp(scenarios: readonly Scenario[], seed: number): Promise<Setting> {
  const clock = { mode: "manual", scale: 0 } as const;
  const sandbox = await startSandbox({ port: 0, clock, startAt, seed, stockPartners: false });
  try {
    const partners = scenarios.map(({ title: brandName, billing, settings }) =>
      sandbox.createPartner({ brandName, billing, settings }),
    );
    const client = await startReferenceClient({
      hubUrl: sandbox.url,
      partners,
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

async function playAll(
  scenarios: readonly Scenario[],
  { sandbox, client, partners }: Setting,
  { bail, signal, tell }: { bail: boolean; signal: AbortSignal; tell(verdict: Verdict): void },
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    const partnerId = partners[index]?.id;
    if (partnerId === undefined || signal.aborted) break;
    const app = httpApp({ url: client.url, partnerId, wall: processWall, readLink: parseQuery });
    const verdict = await playScenario(scenario, sandbox, { partnerId, app, signal });
    verdicts.push(verdict);
    tell(verdict);
    if (bail && !verdict.passed) break;
  }
  return verdicts;
}

/** Calls back at Ctrl-C instead of dying, so that no process is left behind. */
function onInterrupt(stop: () => void): () => void {
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  return () => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  };
}

async function run(scenarios: readonly Scenario[], options: RunOptions): Promise<number> {
  const { seed = 1, json = false, quiet = false, bail = false } = options;
  const look: ReportOptions = { colour: process.stdout.isTTY && process.stdout.hasColors(), quiet };
  const interrupted = new AbortController();
  const forget = onInterrupt(() => interrupted.abort());
  const began = processWall.elapsed();
  const setting = await setUp(scenarios, seed);
  try {
    const tell = (verdict: Verdict) => {
      if (!json) console.log(formatVerdict(verdict, look).join("\n"));
    };
    const verdicts = await playAll(scenarios, setting, { bail, signal: interrupted.signal, tell });
    const passed = verdicts.length === scenarios.length && verdicts.every((verdict) => verdict.passed);
    if (json) console.log(JSON.stringify({ seed, passed, scenarios: verdicts.map(verdictView) }, null, 2));
    else console.log(formatSummary(verdicts, scenarios.length, processWall.elapsed() - began, look));
    if (interrupted.signal.aborted) return exitCode.interrupted;
    return passed ? exitCode.passed : exitCode.broken;
  } finally {
    await setting.client.stop();
    await setting.sandbox.stop();
    forget();
  }
}

/**
 * Plays scenarios headless against the reference client, on a manual clock.
 *
 * @param names files, or names of the package's scenarios; none means all of these.
 * @returns the exit code: 0, 1 when something did not hold, 2 when it could not run, 130 when it was interrupted.
 */
export async function runCommand(names: string[], options: RunOptions): Promise<number> {
  const scenarios = await readAll(names);
  if (!scenarios) return exitCode.couldNotRun;
  try {
    return await run(scenarios, options);
  } catch (error) {
    if (!(error instanceof ReferenceClientError)) throw error;
    console.error(error.message);
    return exitCode.couldNotRun;
  }
}
