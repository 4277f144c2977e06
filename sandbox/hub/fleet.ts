import { createHash } from "node:crypto";
import type { LifeStep } from "./life.js";
import { digitsOf } from "./phone.js";
import type { SeedRows } from "./seed-rows.js";

/** Many numbers that are all alike: how a partner with hundreds of them sees its lists. */
export interface Fleet {
  channels: number;
  /** How many numbers each client has. */
  channelsPerClient: number;
  /** The first number; the others count up from it. */
  phoneFrom: string;
  /** Clients are called so, with a number. */
  name: string;
  password: string;
  state: LifeStep;
  permitted?: boolean | undefined;
  apiKeys: boolean;
}

interface PlannedFleet extends Fleet {
  permitted: boolean;
  runningInStatus: boolean;
  partnerId: string;
  /** Its place among the partner's fleets. */
  index: number;
  /** Virtual milliseconds since 1970. */
  now: number;
}

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// Prime, so that it shares no factor with 62 or 10: all steps round the circle are different.
const step = 1_140_850_703;

/**
 * Ids of a fleet, which look drawn and never meet: each is a step further round the circle of all ids. Random ones of six
 * characters would meet once in about ten fleets of 100,000 (the birthday paradox).
 */
function idSequence(key: string, length: number, alphabet: string): (index: number) => string {
  const size = alphabet.length ** length;
  const start = createHash("sha256").update(key).digest().readUIntBE(0, 6) % size;
  return (index) => {
    let rest = (start + index * step) % size;
    let text = "";
    for (let place = 0; place < length; place += 1) {
      text = (alphabet[rest % alphabet.length] ?? "") + text;
      rest = Math.floor(rest / alphabet.length);
    }
    return text;
  };
}

const digits = "0123456789";

const underscored = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("_");

/** How the ids of one fleet are made, each from its place in the fleet. */
function fleetIds({ partnerId, index }: PlannedFleet) {
  const key = (kind: string) => `${partnerId}/fleet/${index}/${kind}`;
  const metaId = (kind: string, first: string) => {
    const next = idSequence(key(kind), 14, digits);
    return (place: number) => first + next(place);
  };
  const suffixed = (kind: string, length: number, suffix: string) => {
    const next = idSequence(key(kind), length, base62);
    return (place: number) => next(place) + suffix;
  };
  const hash = (kind: string, place: number) =>
    createHash("sha256")
      .update(`${key(kind)}/${place}`)
      .digest("hex");
  return {
    client: suffixed("client", 8, "CL"),
    waba: suffixed("waba", 6, "WA"),
    channel: suffixed("channel", 6, "CH"),
    wabaExternal: metaId("waba", "1"),
    business: metaId("business", "2"),
    phoneNumberId: metaId("number", "3"),
    apiKeyId: metaId("api-key-id", "4"),
    namespace: (place: number) => underscored(hash("namespace", place)),
    apiKey: (place: number) => `${hash("api-key", place).slice(0, 24)}AK`,
  };
}

type FleetIds = ReturnType<typeof fleetIds>;

function clientRows(rows: SeedRows, fleet: PlannedFleet, ids: FleetIds, place: number): void {
  const { partnerId, password, now: createdAt } = fleet;
  const [id, name] = [ids.client(place), `${fleet.name} ${place + 1}`];
  const slug = fleet.name.toLowerCase().replace(/[^a-z0-9]+/g, "-") || "fleet";
  const email = `owner@${slug}-${fleet.index + 1}-${place + 1}.example`;
  rows.client({ id, partnerId, name, email, password, language: "en", plan: "regular", createdAt });
  rows.waba({
    id: ids.waba(place),
    partnerId,
    clientId: id,
    externalId: ids.wabaExternal(place),
    name,
    namespace: ids.namespace(place),
    fbBusinessId: ids.business(place),
    status: "approved",
    fbAccountStatus: "not_verified",
  });
}

/** Writes a fleet: for each client its WABA and its numbers. The same partner and place give the same ids. */
export function fleetRows(rows: SeedRows, fleet: PlannedFleet): void {
  const { partnerId, permitted, state, runningInStatus, now: createdAt } = fleet;
  const ids = fleetIds(fleet);
  const firstPhone = Number(digitsOf(fleet.phoneFrom));
  for (let place = 0; place < fleet.channels; place += 1) {
    const client = Math.floor(place / fleet.channelsPerClient);
    if (place % fleet.channelsPerClient === 0) clientRows(rows, fleet, ids, client);
    const id = ids.channel(place);
    rows.channel({
      ...{ id, partnerId, permitted, state, runningInStatus, createdAt },
      clientId: ids.client(client),
      wabaId: ids.waba(client),
      externalId: ids.phoneNumberId(place),
      phoneNumber: String(firstPhone + place),
      phoneName: `${fleet.name} ${client + 1}`,
      verificationMethod: "sms",
      appId: String(900_000 + (place % 100_000)),
    });
    if (fleet.apiKeys)
      rows.apiKey({ id: ids.apiKeyId(place), channelId: id, apiKey: ids.apiKey(place), createdAt });
  }
}
