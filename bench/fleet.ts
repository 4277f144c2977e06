import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "../dist/sandbox/sandbox.js";

/** The lives of a fleet's numbers: delays after the number was added, or `never`. */
export type FleetLife = Record<"created" | "submitted" | "ready" | "running" | "live", string>;

/** A sandbox on the manual clock, with a partner and the numbers of its clients. */
export interface Fleet {
  sandbox: Sandbox;
  partner: string;
  channels: string[];
  /** Bodies of all events so far, as they were or will be sent. */
  bodies(): string[];
  stop(): Promise<void>;
}

const numbersOfClient = 10;
// More than any fleet of the bench sends.
const allDeliveries = 1_000_000;

function addNumbers({ hub }: Sandbox, partner: string, count: number, lifeOf: (index: number) => FleetLife) {
  const channels: string[] = [];
  for (let client = 0; client * numbersOfClient < count; client += 1) {
    let visit = hub.visits.open(partner, {});
    const account = {
      name: `Fleet ${client}`,
      email: `fleet-${client}@bench.example`,
      password: "long enough",
    };
    visit = hub.visits.signUp(visit, account);
    for (
      let number = client * numbersOfClient;
      number < Math.min(count, (client + 1) * numbersOfClient);
      number += 1
    ) {
      const phoneNumber = `+4915100${String(100_000 + number)}`;
      visit = hub.visits.addNumber(visit, {
        phoneNumber,
        phoneName: `Number ${number}`,
        life: lifeOf(number),
      });
    }
    hub.visits.finishNumbers(visit);
    channels.push(...visit.added);
  }
  return channels;
}

/**
 * Starts a sandbox with a fleet.
 *
 * @param inMemory or in a file of its own, which `stop` removes.
 */
export async function startFleet(
  webhookUrl: string,
  inMemory: boolean,
  count: number,
  lifeOf: (index: number) => FleetLife,
): Promise<Fleet> {
  const { startSandbox } = await import("../dist/sandbox/sandbox.js");
  const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
  const db = inMemory ? ":memory:" : join(folder, "hub.db");
  const sandbox = await startSandbox({ port: 0, db, clock: { mode: "manual", scale: 0 }, seed: 1 });
  const { id: partner } = sandbox.createPartner({
    billing: "partner",
    webhookUrl,
    redirectUrl: "http://127.0.0.1:9/connected",
  });
  const channels = addNumbers(sandbox, partner, count, lifeOf);
  await sandbox.clock.settled(partner);
  return {
    sandbox,
    partner,
    channels,
    bodies: () => sandbox.outbox.list(partner, allDeliveries).map(({ body }) => body),
    async stop() {
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
