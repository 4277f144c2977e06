import type { ChannelRef } from "./channels.js";
import type { Database } from "./database.js";

/** The one key that may be used for a channel now. It never leaves the server. */
export interface ActiveKey {
  address: string;
  apiKey: string;
  /** The messaging webhook that was set with this key; null before that. */
  webhookUrl: string | null;
}

/** A key as the Partner API hands it out. */
export interface NewKey {
  id: string;
  address: string;
  apiKey: string;
}

const here = "WHERE partner_id = ? AND channel_id = ? AND retired_at IS NULL";

/** The API keys. At most one per channel is active: a unique index of the database sees to it. */
export function apiKeyStore(db: Database) {
  const active = db.prepare<[string, string], ActiveKey>(
    `SELECT address, api_key AS apiKey, webhook_url AS webhookUrl FROM api_keys ${here}`,
  );
  const insert = db.prepare(
    `INSERT INTO api_keys (partner_id, channel_id, hub_key_id, address, api_key, created_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const webhookSet = db.prepare(`UPDATE api_keys SET webhook_url = ? ${here}`);
  const retire = db.prepare(
    `UPDATE api_keys SET api_key = NULL, retired_at = ?, retired_because = ? ${here}`,
  );

  return {
    active: (ref: ChannelRef) => active.get(ref.partnerId, ref.channelId),
    add: (ref: ChannelRef, key: NewKey) =>
      insert.run(ref.partnerId, ref.channelId, key.id, key.address, key.apiKey, Date.now()),
    webhookWasSet: (ref: ChannelRef, url: string) => webhookSet.run(url, ref.partnerId, ref.channelId),
    /** Ends the use of the active key: the row stays as a tombstone, the key itself is erased. */
    retire: (ref: ChannelRef, because: "permission" | "refused" | "channel-ended") =>
      retire.run(Date.now(), because, ref.partnerId, ref.channelId).changes === 1,
  };
}

export type ApiKeyStore = ReturnType<typeof apiKeyStore>;
