import { expect } from "vitest";

/** Looks again and again until the expectation holds, as patiently as the browser tests wait for a page. */
export const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 15_000 });
