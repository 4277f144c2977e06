import BetterSqlite3 from "better-sqlite3";

export type Database = BetterSqlite3.Database;

/**
 * The tables. Whatever must survive a crash is here: nothing that is still to be done lives in memory only.
 * Cookies and `state` values are kept as digests, and an API key is erased when it may not be used any more.
 */
const schema = `
  CREATE TABLE sessions (id TEXT PRIMARY KEY, created_at INTEGER NOT NULL);

  CREATE TABLE states (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL, partner_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL, used_at INTEGER
  );

  CREATE TABLE redirects (
    id INTEGER PRIMARY KEY, state_id TEXT NOT NULL UNIQUE, session_id TEXT NOT NULL, partner_id TEXT NOT NULL,
    client_id TEXT NOT NULL, channels TEXT NOT NULL, revoked TEXT NOT NULL,
    outcome TEXT NOT NULL DEFAULT 'pending', created_at INTEGER NOT NULL
  );

  CREATE TABLE session_clients (
    session_id TEXT NOT NULL, partner_id TEXT NOT NULL, client_id TEXT NOT NULL, linked_at INTEGER NOT NULL,
    PRIMARY KEY (session_id, partner_id, client_id)
  );

  CREATE TABLE inbox (
    seq INTEGER PRIMARY KEY, partner_id TEXT NOT NULL, event_id TEXT NOT NULL, event TEXT NOT NULL,
    data TEXT NOT NULL, received_at INTEGER NOT NULL, done_at INTEGER,
    UNIQUE (partner_id, event_id)
  );

  CREATE TABLE channels (
    partner_id TEXT NOT NULL, channel_id TEXT NOT NULL, client_id TEXT,
    phone_number TEXT, phone_name TEXT,
    progress INTEGER NOT NULL DEFAULT 0, permission TEXT NOT NULL DEFAULT 'unknown',
    running INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0, checked_at INTEGER NOT NULL DEFAULT 0,
    wanted INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0, refused_keys INTEGER NOT NULL DEFAULT 0,
    trouble TEXT, webhook_secret TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, channel_id)
  );

  CREATE TABLE api_keys (
    id INTEGER PRIMARY KEY, partner_id TEXT NOT NULL, channel_id TEXT NOT NULL, hub_key_id TEXT NOT NULL,
    address TEXT NOT NULL, api_key TEXT, webhook_url TEXT,
    created_at INTEGER NOT NULL, retired_at INTEGER, retired_because TEXT
  );
  CREATE UNIQUE INDEX one_active_key ON api_keys (partner_id, channel_id) WHERE retired_at IS NULL;

  CREATE TABLE messages (
    id INTEGER PRIMARY KEY, partner_id TEXT NOT NULL, channel_id TEXT NOT NULL,
    kind TEXT NOT NULL, contact TEXT NOT NULL, body TEXT NOT NULL,
    progress TEXT NOT NULL, wamid TEXT, reply_to TEXT, created_at INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX one_first_message ON messages (partner_id, channel_id) WHERE kind = 'first';
  CREATE UNIQUE INDEX one_inbound ON messages (partner_id, channel_id, wamid) WHERE kind = 'inbound';
  CREATE UNIQUE INDEX one_reply ON messages (partner_id, channel_id, reply_to) WHERE kind = 'reply';

  CREATE TABLE message_statuses (
    partner_id TEXT NOT NULL, channel_id TEXT NOT NULL, wamid TEXT NOT NULL, rank INTEGER NOT NULL,
    PRIMARY KEY (partner_id, channel_id, wamid)
  );
`;

const schemaVersion = 1;

/** A database that cannot be used. The message says which and why. */
export class DatabaseError extends Error {}

function open(file: string): Database {
  try {
    const db = new BetterSqlite3(file);
    db.pragma("journal_mode = WAL");
    return db;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseError(`The database ${file} cannot be opened: ${reason}`);
  }
}

/** Opens the app's database (a file, or `:memory:`), creating the tables in a new one. Throws {@link DatabaseError}. */
export function openDatabase(file: string): Database {
  const db = open(file);
  const version = db.pragma("user_version", { simple: true });
  if (version === 0) {
    db.transaction(() => {
      db.exec(schema);
      db.pragma(`user_version = ${schemaVersion}`);
    })();
  } else if (version !== schemaVersion) {
    db.close();
    throw new DatabaseError(
      `${file} was written by another version of this app. Remove it, or choose another --db.`,
    );
  }
  return db;
}
