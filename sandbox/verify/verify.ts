import { processWall } from "../clock/wall.js";
import type { PartnerView } from "../control-api/partners.js";
import type { NewPartner } from "../hub/partner.js";
import { type Sandbox, startSandbox } from "../sandbox.js";
import type { Scenario } from "../scenario/scenario.js";
import { type AppOptions, forPartner } from "./app-options.js";
import { type Choice, chooseScenarios } from "./choose-scenarios.js";
import { playAll } from "./engine.js";
import { launchChromium } from "./load-chromium.js";
import { partnerSeat } from "./partner-seat.js";
import { requireApp } from "./preflight.js";
import type { Baseline, Play, VerifyResult } from "./result.js";
import { VerifyError } from "./verify-error.js";

/** A partner that the sandbox is to have for the app: its id and credentials are the app's own. */
export type AppPartner = Omit<NewPartner, "clock" | "startAt" | "id"> & { id: string };

export interface VerifyOptions extends Choice {
  /** How the app is reached. */
  app: AppOptions;
  /** A sandbox that runs already, in this process; it stays as it is afterwards. Left out, one is started. */
  sandbox?: Sandbox | undefined;
  /** Where the sandbox listens that is started. Default 8082, where an app looks that uses the official button. */
  port?: number | undefined;
  host?: string | undefined;
  baseUrl?: string | undefined;
  /** Lets webhooks go to addresses outside this machine and private networks. */
  allowRemote?: boolean | undefined;
  /** Partners that are made instead of the stock ones; each is a seat, and seats are played at once. */
  partners?: readonly AppPartner[] | undefined;
  /** Ids of the partners that take part. Default: those of `partners`, or both stock partners. */
  partnerIds?: readonly string[] | undefined;
  /**
   * The same seed gives the same ids. Left out, one is drawn: an app that goes on running from one run to the next would
   * take new channels for those that it knows.
   */
  seed?: number | undefined;
  /** How long the app may take to come up, in real milliseconds. Default 10 s. */
  waitMs?: number | undefined;
  baseline?: Baseline | undefined;
  bail?: boolean | undefined;
  signal?: AbortSignal | undefined;
  /** Told when the sandbox is up: what an app has to know is in the partners. */
  onReady?:
    | ((sandbox: Sandbox, partners: readonly PartnerView[], scenarios: readonly Scenario[]) => void)
    | undefined;
  onBegin?: ((scenario: Scenario) => void) | undefined;
  onPlay?: ((play: Play) => void) | undefined;
}

/** Always the same Monday morning, so that two runs tell the same. */
export const startOfRuns = Date.UTC(2026, 0, 5, 9);
const defaultWaitMs = 10_000;

async function openSandbox(options: VerifyOptions): Promise<{ sandbox: Sandbox; close(): Promise<void> }> {
  if (options.sandbox) return { sandbox: options.sandbox, close: async () => {} };
  const { port, host, baseUrl, allowRemote, seed, partners = [] } = options;
  const clock = { mode: "manual", scale: 0 } as const;
  const sandbox = await startSandbox({
    ...{ port, host, baseUrl, allowRemote, seed, clock },
    startAt: startOfRuns,
    stockPartners: partners.length === 0,
  });
  return { sandbox, close: () => sandbox.stop() };
}

/** The partners that take part, with the app's URLs. @throws VerifyError for an id that is nobody's. */
function invitePartners(sandbox: Sandbox, { partners = [], partnerIds, app }: VerifyOptions): PartnerView[] {
  for (const partner of partners) {
    if (!sandbox.hub.partners.find(partner.id)) sandbox.createPartner(partner);
  }
  const all = sandbox.partners();
  const wanted = partnerIds ?? (partners.length > 0 ? partners : all).map(({ id }) => id);
  for (const id of wanted) {
    if (!all.some((one) => one.id === id)) {
      throw new VerifyError(
        `There is no partner "${id}". There are ${all.map((one) => one.id).join(", ")}; others go in --partners-file.`,
      );
    }
    const { webhookUrl, redirectUrl, webhookHeaders } = app;
    sandbox.hub.partners.change(id, {
      webhookUrl: webhookUrl && forPartner(webhookUrl, id),
      redirectUrl: redirectUrl && forPartner(redirectUrl, id),
      webhookHeaders,
    });
  }
  return sandbox.partners().filter(({ id }) => wanted.includes(id));
}

/**
 * Plays scenarios against an app that runs, in any language, and judges it by its journal.
 *
 * The app keeps running between scenarios, while its partner at the hub begins anew; ids never come again.
 *
 * @throws VerifyError when the run could not begin: a scenario cannot be read, the app cannot be reached, there is no
 * browser. StartError when the port is taken. What the app does wrong is in the result.
 */
export async function verify(options: VerifyOptions): Promise<VerifyResult> {
  const { app, waitMs = defaultWaitMs, baseline, bail, signal } = options;
  const wall = processWall;
  const scenarios = await chooseScenarios(options);
  if (app.button !== undefined && app.pageUrl === undefined) {
    throw new VerifyError("A button needs a page: name it with --page-url.");
  }
  const browser = app.button === undefined ? undefined : await launchChromium();
  try {
    const { sandbox, close } = await openSandbox(options);
    try {
      const partners = invitePartners(sandbox, options);
      options.onReady?.(sandbox, partners, scenarios);
      const partnerIds = partners.map(({ id }) => id);
      await requireApp({ sandbox, partnerIds, app, wall, waitMs, signal });
      const seats = partnerIds.map((partnerId) =>
        partnerSeat({ sandbox, partnerId, app, wall, startAt: startOfRuns, browser }),
      );
      const { onBegin, onPlay } = options;
      return await playAll(scenarios, {
        rooms: sandbox,
        seats,
        wall,
        seed: sandbox.seed,
        baseline,
        bail,
        signal,
        onBegin,
        onPlay,
      });
    } finally {
      await close();
    }
  } finally {
    await browser?.close();
  }
}
