/** The kit for vitest: `partner-hub-sandbox/vitest`. */
import { test as base, onTestFinished, type TestAPI, type TestContext } from "vitest";
import type { Sandbox } from "../sandbox.js";
import { storyHeading } from "./expecting.js";
import type { HubOptions } from "./hub-options.js";
import { readJournals, writeJournal } from "./keep-journal.js";
import { type OpenedHub, openHub, splitOptions, startTestSandbox } from "./open-hub.js";
import type { TestHub } from "./test-hub.js";

export type * from "./kit-types.js";
export { StoryError } from "./story-error.js";
export { openHub, startTestSandbox };

export interface VitestHubOptions extends HubOptions {
  /** Where the journal of a failed test goes as JSON and as text; without it, it is only printed. */
  journalFolder?: string | undefined;
}

export interface HubTestOptions extends VitestHubOptions {
  /**
   * What each test has of its own: a `sandbox` (when left out), or only a `partner` on one sandbox that the tests of a
   * file share, which is faster.
   */
  isolation?: "sandbox" | "partner" | undefined;
}

type FinishedHook = Pick<TestContext, "onTestFinished">;
type Finished = Pick<TestContext["task"], "name" | "result">;

function keepJournals(
  hubs: readonly TestHub[],
  { name, result }: Finished,
  folder: string | undefined,
): void {
  const journal = readJournals(hubs);
  // A failed expectation has told it already.
  const isTold = result?.errors?.some(({ message }) => message.includes(storyHeading));
  if (!isTold) console.error(`The hub's journal of "${name}", ${journal.timeline}`);
  if (folder !== undefined) console.error(`The whole journal: ${writeJournal(folder, name, journal)}`);
}

async function open(options: VitestHubOptions, context: FinishedHook): Promise<TestHub> {
  let opened: OpenedHub | undefined;
  // Registered before anything is awaited: afterwards another test may be the current one.
  context.onTestFinished(async ({ task }) => {
    if (!opened) return;
    if (task.result?.state === "fail") keepJournals(opened.hubs, task, options.journalFolder);
    await opened.close();
  });
  opened = await openHub(options);
  return opened.hub;
}

/**
 * Opens a hub for the test that runs: a sandbox of its own or, with `on`, a partner of its own on another. It ends with
 * the test; when that fails, the journal is printed.
 *
 * @param context the test's own, which `test.concurrent` needs.
 */
export const useHub = (
  options: VitestHubOptions = {},
  context: FinishedHook = { onTestFinished },
): Promise<TestHub> => open(options, context);

/** A `test` with the fixture `hub`. */
export type HubTest = TestAPI<{ hub: TestHub }>;

/**
 * Makes a `test` that gives each test its own hub: `const test = hubTest({ billing: "direct" })`.
 */
export function hubTest({ isolation = "sandbox", ...options }: HubTestOptions = {}): HubTest {
  if (isolation === "sandbox") {
    return base.extend<{ hub: TestHub }>({
      hub: async ({ onTestFinished: hook }, use) => use(await open(options, { onTestFinished: hook })),
    });
  }
  const { place, partner } = splitOptions(options);
  return base.extend<{ shared: Sandbox; hub: TestHub }>({
    shared: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture depends on.
      async ({}, use) => {
        const sandbox = await startTestSandbox(place);
        await use(sandbox);
        await sandbox.stop();
      },
      { scope: "file" },
    ],
    hub: async ({ shared, onTestFinished: hook }, use) =>
      use(await open({ ...partner, on: shared }, { onTestFinished: hook })),
  });
}
