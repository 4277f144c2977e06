import type { ClockSetting } from "../clock/time.js";
import { defaultRetention, describeRetention, type Retention } from "../journal/retention.js";
import { type Sandbox, startSandbox } from "../sandbox.js";
import type { Scenario } from "../scenario/scenario.js";
import { callControl, RemoteError } from "./remote.js";

/** Options of `start` and `demo`, as commander hands them over. */
export interface StartOptions {
  port: number;
  host: string;
  baseUrl?: string;
  db: string;
  clock: ClockSetting;
  seed?: number;
  scenario?: string;
  json?: boolean;
  allowRemote?: boolean;
  keepEntries?: number;
  seedFile?: string;
  keepDays?: number;
}

/** Resolves at the first Ctrl-C or SIGTERM. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

const billingWords = {
  direct: "Direct Payment: the client grants the permission",
  partner: "Partner Payment: shared by default",
};

/** The partners with their credentials, for a person. */
export function describePartners(sandbox: Pick<Sandbox, "partners">): string {
  return sandbox
    .partners()
    .map(({ id, billing, username, password, apiKey, platformSecret }) =>
      [
        `  ${id}   ${billingWords[billing]}`,
        `    X-API-Key ${apiKey}   user ${username}   password ${password}`,
        `    platform secret ${platformSecret ?? "(none: webhooks are not signed)"}`,
      ].join("\n"),
    )
    .join("\n");
}

/** The one line of `--json`: where the sandbox is, and who can use it. */
export function readyLine(sandbox: Sandbox, more: Record<string, unknown> = {}): string {
  const partners = sandbox.partners().map(({ settings: _settings, ...partner }) => partner);
  return JSON.stringify({ url: sandbox.url, seed: sandbox.seed, partners, ...more });
}

/** How much of the journal is kept; 0 keeps all. */
export function retentionOf({ keepEntries, keepDays }: StartOptions): Retention {
  return {
    entries: keepEntries ?? defaultRetention.entries,
    ageMs: keepDays === undefined ? defaultRetention.ageMs : keepDays * 86_400_000,
  };
}

/** Scenarios are loaded only when one is asked for, to keep a plain start fast. */
const readScenario = async (name: string): Promise<Scenario> =>
  (await import("../scenario/library.js")).loadScenario(name);

/** The scenario's client acts as soon as an app has said where its clients are to return to. */
async function playScenario(sandbox: Sandbox, { name, billing }: Scenario): Promise<void> {
  const partner = sandbox.partners().find((one) => one.billing === billing);
  if (!partner) throw new RemoteError(`The scenario "${name}" needs a partner with billing "${billing}".`);
  const start = async () => {
    try {
      await callControl(sandbox.url, "POST", `/scenarios/${name}/start`, { partner: partner.id });
    } catch (error) {
      console.error(
        `The scenario "${name}" was not played: ${error instanceof Error ? error.message : error}`,
      );
    }
  };
  if (partner.redirectUrl !== null) return start();
  const leave = sandbox.journal.subscribe(() => {
    if (sandbox.hub.partners.get(partner.id).redirectUrl === null) return;
    leave();
    void start();
  });
}

/** Starts the sandbox and has a scenario played on the stock partner of its billing, if one was named. */
export async function startFromOptions(options: StartOptions): Promise<Sandbox> {
  const { port, host, baseUrl, db, clock, seed, scenario, allowRemote, seedFile } = options;
  // Read before anything listens: a name that is misspelled ends the start.
  const toPlay = scenario === undefined ? undefined : await readScenario(scenario);
  const retention = retentionOf(options);
  const sandbox = await startSandbox({
    port,
    host,
    baseUrl,
    db,
    clock,
    seed,
    allowRemote,
    retention,
    seedFile,
  });
  if (toPlay) await playScenario(sandbox, toPlay);
  return sandbox;
}

/** What was to break and met nothing: nobody should believe that their app survived it. */
export function describeUnmetFaults(sandbox: Sandbox): string[] {
  const unmet = sandbox.faults.list().filter(({ fired }) => fired === 0);
  return unmet.map(
    ({ id, partner, fault }) => `Fault ${id} of ${partner} met nothing: ${JSON.stringify(fault)}`,
  );
}

/** `hub-sandbox start`: runs until it is stopped. */
export async function startCommand(options: StartOptions): Promise<void> {
  const sandbox = await startFromOptions(options);
  if (options.json) console.log(readyLine(sandbox));
  else {
    console.log(`Partner Hub Sandbox at ${sandbox.url}\n\n${describePartners(sandbox)}\n`);
    console.log(`Console           ${sandbox.url}/_sandbox`);
    console.log(`Permissions page  ${sandbox.url}/dashboard/app/DirectPA/permissions?redirect_url=YOUR_URL`);
    console.log(`Partner API       ${sandbox.url}/api/v2`);
    console.log(
      `Control API       ${sandbox.url}/_sandbox/api/health\n\n${describeRetention(retentionOf(options))} Ctrl-C stops it.`,
    );
  }
  await untilStopped();
  for (const line of describeUnmetFaults(sandbox)) console.error(line);
  await sandbox.stop();
}
