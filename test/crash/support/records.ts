import Database from "better-sqlite3";
import { z } from "zod";

export interface DeliveryRecord {
  seq: number;
  id: string;
  partner_id: string;
  route: string;
  lane: string;
  after_id: string | null;
  subject: string;
  event: string;
  body: string;
  state: string;
  attempts: number;
  cause: number | null;
}

interface ClientRecord {
  id: string;
  partner_id: string;
  created_event: string | null;
}

interface ChannelRecord {
  id: string;
  partner_id: string;
  client_id: string;
  billing: string;
  status: string;
  account_mode: string;
  integration_state: string | null;
  permitted: number;
}

interface MessageRecord {
  id: string;
  channel_id: string;
  direction: string;
  status: string;
}

interface VisitRecord {
  id: string;
  client_id: string | null;
  is_new_client: number;
  added: string;
  ended: string | null;
  result: string | null;
}

interface EntryRow {
  seq: number;
  kind: string;
  subject: string | null;
  summary: string;
  cause: number | null;
  data: string;
}

const entryData = z.record(z.string(), z.unknown());

export interface EntryRecord extends Omit<EntryRow, "data"> {
  data: z.output<typeof entryData>;
}

/** Everything that the checks read from the database of a sandbox that was stopped. */
export interface Records {
  deliveries: DeliveryRecord[];
  clients: ClientRecord[];
  channels: ChannelRecord[];
  messages: MessageRecord[];
  visits: VisitRecord[];
  apiKeys: { id: string; channel_id: string; ended_at: number | null }[];
  /** In the order in which the rows were written. */
  journal: EntryRecord[];
  /** What SQLite itself finds wrong with the file. */
  damage: string[];
}

/** Reads the database without being able to change it. */
export function readRecords(file: string): Records {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  const all = <Row>(sql: string): Row[] => database.prepare<[], Row>(sql).all();
  try {
    const integrity = all<{ integrity_check: string }>("PRAGMA integrity_check");
    const orphans = all<{ table: string; parent: string }>("PRAGMA foreign_key_check");
    return {
      deliveries: all("SELECT * FROM deliveries ORDER BY seq"),
      clients: all("SELECT id, partner_id, created_event FROM clients ORDER BY seq"),
      channels: all(
        `SELECT channels.*, partners.billing FROM channels JOIN partners ON partners.id = partner_id ORDER BY seq`,
      ),
      messages: all("SELECT id, channel_id, direction, status FROM messages ORDER BY created_at"),
      visits: all(
        "SELECT id, client_id, is_new_client, added, ended, result FROM visits ORDER BY created_at",
      ),
      apiKeys: all("SELECT id, channel_id, ended_at FROM api_keys ORDER BY created_at"),
      journal: all<EntryRow>("SELECT seq, kind, subject, summary, cause, data FROM journal ORDER BY seq").map(
        (row) => ({ ...row, data: entryData.parse(JSON.parse(row.data)) }),
      ),
      damage: [
        ...integrity.map((row) => row.integrity_check).filter((word) => word !== "ok"),
        ...orphans.map(({ table, parent }) => `a row of ${table} names a row of ${parent} that is not there`),
      ],
    };
  } finally {
    database.close();
  }
}

/** The items under each key, in their order. */
export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
