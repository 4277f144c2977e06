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
        after_id TEXT,
        subject TEXT NOT NULL,
        event TEXT NOT NULL,
        body TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'dead', 'unsent')),
        attempts INTEGER NOT NULL DEFAULT 0,
        last_status INTEGER,
        last_error TEXT,
        created_at INTEGER NOT NULL,
        next_at INTEGER,
        cause INTEGER
      );
      CREATE INDEX deliveries_pending_by_lane ON deliveries (partner_id, lane, seq) WHERE state = 'pending';
      CREATE INDEX deliveries_waiting_for ON deliveries (after_id) WHERE state = 'pending' AND after_id IS NOT NULL;
      CREATE INDEX deliveries_by_partner ON deliveries (partner_id, seq);
      CREATE TABLE faults (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        partner_id TEXT NOT NULL,
        fault TEXT NOT NULL
      );
      CREATE INDEX faults_by_partner ON faults (partner_id);
    `,
  },
];
