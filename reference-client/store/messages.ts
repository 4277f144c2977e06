import type { ChannelRef } from "./channels.js";
import type { Database } from "./database.js";

/** Delivery statuses in the order of a message's life. A status webhook may come late; it never turns one back. */
const statusRanks = { sent: 1, failed: 2, delivered: 3, read: 4 } as const;
export type DeliveryStatus = keyof typeof statusRanks;

type MessageKind = "first" | "reply" | "inbound";
/** `queued`: not handed over yet · `accepted`: the API took it · `failed`: it refused · `received`: inbound. */
type MessageProgress = "queued" | "accepted" | "failed" | "received";

export interface Message {
  id: number;
  kind: MessageKind;
  /** The customer's phone number, digits. */
  contact: string;
  body: string;
  progress: MessageProgress;
  /** The furthest status a webhook reported; null when none has come. */
  status: DeliveryStatus | null;
  createdAt: number;
}

interface MessageRow extends Omit<Message, "status"> {
  rank: number | null;
}

function statusOfRank(rank: number | null): DeliveryStatus | null {
  if (rank === statusRanks.read) return "read";
  if (rank === statusRanks.delivered) return "delivered";
  if (rank === statusRanks.failed) return "failed";
  return rank === statusRanks.sent ? "sent" : null;
}

/** What is still to be told a customer: a row before it is a request. */
export type QueuedMessage = Pick<Message, "id" | "contact" | "body">;

const here = "WHERE partner_id = ? AND channel_id = ?";

/** Messages in and out. Unique indexes hold it to one first message per channel and one reply per inbound message. */
export function messageStore(db: Database) {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO messages
       (partner_id, channel_id, kind, contact, body, progress, wamid, reply_to, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const queued = db.prepare<[string, string], QueuedMessage>(
    `SELECT id, contact, body FROM messages ${here} AND progress = 'queued' ORDER BY id LIMIT 1`,
  );
  const accepted = db.prepare("UPDATE messages SET progress = 'accepted', wamid = ? WHERE id = ?");
  const refused = db.prepare("UPDATE messages SET progress = 'failed' WHERE id = ?");
  // Kept apart from the message: the first status can overtake the API's own answer, which brings the wamid.
  const status = db.prepare(
    `INSERT INTO message_statuses (partner_id, channel_id, wamid, rank) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET rank = MAX(rank, excluded.rank)`,
  );
  const list = db.prepare<[string, string, number], MessageRow>(
    `SELECT id, kind, contact, body, progress, created_at AS createdAt, rank
     FROM messages LEFT JOIN message_statuses USING (partner_id, channel_id, wamid)
     ${here} ORDER BY id DESC LIMIT ?`,
  );
  const first = db.prepare<[string, string], MessageRow>(
    `SELECT id, kind, contact, body, progress, created_at AS createdAt, rank
     FROM messages LEFT JOIN message_statuses USING (partner_id, channel_id, wamid)
     ${here} AND kind = 'first'`,
  );
  const asMessage = ({ rank, ...row }: MessageRow): Message => ({ ...row, status: statusOfRank(rank) });

  return {
    /** Queues the channel's first message; does nothing when there was one already. */
    queueFirst: (ref: ChannelRef, to: string, body: string) =>
      insert.run(ref.partnerId, ref.channelId, "first", to, body, "queued", null, null, Date.now()),

    /** Queues the answer to an inbound message; does nothing when it has been answered already. */
    queueReply: (ref: ChannelRef, to: string, body: string, replyTo: string) =>
      insert.run(ref.partnerId, ref.channelId, "reply", to, body, "queued", null, replyTo, Date.now()),

    /** Stores an inbound text. False when this wamid was stored before. */
    addInbound: (ref: ChannelRef, from: string, body: string, wamid: string): boolean =>
      insert.run(ref.partnerId, ref.channelId, "inbound", from, body, "received", wamid, null, Date.now())
        .changes === 1,

    nextQueued: (ref: ChannelRef) => queued.get(ref.partnerId, ref.channelId),
    accepted: (id: number, wamid: string) => accepted.run(wamid, id),
    refused: (id: number) => refused.run(id),

    /** Notes a delivery status; an earlier stage that comes late changes nothing. */
    setStatus: (ref: ChannelRef, wamid: string, reported: DeliveryStatus) =>
      status.run(ref.partnerId, ref.channelId, wamid, statusRanks[reported]),

    /** The latest messages of a channel, oldest first. */
    latest: (ref: ChannelRef, count: number): Message[] =>
      list.all(ref.partnerId, ref.channelId, count).map(asMessage).reverse(),

    first(ref: ChannelRef): Message | undefined {
      const row = first.get(ref.partnerId, ref.channelId);
      return row && asMessage(row);
    },
  };
}

export type MessageStore = ReturnType<typeof messageStore>;
