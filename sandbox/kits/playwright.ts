/** The kit for Playwright's test runner and for Playwright as a library: `partner-hub-sandbox/playwright`. */
import { test as base, expect as baseExpect } from "playwright/test";
import type { Sandbox } from "../sandbox.js";
import type { HubOptions } from "./hub-options.js";
import { readJournals } from "./keep-journal.js";
import { matchers } from "./matchers.js";
import { openHub, splitOptions, startTestSandbox } from "./open-hub.js";
import { followPopup, type StoryPopup } from "./story-popup.js";
import type { TestHub } from "./test-hub.js";

export {
  drivePopup,
  type Popup,
  type PopupAccount,
  type PopupLogIn,
  type PopupNumber,
  type PopupPermit,
  type PopupPlan,
  type PopupScreen,
} from "../permissions-page/popup.js";
export type * from "./kit-types.js";
export { StoryError } from "./story-error.js";
export { driveStory, followPopup, type StoryPlan, type StoryPopup } from "./story-popup.js";
export { openHub, startTestSandbox };

export interface PlaywrightHubOptions extends Omit<HubOptions, "on"> {
  /**
   * What each test has of its own: a `partner` on its worker's sandbox, or a whole `sandbox`. Left out, it is a partner,
   * unless an option needs a sandbox that is started for the test.
   */
  isolation?: "sandbox" | "partner" | undefined;
}

/** The fixtures of one test. */
export interface HubFixtures {
  /** `test.use({ hubOptions: { billing: "direct" } })`, or `use` in the config. */
  hubOptions: PlaywrightHubOptions;
  /** The partner of this test. When the test fails, its journal is attached. */
  hub: TestHub;
  /** The hosted pages in the window that `page` opens. */
  popup: StoryPopup;
}

export interface HubWorkerFixtures {
  /** The sandbox of a worker. */
  workerSandbox: Sandbox;
}

export const test = base.extend<HubFixtures, HubWorkerFixtures>({
  hubOptions: [{}, { option: true }],
  workerSandbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture depends on.
    async ({}, use) => {
      const sandbox = await startTestSandbox();
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: "worker" },
  ],
  hub: async ({ hubOptions, workerSandbox }, use, testInfo) => {
    const isForSandbox = splitOptions(hubOptions).given.length > 0;
    const { isolation = isForSandbox ? "sandbox" : "partner", ...options } = hubOptions;
    const { hub, hubs, close } = await openHub(
      isolation === "partner" ? { ...options, on: workerSandbox } : options,
    );
    await use(hub);
    if (testInfo.status !== testInfo.expectedStatus) {
      const { timeline, json } = readJournals(hubs);
      await testInfo.attach("journal", { body: timeline, contentType: "text/plain" });
      await testInfo.attach("journal.json", { body: json, contentType: "application/json" });
    }
    await close();
  },
  popup: async ({ page, hub }, use) => use(followPopup(page, hub)),
});

/** Playwright's `expect` with the matchers for `expect(hub)`. */
export const expect = baseExpect.extend(matchers);
