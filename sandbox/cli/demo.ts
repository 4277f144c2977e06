import { processWall } from "../clock/wall.js";
import type { Sandbox } from "../sandbox.js";
import { openBrowser } from "./open-browser.js";
import { type ReferenceClientProcess, startReferenceClient } from "./reference-client.js";
import {
  describePartners,
  describeUnmetFaults,
  readyLine,
  type StartOptions,
  startFromOptions,
  untilStopped,
} from "./start.js";

/** Options of `demo`: those of `start`, and where the reference client listens. */
export interface DemoOptions extends StartOptions {
  clientPort: number;
  /** Whether the demo is opened in the person's browser. */
  open?: boolean;
}

/** Where the sandbox has its demo: the app, the popup and the timeline on one screen. */
const demoUrl = (sandbox: Pick<Sandbox, "url">): string => `${sandbox.url}/_sandbox/demo`;

function describe(sandbox: Sandbox, client: ReferenceClientProcess): string {
  return [
    `Partner Hub Sandbox  ${sandbox.url}`,
    `Reference client     ${client.url}`,
    `Demo on one screen   ${demoUrl(sandbox)}`,
    "",
    describePartners(sandbox),
    "",
    `Open the demo and press →, or open ${client.url} and click "Connect WhatsApp". Ctrl-C stops both.`,
  ].join("\n");
}

/** `hub-sandbox demo`: the sandbox and the reference client, until they are stopped. */
export async function demoCommand(options: DemoOptions): Promise<void> {
  const stopped = untilStopped();
  const sandbox = await startFromOptions(options);
  let client: ReferenceClientProcess | undefined;
  try {
    client = await startReferenceClient({
      hubUrl: sandbox.url,
      port: options.clientPort,
      // The demo's screen shows the app in a frame.
      config: { embeddedIn: sandbox.url },
      wall: processWall,
    });
    console.log(
      options.json
        ? readyLine(sandbox, { client: client.url, demo: demoUrl(sandbox) })
        : describe(sandbox, client),
    );
    if (options.open) openBrowser(demoUrl(sandbox));
    await stopped;
    for (const line of describeUnmetFaults(sandbox)) console.error(line);
  } finally {
    await client?.stop();
    await sandbox.stop();
  }
}
