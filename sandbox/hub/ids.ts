import { createHash, randomBytes } from "node:crypto";
import type { Store } from "../store/store.js";

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * Makes every id, key and token. With the same seed, each partner gets the same ids in the same order, whatever the
 * other partners do meanwhile. Shapes: facts of the Partner API (6 base62 + `PA`, 8 + `CL`, 6 + `CH`, 6 + `WA`).
 */
export interface Ids {
  partner(): string;
  client(partnerId: string): string;
  channel(partnerId: string): string;
  waba(partnerId: string): string;
  /** UUID-shaped; the real format of event ids is unknown. */
  event(partnerId: string): string;
  /** Digits, as Meta's ids and the ids of API keys are. */
  digits(partnerId: string, kind: string, length: number): string;
  /** A secret of `length` base62 characters. */
  secret(partnerId: string, kind: string, length: number): string;
  namespace(partnerId: string): string;
  wamid(partnerId: string): string;
}

/** Where ids of a kind are kept that must not come up twice: short as they are, they meet sooner than one thinks. */
const keptIn: Record<string, string> = {
  partner: "partners",
  client: "clients",
  channel: "channels",
  waba: "wabas",
  "api-key-id": "api_keys",
};

/** Real chance, for what must not be guessed and shows up in no journal: salts and browser sessions. */
export const randomSecret = (bytes: number): string => randomBytes(bytes).toString("base64url");

/** Draws a fresh seed for a run that was not given one. */
export const randomSeed = (): number => randomBytes(4).readUInt32BE();

function* bytesOf(key: string): Generator<number> {
  for (let block = 0; ; block += 1) yield* createHash("sha256").update(`${key}/${block}`).digest();
}

function characters(key: string, alphabet: string, length: number): string {
  // Bytes past the last whole multiple of the alphabet would favour its first characters.
  const fair = 256 - (256 % alphabet.length);
  let text = "";
  for (const byte of bytesOf(key)) {
    if (byte < fair) text += alphabet[byte % alphabet.length];
    if (text.length === length) break;
  }
  return text;
}

export function createIds(store: Store, seed: number): Ids {
  const next = store
    .prepare<[string, string], number>(
      `INSERT INTO id_counters (partner_id, kind, used) VALUES (?, ?, 1)
       ON CONFLICT (partner_id, kind) DO UPDATE SET used = used + 1 RETURNING used`,
    )
    .pluck();

  const key = (partnerId: string, kind: string) =>
    `${seed}/${partnerId}/${kind}/${next.get(partnerId, kind)}`;

  /** Draws until an id is nobody's yet. */
  function untaken(kind: string, draw: () => string): string {
    const table = keptIn[kind];
    if (table === undefined) return draw();
    const isTaken = store.prepare<[string], number>(`SELECT 1 FROM ${table} WHERE id = ?`);
    for (;;) {
      const id = draw();
      if (isTaken.get(id) === undefined) return id;
    }
  }

  const shaped = (partnerId: string, kind: string, length: number, suffix: string) =>
    untaken(kind, () => characters(key(partnerId, kind), base62, length) + suffix);

  // No leading zero: some clients read these as numbers.
  const number = (partnerId: string, kind: string, length: number) =>
    characters(key(partnerId, kind), "123456789", 1) +
    characters(key(partnerId, kind), "0123456789", length - 1);

  return {
    partner: () => shaped("", "partner", 6, "PA"),
    client: (partnerId) => shaped(partnerId, "client", 8, "CL"),
    channel: (partnerId) => shaped(partnerId, "channel", 6, "CH"),
    waba: (partnerId) => shaped(partnerId, "waba", 6, "WA"),
    event(partnerId) {
      const hex = characters(key(partnerId, "event"), "0123456789abcdef", 30);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
    },
    digits: (partnerId, kind, length) => untaken(kind, () => number(partnerId, kind, length)),
    secret: (partnerId, kind, length) => characters(key(partnerId, kind), base62, length),
    namespace(partnerId) {
      const hex = characters(key(partnerId, "namespace"), "0123456789abcdef", 32);
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
        "_",
      );
    },
    wamid(partnerId) {
      const raw = characters(key(partnerId, "wamid"), base62, 30);
      return `wamid.${Buffer.from(raw).toString("base64").replace(/=+$/, "")}`;
    },
  };
}
