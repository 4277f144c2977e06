import { expect, test, vi } from "vitest";
import { startSandbox } from "../sandbox/sandbox.ts";

/** Reads until the other side ends it. */
async function readToEnd({ body }: Response): Promise<void> {
  try {
    for await (const _part of body ?? []);
  } catch {
    // Cut off in the middle, which is what a stop does.
  }
}

test("a page that follows the journal while the sandbox stops leaves no error behind", async () => {
  const complaints = vi.spyOn(console, "error").mockImplementation(() => {});
  // Which comes first, the last entry or the end of the connection, is chance.
  for (let round = 0; round < 10; round += 1) {
    const sandbox = await startSandbox({ port: 0 });
    const streams = await Promise.all(
      [1, 2].map(() => fetch(`${sandbox.url}/_sandbox/api/journal/stream?after=0`)),
    );
    const ends = streams.map(readToEnd);
    void fetch(`${sandbox.url}/api/v2/partners/PrePayPA`).catch(() => {});
    await fetch(`${sandbox.url}/api/v2/partners/DirectPA`);
    await sandbox.stop();
    await Promise.all(ends);
  }
  expect(complaints.mock.calls).toEqual([]);
  complaints.mockRestore();
});
