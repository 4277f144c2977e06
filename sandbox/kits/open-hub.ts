import type { PartnerView } from "../control-api/partners.js";
import { type Sandbox, startSandbox } from "../sandbox.js";
import { startOfRuns } from "../verify/verify.js";
import type { HubEnv, HubOptions, HubPlace } from "./hub-options.js";
import { StoryError } from "./story-error.js";
import { createTestHub, type TestHub } from "./test-hub.js";
import { createTestStage } from "./test-stage.js";

/** A test's hub, and how to end it. */
export interface OpenedHub {
  hub: TestHub;
  /** All partners of the test: this one, and those that it opened with `also`. */
  hubs: readonly TestHub[];
  /** Takes its partners out; stops the sandbox when it was started for this test. */
  close(): Promise<void>;
}

const manual = { mode: "manual", scale: 0 } as const;

/**
 * Starts a sandbox for tests: in memory, on a free port, with a clock that only a test moves, and no partner but those of
 * its seed file.
 */
export const startTestSandbox = ({
  port = 0,
  seed = 1,
  seedFile,
  allowRemote,
}: HubPlace = {}): Promise<Sandbox> =>
  startSandbox({
    port,
    seed,
    seedFile,
    allowRemote,
    clock: manual,
    startAt: startOfRuns,
    stockPartners: false,
  });

function invite(sandbox: Sandbox, options: HubOptions): PartnerView {
  const { partnerId: id, billing = "partner", settings, apiKey, platformSecret } = options;
  const seeded = sandbox.partners().find((partner) => partner.id === id);
  if (!seeded) return sandbox.createPartner({ id, billing, settings, apiKey, platformSecret });
  if (options.billing !== undefined && options.billing !== seeded.billing) {
    throw new StoryError(`${id} is there already, and has billing ${seeded.billing}. Leave \`billing\` out.`);
  }
  sandbox.hub.partners.change(seeded.id, { settings });
  return seeded;
}

function envOf({ url }: Sandbox, { id, apiKey, platformSecret, username, password }: PartnerView): HubEnv {
  return {
    hubUrl: url,
    partnerId: id,
    apiKey: apiKey ?? "",
    platformSecret: platformSecret ?? "",
    username,
    password,
    permissionsUrl: `${url}/dashboard/app/${id}/permissions`,
  };
}

/** Takes what belongs to a sandbox that is started apart from what belongs to the partner. */
export function splitOptions<Options extends HubPlace>(options: Options) {
  const { port, seed, seedFile, allowRemote, ...partner } = options;
  const place: HubPlace = { port, seed, seedFile, allowRemote };
  const given = Object.entries(place).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return { place, partner, given };
}

interface Opened {
  hubs: TestHub[];
  ends: (() => Promise<void>)[];
}

async function openPartner(sandbox: Sandbox, options: HubOptions, opened: Opened): Promise<TestHub> {
  const isSeeded = sandbox.partners().some(({ id }) => id === options.partnerId);
  const partner = invite(sandbox, options);
  const stage = createTestStage(sandbox, partner.id);
  opened.ends.push(async () => {
    await stage.leave();
    await sandbox.clock.settled(partner.id);
    if (!isSeeded) sandbox.hub.resets.remove(partner.id);
  });
  const hub = createTestHub(stage, envOf(sandbox, partner), (more = {}) =>
    openPartner(sandbox, more, opened),
  );
  opened.hubs.push(hub);
  for (const [alias, details] of Object.entries(options.clients ?? {})) hub.client(alias, details);
  const { webhookUrl, webhookHeaders, redirectUrl, pageUrl, state, idleUrl, settleMs, idle } = options;
  await hub.connectApp({ webhookUrl, webhookHeaders, redirectUrl, pageUrl, state, idleUrl, settleMs, idle });
  return hub;
}

/**
 * Opens a hub for a test: a partner on a sandbox of its own or, with `on`, a fresh partner on one that runs.
 *
 * @throws StoryError for options that contradict each other; StartError when the port is taken.
 */
export async function openHub(options: HubOptions = {}): Promise<OpenedHub> {
  const { place, given } = splitOptions(options);
  if (options.on && given.length > 0) {
    throw new StoryError(
      `${given.join(", ")}: this is for a sandbox that is started for the test, and this one runs already. Give each test a sandbox of its own, or leave it out.`,
    );
  }
  const sandbox = options.on ?? (await startTestSandbox(place));
  const opened: Opened = { hubs: [], ends: options.on ? [] : [() => sandbox.stop()] };
  const close = async () => {
    for (const end of opened.ends.toReversed()) await end();
  };
  try {
    return { hub: await openPartner(sandbox, options, opened), hubs: opened.hubs, close };
  } catch (error) {
    await close();
    throw error;
  }
}
