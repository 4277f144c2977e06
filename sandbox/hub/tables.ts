import type { Migration } from "../store/store.js";

/** The fields that many channels share, by which they are counted; an absent one is empty. */
const channelGroup = (row: string) =>
  `${row}.status, ${row}.account_mode, ${row}.hub_status, COALESCE(${row}.integration_state, ''),
   COALESCE(${row}.current_limit, ''), COALESCE(${row}.current_quality_rating, '')`;

const countChannel = (row: "OLD" | "NEW", by: 1 | -1) =>
  `INSERT INTO list_totals VALUES (${row}.partner_id, 'channels', ${channelGroup(row)}, ${by})
   ON CONFLICT DO UPDATE SET total = total + ${by};`;

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
      CREATE INDEX api_keys_alive ON api_keys (channel_id) WHERE ended_at IS NULL;
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
  {
    id: "hub/2",
    sql: `
      ALTER TABLE partners ADD COLUMN approves_partner_changes INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE channels ADD COLUMN ctwa INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE channels ADD COLUMN new_name TEXT;
      ALTER TABLE channels ADD COLUMN new_name_status TEXT;
      CREATE TABLE templates (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        waba_id TEXT NOT NULL REFERENCES wabas (id) ON DELETE CASCADE,
        external_id TEXT NOT NULL,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        category TEXT NOT NULL,
        components TEXT NOT NULL,
        status TEXT NOT NULL,
        rejected_reason TEXT,
        created_at INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        UNIQUE (waba_id, name, language)
      );
      CREATE INDEX templates_by_waba ON templates (waba_id, id);
      CREATE TABLE flows (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        waba_id TEXT NOT NULL REFERENCES wabas (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        categories TEXT NOT NULL,
        status TEXT NOT NULL,
        asset TEXT,
        created_at INTEGER NOT NULL,
        UNIQUE (waba_id, name)
      );
      CREATE INDEX flows_by_waba ON flows (waba_id, id);
      CREATE INDEX messages_received ON messages (channel_id, peer, created_at) WHERE direction = 'in';
    `,
  },
  {
    // Lists: one index for each key that finds few rows or sorts many, and counts that no page has to make anew.
    id: "hub/3",
    sql: `
      CREATE INDEX channels_by_phone_number ON channels (partner_id, phone_number, id);
      CREATE INDEX channels_by_external_id ON channels (partner_id, external_id, id);
      CREATE INDEX channels_by_partner_client ON channels (partner_id, client_id, id);
      CREATE INDEX channels_by_waba ON channels (partner_id, waba_id, id);
      CREATE INDEX channels_by_status ON channels (partner_id, status, id);
      CREATE INDEX channels_by_account_mode ON channels (partner_id, account_mode, id);
      CREATE INDEX channels_by_hub_status ON channels (partner_id, hub_status, id);
      CREATE INDEX channels_by_created ON channels (partner_id, created_at, id);
      CREATE INDEX channels_of_waba ON channels (waba_id);
      CREATE INDEX clients_by_partner ON clients (partner_id, id);
      CREATE INDEX clients_by_email ON clients (partner_id, email, id);
      CREATE INDEX clients_by_name ON clients (partner_id, name, id);
      CREATE INDEX clients_by_created ON clients (partner_id, created_at, id);
      CREATE INDEX wabas_by_external_id ON wabas (partner_id, external_id);
      CREATE TABLE list_totals (
        partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
        list TEXT NOT NULL,
        status TEXT NOT NULL DEFAULT '',
        account_mode TEXT NOT NULL DEFAULT '',
        hub_status TEXT NOT NULL DEFAULT '',
        integration_state TEXT NOT NULL DEFAULT '',
        current_limit TEXT NOT NULL DEFAULT '',
        current_quality_rating TEXT NOT NULL DEFAULT '',
        total INTEGER NOT NULL,
        PRIMARY KEY (partner_id, list, status, account_mode, hub_status, integration_state, current_limit, current_quality_rating)
      ) WITHOUT ROWID;
      INSERT INTO list_totals SELECT partner_id, 'channels', ${channelGroup("channels")}, COUNT(*)
        FROM channels GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
      INSERT INTO list_totals (partner_id, list, total) SELECT partner_id, 'clients', COUNT(*) FROM clients GROUP BY partner_id;
      CREATE TRIGGER channels_added AFTER INSERT ON channels BEGIN
        ${countChannel("NEW", 1)}
      END;
      CREATE TRIGGER channels_moved
        AFTER UPDATE OF status, account_mode, hub_status, integration_state, current_limit, current_quality_rating ON channels
        WHEN (${channelGroup("OLD")}) <> (${channelGroup("NEW")}) BEGIN
        ${countChannel("OLD", -1)}
        ${countChannel("NEW", 1)}
      END;
      CREATE TRIGGER channels_removed AFTER DELETE ON channels BEGIN
        UPDATE list_totals SET total = total - 1 WHERE partner_id = OLD.partner_id AND list = 'channels' AND (status,
          account_mode, hub_status, integration_state, current_limit, current_quality_rating) = (${channelGroup("OLD")});
      END;
      CREATE TRIGGER clients_added AFTER INSERT ON clients BEGIN
        INSERT INTO list_totals (partner_id, list, total) VALUES (NEW.partner_id, 'clients', 1)
          ON CONFLICT DO UPDATE SET total = total + 1;
      END;
      CREATE TRIGGER clients_removed AFTER DELETE ON clients BEGIN
        UPDATE list_totals SET total = total - 1 WHERE partner_id = OLD.partner_id AND list = 'clients';
      END;
    `,
  },
  {
    // When a partner made each of its own keys: its API Keys tab shows it. Keys made before this are of no known time.
    id: "hub/partner-keys-1",
    sql: "ALTER TABLE partner_api_keys ADD COLUMN created_at INTEGER;",
  },
  {
    // The persons behind a client, and what Meta's embedded signup has been told so far.
    id: "hub/permissions-page-1",
    sql: `
      ALTER TABLE clients ADD COLUMN user_name TEXT;
      ALTER TABLE wabas ADD COLUMN business_name TEXT;
      ALTER TABLE visits ADD COLUMN meta_signup TEXT;
      CREATE TABLE client_users (
        partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
        email TEXT NOT NULL,
        client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        password TEXT NOT NULL,
        PRIMARY KEY (partner_id, email)
      ) WITHOUT ROWID;
      CREATE INDEX client_users_by_client ON client_users (client_id);
    `,
  },
  {
    // Signatures of links that were used once; each is kept as long as its time could still let it in.
    id: "hub/io-signature-1",
    sql: `
      CREATE TABLE used_io_signatures (
        partner_id TEXT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
        signature TEXT NOT NULL,
        signed_at INTEGER NOT NULL,
        used_at INTEGER NOT NULL,
        PRIMARY KEY (partner_id, signature)
      ) WITHOUT ROWID;
    `,
  },
  {
    // Visits that play themselves, and the plans that wait for a partner's next ones.
    id: "hub/autopilot-1",
    sql: `
      ALTER TABLE visits ADD COLUMN autopilot TEXT;
      ALTER TABLE visits ADD COLUMN autopilot_stopped TEXT;
      CREATE TABLE armed_autopilots (
        partner_id TEXT PRIMARY KEY REFERENCES partners (id) ON DELETE CASCADE,
        plan TEXT NOT NULL,
        times INTEGER
      ) WITHOUT ROWID;
    `,
  },
];
