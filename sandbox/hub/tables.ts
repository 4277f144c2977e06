import type { Migration } from "../store/store.js";

export const hubTables: Migration[] = [
  {
    id: "hub/1",
    sql: `
      CREATE TABLE id_counters (
        partner_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        used INTEGER NOT NULL,
        PRIMARY KEY (partner_id, kind)
      ) WITHOUT ROWID;
      CREATE TABLE partners (
        id TEXT PRIMARY KEY,
        brand_name TEXT NOT NULL,
        logo_url TEXT,
        country TEXT NOT NULL,
        billing TEXT NOT NULL CHECK (billing IN ('direct', 'partner')),
        username TEXT NOT NULL,
        password TEXT NOT NULL,
        platform_secret TEXT,
        webhook_url TEXT,
        webhook_headers TEXT NOT NULL DEFAULT '{}',
        redirect_url TEXT,
        settings TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX partners_by_username ON partners (username);
      CREATE TABLE partner_api_keys (
        partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
        api_key TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (api_key, partner_id)
      ) WITHOUT ROWID;
      CREATE TABLE access_tokens (
        token TEXT NOT NULL,
        partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
        expires_at INTEGER NOT NULL,
        PRIMARY KEY (token, partner_id)
      ) WITHOUT ROWID;
      CREATE TABLE clients (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        password TEXT NOT NULL,
        language TEXT NOT NULL,
        partner_payload TEXT,
        max_channels INTEGER,
        plan TEXT,
        created_event TEXT,
        created_at INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        UNIQUE (partner_id, email)
      );
      CREATE TABLE client_sessions (
        token TEXT PRIMARY KEY,
        client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE
      ) WITHOUT ROWID;
      CREATE TABLE wabas (
        id TEXT PRIMARY KEY,
        partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
        client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        external_id TEXT NOT NULL,
        name TEXT NOT NULL,
        namespace TEXT NOT NULL,
        fb_business_id TEXT NOT NULL,
        status TEXT NOT NULL,
        fb_account_status TEXT NOT NULL,
        webhook_url TEXT,
        webhook_headers TEXT NOT NULL DEFAULT '{}'
      ) WITHOUT ROWID;
      CREATE INDEX wabas_by_client ON wabas (client_id);
      CREATE TABLE channels (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
        client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        waba_id TEXT NOT NULL REFERENCES wabas (id),
        external_id TEXT NOT NULL,
        phone_number TEXT NOT NULL,
        phone_name TEXT NOT NULL,
        verification_method TEXT NOT NULL,
        status TEXT NOT NULL,
        account_mode TEXT NOT NULL,
        hub_status TEXT NOT NULL,
        integration_state TEXT,
        app_id TEXT NOT NULL,
        permitted INTEGER NOT NULL,
        current_limit TEXT,
        current_quality_rating TEXT,
        billing_started_at INTEGER,
        cancelled_at INTEGER,
        terminated_at INTEGER,
        webhook_url TEXT,
        webhook_headers TEXT NOT NULL DEFAULT '{}',
        created_at INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        UNIQUE (partner_id, phone_number)
      );
      CREATE INDEX channels_by_partner ON channels (partner_id, id);
      CREATE INDEX channels_by_client ON channels (client_id, id);
      CREATE TABLE api_keys (
        id TEXT PRIMARY KEY,
        channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
        api_key TEXT NOT NULL UNIQUE,
        created_at INTEGER NOT NULL,
        ended_at INTEGER,
        ended_by TEXT
      ) WITHOUT ROWID;
      CREATE INDEX api_keys_by_channel ON api_keys (channel_id);
      CREATE TABLE messages (
        id TEXT PRIMARY KEY,
        channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
        direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
        peer TEXT NOT NULL,
        type TEXT NOT NULL,
        text TEXT,
        status TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX messages_by_channel ON messages (channel_id, created_at);
      CREATE TABLE visits (
        id TEXT PRIMARY KEY,
        partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
        client_id TEXT REFERENCES clients (id) ON DELETE CASCADE,
        is_new_client INTEGER NOT NULL DEFAULT 0,
        wants_log_in INTEGER NOT NULL DEFAULT 0,
        numbers_done INTEGER NOT NULL DEFAULT 0,
        added TEXT NOT NULL DEFAULT '[]',
        params TEXT NOT NULL,
        redirect_url TEXT NOT NULL,
        result TEXT,
        ended TEXT,
        created_at INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX visits_by_client ON visits (client_id) WHERE ended IS NULL;
    `,
  },
];
