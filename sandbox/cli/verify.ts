import type { PartnerView } from "../control-api/partners.js";
import type { Sandbox } from "../sandbox.js";
import { baselineAfter, readBaseline, writeBaseline } from "../verify/baseline-file.js";
import { readPartners } from "../verify/partners-file.js";
import { noBaseline, type VerifyResult } from "../verify/result.js";
import { type VerifyOptions, verify } from "../verify/verify.js";
import { VerifyError } from "../verify/verify-error.js";
import { createProgress } from "./progress.js";
import { createReporter, exitCodeOf, interruptible, type OutputOptions, tellWhyNot } from "./report-files.js";
import { describePartners } from "./start.js";

/** Options of `verify`, as commander hands them over. */
export interface VerifyCommandOptions extends OutputOptions {
  webhookUrl?: string;
  webhookHeader?: Record<string, string>;
  redirectUrl?: string;
  pageUrl?: string;
  button?: string;
  storageState?: string;
  state?: string;
  signsLinks?: boolean;
  idleUrl?: string;
  settle?: number;
  wait?: number;
  partner?: string[];
  partnersFile?: string;
  baseline?: string;
  updateBaseline?: boolean;
  only?: string[];
  tag?: string[];
  bail?: boolean;
  seed?: number;
  port: number;
  host: string;
  baseUrl?: string;
  allowRemote?: boolean;
}

/** What the app has to be configured with, for the person who runs it. */
function describeNeeds(sandbox: Sandbox, partners: readonly PartnerView[]): string {
  const known = partners.map(({ id, webhookUrl, redirectUrl }) => {
    const own = "the app sets it itself";
    return `    ${id}   webhooks ${webhookUrl ?? own}   redirect ${redirectUrl ?? own}`;
  });
  return [
    `Partner Hub Sandbox at ${sandbox.url}. Your app needs:`,
    `  hub URL      ${sandbox.url}   (Partner API ${sandbox.url}/api/v2)`,
    `  connect URL  ${sandbox.url}/dashboard/app/PARTNER_ID/permissions`,
    describePartners({ partners: () => [...partners] }),
    "  It is reached at",
    ...known,
    "",
  ].join("\n");
}

/** What commander read, as {@link verify} takes it. */
async function toVerifyOptions(names: string[], options: VerifyCommandOptions): Promise<VerifyOptions> {
  const { webhookUrl, webhookHeader, redirectUrl, pageUrl, button, storageState, state } = options;
  const { signsLinks, idleUrl, settle, wait, partner, partnersFile, baseline, updateBaseline } = options;
  const { only, tag, bail, seed, port, host, baseUrl, allowRemote } = options;
  return {
    scenarios: names,
    only,
    tags: tag,
    app: {
      webhookUrl,
      webhookHeaders: webhookHeader,
      redirectUrl,
      pageUrl,
      button,
      storageState,
      state,
      signsLinks,
      idleUrl,
      settleMs: settle,
    },
    port,
    host,
    baseUrl,
    allowRemote,
    partners: partnersFile === undefined ? undefined : await readPartners(partnersFile),
    partnerIds: partner,
    seed,
    waitMs: wait === undefined ? undefined : wait * 1000,
    baseline: baseline === undefined ? undefined : await readBaseline(baseline, updateBaseline === true),
    bail,
  };
}

async function play(
  names: string[],
  options: VerifyCommandOptions,
  signal: AbortSignal,
): Promise<VerifyResult> {
  const reporter = createReporter(options);
  let planned = 0;
  const progress = createProgress(reporter, () => planned);
  const settings = await toVerifyOptions(names, options);
  try {
    const result = await verify({
      ...settings,
      signal,
      onReady(sandbox, partners, scenarios) {
        planned = scenarios.length;
        // Whoever reads JSON from the output still has to learn where the app is to go.
        (reporter.isPrinted ? console.log : console.error)(describeNeeds(sandbox, partners));
      },
      onBegin: progress.begin,
      onPlay: progress.played,
    });
    progress.clear();
    await reporter.end(result);
    return result;
  } finally {
    progress.clear();
  }
}

async function updateBaseline(file: string, result: VerifyResult): Promise<number> {
  const after = baselineAfter(result, await readBaseline(file, true).catch(() => noBaseline));
  await writeBaseline(file, after);
  const known = after.scenarios.length + after.rules.length;
  console.error(`${file} has ${known === 1 ? "1 known failure" : `${known} known failures`} now.`);
  return 0;
}

/**
 * `hub-sandbox verify`: plays scenarios against an app that runs.
 *
 * @returns the exit code: 0, 1 when something did not hold that was not known, 2 when it could not run, 130 when it was
 * interrupted.
 */
export async function verifyCommand(names: string[], options: VerifyCommandOptions): Promise<number> {
  const { baseline, updateBaseline: isUpdate = false } = options;
  try {
    if (isUpdate && baseline === undefined) {
      throw new VerifyError(
        "--update-baseline needs a file. Name it with --baseline, such as --baseline known.json.",
      );
    }
    return await interruptible(async (signal) => {
      const result = await play(names, options, signal);
      if (isUpdate && baseline !== undefined && !result.interrupted) return updateBaseline(baseline, result);
      return exitCodeOf(result);
    });
  } catch (error) {
    return tellWhyNot(error);
  }
}
