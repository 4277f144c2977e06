import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { IoSignatureError } from "../sandbox/hub/io-signature-report.ts";
import { startSandbox } from "../sandbox/sandbox.ts";
import { createTestRooms } from "./support/rooms.ts";
import { control, testSandbox } from "./support/sandbox.ts";

const platformSecret = "sandbox-platform-secret";

function signedLink(url: string, at: number): string {
  const io_timestamp = String(Math.floor(at / 1000));
  const io_signature = createHmac("sha512", platformSecret).update(`DirectPA|${io_timestamp}`).digest("hex");
  const query = new URLSearchParams({ redirect_url: "http://127.0.0.1:9/", io_signature, io_timestamp });
  return `${url}/onboarding/DirectPA?${query}`;
}

test("an app that signs with its machine's time is let in, wherever the partner's clock stands", async () => {
  const sandbox = await testSandbox();
  await control(sandbox, "PATCH", "/partners/DirectPA", { settings: { io_signature: true } });
  const open = async (at: number) =>
    (await fetch(signedLink(sandbox.url, at), { redirect: "manual" })).status;
  expect(await open(Date.now())).toBe(303);
  await sandbox.clock.advance("DirectPA", 2 * 86_400_000);
  expect(await open(Date.now() - 60_000)).toBe(303);
  expect(await open(sandbox.clock.now("DirectPA"))).toBe(303);
  expect(await open(Date.now() - 600_000)).toBe(403);
});

test("a signature that was used stays used after a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "io-signature-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const db = join(folder, "sandbox.db");
  const now = Date.now();
  const statuses: number[] = [];
  for (const settings of [{ io_signature: true }, {}]) {
    const sandbox = await startSandbox({ port: 0, seed: 1, db });
    sandbox.hub.partners.change("DirectPA", { settings });
    statuses.push((await fetch(signedLink(sandbox.url, now), { redirect: "manual" })).status);
    await sandbox.stop();
  }
  expect(statuses).toEqual([303, 403]);
});

test("whatever a link carries, it is let in or refused with a reason that names no secret", () => {
  const rooms = createTestRooms();
  const partner = rooms.addPartner("direct", { platformSecret, settings: { io_signature: true } });
  const text = fc.oneof(fc.string(), fc.base64String(), fc.stringMatching(/^[0-9a-fA-F]{0,140}$/));
  const time = fc.oneof(fc.string(), fc.integer().map(String), fc.bigInt().map(String));
  fc.assert(
    fc.property(text, time, fc.constantFrom("hex", "any"), (io_signature, io_timestamp, encoding) => {
      rooms.hub.partners.change(partner, { settings: { io_signature_encoding: encoding } });
      let refusal: unknown;
      try {
        rooms.hub.visits.open(partner, { io_signature, io_timestamp });
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(IoSignatureError);
      const right = createHmac("sha512", platformSecret).update(`${partner}|${io_timestamp}`).digest("hex");
      for (const secret of [platformSecret, right]) expect(String(refusal)).not.toContain(secret);
    }),
    { numRuns: 100 },
  );
});
