import { Hono } from "hono";
import { partnerApiOperations } from "../../../sandbox/partner-api/operations.ts";
import { createPartnerApi } from "../../../sandbox/partner-api/routes.ts";
import type { BoundOperation } from "../../../sandbox/wire/operation.ts";
import { addNumber, createTestRooms, type TestRooms } from "../../support/rooms.ts";

/** A hub with two partners and some numbers, behind the Partner API as the sandbox mounts it. */
export interface World {
  rooms: TestRooms;
  app: Hono;
  operations: BoundOperation[];
  /** Ids that exist, by the name of their path parameter. Those at the same place belong together. */
  ids: Record<string, string[]>;
  /** An access token of the first partner. */
  token: string;
}

export const partnerKey = "the-partner-key";
export const logIn = { username: "me", password: "secret" };

async function create(app: Hono, path: string, body: unknown): Promise<string> {
  const answer = await app.request(`/api/v2${path}`, {
    method: "POST",
    headers: { "x-api-key": partnerKey },
    body: JSON.stringify(body),
  });
  const made: unknown = await answer.json();
  const id = typeof made === "object" && made !== null && "id" in made ? made.id : undefined;
  return typeof id === "string" ? id : "none";
}

/** The same world each time: ids come from a fixed seed. */
export async function createWorld(): Promise<World> {
  const rooms = createTestRooms();
  const app = new Hono().route("/api/v2", createPartnerApi(rooms.hub));
  rooms.addPartner("partner", { id: "AAAAAAPA", apiKey: partnerKey, ...logIn });
  rooms.addPartner("direct", { id: "BBBBBBPA", apiKey: partnerKey });
  rooms.addPartner("direct", { id: "CCCCCCPA", apiKey: "another-key" });
  const running = addNumber(rooms, "AAAAAAPA", "+49 151 00000041", "a@shop.example");
  const unpermitted = addNumber(rooms, "BBBBBBPA", "+49 151 00000042", "b@shop.example");
  const foreign = addNumber(rooms, "CCCCCCPA", "+49 151 00000043", "c@shop.example");
  for (const partner of ["AAAAAAPA", "BBBBBBPA"]) await rooms.clock.advance(partner, 10_000);
  const early = addNumber(rooms, "AAAAAAPA", "+49 151 00000044", "d@shop.example");
  const numbers = [running, early, unpermitted, foreign];
  const partners = ["AAAAAAPA", "AAAAAAPA", "BBBBBBPA", "CCCCCCPA"];
  const waba = rooms.hub.channels.get("AAAAAAPA", running.channelId).waba.id;
  const wabaPath = `/partners/AAAAAAPA/waba_accounts/${waba}`;
  const template = { category: "MARKETING", components: [{ type: "BODY", text: "Hello" }], language: "en" };
  return {
    rooms,
    app,
    token: rooms.hub.access.logIn(logIn.username, logIn.password)?.access_token ?? "none",
    operations: partnerApiOperations(rooms.hub),
    ids: {
      partner_id: partners,
      client_id: numbers.map(({ clientId }) => clientId),
      channel_id: numbers.map(({ channelId }) => channelId),
      waba_account_id: numbers.map(
        ({ channelId }, index) => rooms.hub.channels.get(partners[index] ?? "", channelId).waba.id,
      ),
      template_id: [await create(app, `${wabaPath}/waba_templates`, { ...template, name: "first" })],
      flow_id: [await create(app, `${wabaPath}/flows`, { name: "first", categories: ["OTHER"] })],
    },
  };
}

const tablesOf = ({ store }: TestRooms): string[] =>
  store
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all();

/** How many rows each table has, as one text. */
export function rowCounter(rooms: TestRooms): () => string {
  const counts = tablesOf(rooms).map((table) => `(SELECT COUNT(*) FROM "${table}") AS "${table}"`);
  const select = rooms.store.prepare<[], Record<string, number>>(`SELECT ${counts.join(", ")}`);
  return () => JSON.stringify(select.get());
}

/** Every row of every table but the journal, as one text. */
export function rowReader(rooms: TestRooms): () => string {
  const selects = tablesOf(rooms)
    .filter((table) => !table.startsWith("journal"))
    .map((table) => rooms.store.prepare<[], unknown>(`SELECT * FROM "${table}"`));
  return () => JSON.stringify(selects.map((select) => select.all()));
}
