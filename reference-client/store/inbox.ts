import type { Database } from "./database.js";

/** A partner webhook event as it was received. `data` is what the hub sent, not yet believed. */
export interface InboxEvent {
  seq: number;
  partnerId: string;
  eventId: string;
  event: string;
  data: unknown;
}

/** The durable inbox of partner webhooks: stored before they are answered, worked on afterwards. */
export function inboxStore(db: Database) {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO inbox (partner_id, event_id, event, data, received_at) VALUES (?, ?, ?, ?, ?)`,
  );
  const open = db.prepare<[], Omit<InboxEvent, "data"> & { data: string }>(
    `SELECT seq, partner_id AS partnerId, event_id AS eventId, event, data FROM inbox
     WHERE done_at IS NULL ORDER BY seq`,
  );
  const finish = db.prepare("UPDATE inbox SET done_at = ? WHERE seq = ?");

  return {
    /** Stores an event. False when this event id was stored before: the hub delivers at least once. */
    add: (partnerId: string, eventId: string, event: string, data: unknown): boolean =>
      insert.run(partnerId, eventId, event, JSON.stringify(data ?? null), Date.now()).changes === 1,

    open: (): InboxEvent[] => open.all().map((row): InboxEvent => ({ ...row, data: JSON.parse(row.data) })),

    finish: (seq: number) => finish.run(Date.now(), seq),
  };
}

export type InboxStore = ReturnType<typeof inboxStore>;
