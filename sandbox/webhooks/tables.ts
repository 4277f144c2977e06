import type { Migration } from "../store/store.js";

export const webhookTables: Migration[] = [
  {
    id: "webhooks/1",
    sql: `
      CREATE TABLE deliveries (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        partner_id TEXT NOT NULL,
        route TEXT NOT NULL CHECK (route IN ('partner', 'messaging')),
        lane TEXT NOT NULL,
        place INTEGER NOT NULL,
        after_id TEXT,
        subject TEXT NOT NULL,
        event TEXT NOT NULL,
        body TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'held', 'delivered', 'dead', 'unsent', 'dropped')),
        held_for TEXT,
        copies INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0,
        last_status INTEGER,
        last_error TEXT,
        created_at INTEGER NOT NULL,
        next_at INTEGER,
        cause INTEGER
      );
      CREATE INDEX deliveries_pending_by_lane ON deliveries (partner_id, lane, place) WHERE state = 'pending';
      CREATE INDEX deliveries_waiting_for ON deliveries (after_id) WHERE state = 'pending' AND after_id IS NOT NULL;
      CREATE INDEX deliveries_held ON deliveries (partner_id, held_for, seq) WHERE state = 'held';
      CREATE INDEX deliveries_by_partner ON deliveries (partner_id, seq);
      CREATE TABLE attempts (
        delivery_id TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        at INTEGER NOT NULL,
        url TEXT NOT NULL,
        status INTEGER,
        error TEXT,
        answer TEXT NOT NULL,
        took_ms INTEGER NOT NULL,
        PRIMARY KEY (delivery_id, number)
      ) WITHOUT ROWID;
    `,
  },
  {
    // Keyed by the number of the delivery: its random id made each attempt touch a page of its own.
    id: "webhooks/2",
    sql: `
      CREATE TABLE attempts_by_seq (
        delivery INTEGER NOT NULL REFERENCES deliveries (seq) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        at INTEGER NOT NULL,
        url TEXT NOT NULL,
        status INTEGER,
        error TEXT,
        answer TEXT NOT NULL,
        took_ms INTEGER NOT NULL,
        PRIMARY KEY (delivery, number)
      ) WITHOUT ROWID;
      INSERT INTO attempts_by_seq
        SELECT deliveries.seq, number, at, url, status, error, answer, took_ms
        FROM attempts JOIN deliveries ON deliveries.id = attempts.delivery_id;
      DROP TABLE attempts;
      ALTER TABLE attempts_by_seq RENAME TO attempts;
    `,
  },
];
