import type { Migration } from "../store/store.js";

export const clockTables: Migration[] = [
  {
    id: "clock/1",
    sql: `
      CREATE TABLE clocks (
        partner_id TEXT PRIMARY KEY,
        mode TEXT NOT NULL CHECK (mode IN ('real', 'scaled', 'manual')),
        scale REAL NOT NULL,
        virtual_ms INTEGER NOT NULL,
        wall_ms INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE TABLE timers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        partner_id TEXT NOT NULL,
        due_at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        payload TEXT NOT NULL,
        cause INTEGER,
        running INTEGER NOT NULL DEFAULT 0
      );
      CREATE INDEX timers_waiting ON timers (partner_id, due_at, id) WHERE running = 0;
      CREATE INDEX timers_by_subject ON timers (partner_id, subject);
    `,
  },
];
