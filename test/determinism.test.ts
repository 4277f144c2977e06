import { expect, it } from "vitest";
import { startReferenceClient } from "../reference-client/app.ts";
import { processWall } from "../sandbox/clock/wall.ts";
import { canonicalJournal } from "../sandbox/journal/canonical.ts";
import { parseQuery } from "../sandbox/permissions-page/query.ts";
import { startSandbox } from "../sandbox/sandbox.ts";
import { httpApp } from "../sandbox/scenario/app/http-app.ts";
import { loadScenario } from "../sandbox/scenario/library.ts";
import { playScenario } from "../sandbox/scenario/play/play-scenario.ts";
import { testStart } from "./support/rooms.ts";

/** Plays a scenario against the reference client, everything fresh, and gives the canonical journal. */
async function play(name: string, seed: number): Promise<string> {
  const scenario = await loadScenario(name);
  const clock = { mode: "manual", scale: 0 } as const;
  const sandbox = await startSandbox({ port: 0, clock, startAt: testStart, seed, stockPartners: false });
  const { billing, settings, title } = scenario;
  const partner = sandbox.createPartner({ billing, settings, brandName: title });
  const hub = {
    partnerId: partner.id,
    label: title,
    billing,
    apiKey: partner.apiKey ?? "",
    platformSecret: partner.platformSecret ?? "",
  };
  const client = await startReferenceClient({
    port: 0,
    config: { hubUrl: sandbox.url, hubs: [hub], retryBaseMs: 20, permissionMaxAgeMs: 0, reconcileEveryMs: 0 },
  });
  try {
    await fetch(`${client.url}/idle?timeout=5000`);
    const app = httpApp({ url: client.url, partnerId: partner.id, wall: processWall, readLink: parseQuery });
    const { entries, passed } = await playScenario(scenario, sandbox, { partnerId: partner.id, app });
    expect(passed).toBe(true);
    return canonicalJournal(entries, { [sandbox.url]: "hub", [client.url]: "app" });
  } finally {
    await client.stop();
    await sandbox.stop();
  }
}

it.each(["running-two-days-late", "webhooks-duplicated-and-reordered"])(
  "twenty runs of %s with the same seed give one journal, byte for byte",
  async (name) => {
    const journals = new Set<string>();
    for (let run = 0; run < 20; run += 1) journals.add(await play(name, 7));
    expect(journals.size).toBe(1);
    expect([...journals][0]?.split("\n").length).toBeGreaterThan(40);
  },
  60_000,
);

it("another seed gives another journal, with the same story", async () => {
  const summaries = (journal: string) => journal.split("\n").map((line) => JSON.parse(line).kind);
  const [one, two] = [await play("first-grant", 1), await play("first-grant", 2)];
  expect(one).not.toBe(two);
  expect(summaries(one)).toEqual(summaries(two));
});
