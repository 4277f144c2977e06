/** Adds the matchers for `expect(hub)` to vitest: `import "partner-hub-sandbox/vitest/matchers"`. */
import { expect } from "vitest";
import { type HubMatchers, matchers } from "./matchers.js";

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends HubMatchers {}
}

expect.extend(matchers);
