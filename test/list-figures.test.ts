import { expect, it } from "vitest";
import type { Channel } from "../sandbox/hub/channel.ts";
import { createIds } from "../sandbox/hub/ids.ts";
import { createSeeding } from "../sandbox/hub/seeding.ts";
import { createPartnerApi } from "../sandbox/partner-api/routes.ts";
import { createTestRooms } from "./support/rooms.ts";

// Prints what list calls cost with 100 and with 100,000 channels: LIST_FIGURES=1 vitest run test/list-figures.test.ts
// It asserts nothing about time; that the indexes are used is checked in sandbox/hub/lists.test.ts.

const partner = "FleetXPA";

function fleetOf(channels: number) {
  const rooms = createTestRooms();
  rooms.addPartner("partner", { id: partner, apiKey: "k" });
  const ids = createIds(rooms.store, 1);
  const seeding = createSeeding({ ...rooms, ids, origin: () => "" }, rooms.hub.partners);
  const start = process.cpuUsage();
  const shop = {
    channelsPerClient: 10,
    phoneFrom: "+49 151 10000000",
    name: "Shop",
    password: "sandbox-client",
  };
  seeding.plant(partner, [], [{ ...shop, channels, state: "live", apiKeys: true }]);
  console.log(`${channels} channels seeded in ${Math.round(process.cpuUsage(start).user / 1000)} ms of CPU`);
  const [one] = rooms.hub.channels.list(partner, { limit: 1, offset: Math.floor(channels / 2) }).rows;
  if (!one) throw new Error("The fleet is empty.");
  return { api: createPartnerApi(rooms.hub), one, channels };
}

const queries: Record<string, (one: Channel, channels: number) => string> = {
  "first page of 50": () => "limit=50",
  "by id": (one) => `filters={"id":"${one.id}"}`,
  "by client_id": (one) => `filters={"client_id":"${one.clientId}"}`,
  "by client_id and status": (one) => `filters={"client_id":"${one.clientId}","status":"ready"}`,
  "by phone number": (one) => `filters={"setup_info.phone_number":"${one.phoneNumber}"}`,
  "by client e-mail": (one) => `filters={"client.contact_info.email":"${one.client.email}"}`,
  "by external_id": (one) => `filters={"external_id":"${one.externalId}"}`,
  "by WABA": (one) => `filters={"waba_account.id":"${one.waba.id}"}`,
  "by status, 50": () => 'limit=50&filters={"status":"ready"}',
  "newest 50": () => "limit=50&sort=-created_at",
  "last page of 50 (skips the rest)": (_one, channels) => `limit=50&offset=${channels - 50}`,
  "by account_mode, 50": () => 'limit=50&filters={"account_mode":"live"}',
  "by q, 50 (reads rows)": () => 'limit=50&filters={"q":"Shop 3"}',
};

async function medianMs({ api, one, channels }: ReturnType<typeof fleetOf>, name: string): Promise<number> {
  const path = `/partners/${partner}/channels?${queries[name]?.(one, channels)}`;
  const took: number[] = [];
  for (let round = 0; round < (name.includes("(") ? 30 : 200); round += 1) {
    const start = performance.now();
    const response = await api.request(path, { headers: { "x-api-key": "k" } });
    await response.text();
    took.push(performance.now() - start);
    expect(response.status).toBe(200);
  }
  return took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0;
}

it.runIf(process.env.LIST_FIGURES)("prints what lists cost", { timeout: 120_000 }, async () => {
  const [few, many] = [fleetOf(100), fleetOf(100_000)];
  for (const name of Object.keys(queries)) {
    const [small, large] = [await medianMs(few, name), await medianMs(many, name)];
    console.log(
      `${name.padEnd(34)} ${small.toFixed(2)} ms -> ${large.toFixed(2)} ms, x${(large / small).toFixed(1)}`,
    );
  }
});
