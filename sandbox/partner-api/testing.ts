import { addNumber, createTestRooms, type TestRooms } from "../../test/support/rooms.js";
import { partnerApiOperations } from "./operations.js";
import { createPartnerApi } from "./routes.js";

/** An answer with its JSON read. */
export interface ReadAnswer {
  status: number;
  body: ReturnType<typeof JSON.parse>;
}

/** A partner with one number that runs, and the calls that its app makes. Paths are relative to the partner. */
export interface PartnerApp {
  rooms: TestRooms;
  partner: string;
  clientId: string;
  channelId: string;
  wabaId: string;
  get(path: string): Promise<ReadAnswer>;
  send(method: string, path: string, body?: unknown): Promise<ReadAnswer>;
  post(path: string, body?: unknown): Promise<ReadAnswer>;
  advance(ms: number): Promise<unknown>;
  /** Bodies of the partner webhooks of one event, in order. */
  events(name: string): ReturnType<typeof JSON.parse>[];
}

/** Holds a success against the schema of its operation, so that the documentation cannot stray from the answers. */
function checkAnswer({ hub }: TestRooms, method: string, path: string, { status, body }: ReadAnswer): void {
  const [pathname = ""] = path.split("?");
  const asked = partnerApiOperations(hub).find(
    (one) =>
      one.method.toUpperCase() === method &&
      new RegExp(`^${one.path.replace(/:\w+/g, "[^/]+")}$`).test(pathname),
  );
  if (asked?.status === status) asked.response?.parse(body);
}

/** Two partners, `AAAAAAPA` with a number and `BBBBBBPA` with another; the calls are those of the first. */
export async function createPartnerApp(billing: "direct" | "partner" = "partner"): Promise<PartnerApp> {
  const rooms = createTestRooms();
  const api = createPartnerApi(rooms.hub);
  const partner = rooms.addPartner(billing, { id: "AAAAAAPA", apiKey: "the-partner-key" });
  rooms.addPartner("partner", { id: "BBBBBBPA", apiKey: "another-key" });
  const { channelId, clientId } = addNumber(rooms, partner);
  addNumber(rooms, "BBBBBBPA");
  await rooms.clock.advance(partner, 10_000);
  rooms.posts.length = 0;

  async function send(method: string, path: string, body?: unknown): Promise<ReadAnswer> {
    const response = await api.request(`/partners/${partner}${path}`, {
      method,
      headers: { "x-api-key": "the-partner-key" },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const answer = { status: response.status, body: await response.json() };
    checkAnswer(rooms, method, `/partners/${partner}${path}`, answer);
    return answer;
  }

  return {
    rooms,
    partner,
    clientId,
    channelId,
    wabaId: rooms.hub.channels.get(partner, channelId).waba.id,
    send,
    get: (path) => send("GET", path),
    post: (path, body) => send("POST", path, body),
    advance: (ms) => rooms.clock.advance(partner, ms),
    events: (name) => rooms.posts.map((post) => JSON.parse(post.body)).filter(({ event }) => event === name),
  };
}

/** The first number of the other partner, which must look as if it did not exist. */
export function strangersNumber({ rooms }: PartnerApp) {
  const [channel] = rooms.hub.channels.list("BBBBBBPA", {}).rows;
  if (!channel) throw new Error("The other partner has no number.");
  return channel;
}
