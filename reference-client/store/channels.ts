import { randomSecret } from "../secrets.js";
import type { Database } from "./database.js";

/** Names a channel. Two partner accounts never share one, so both ids are needed. */
export interface ChannelRef {
  partnerId: string;
  channelId: string;
}

/** A channel's life as the hub tells it; it only ever moves forward here. */
export const lifeStages = ["created", "ready", "running", "live"] as const;
export type LifeStage = (typeof lifeStages)[number];

export type Permission = "unknown" | "missing" | "granted" | "revoked";

/** What we know of a channel. `running`, `permission` and `gone` come from the Partner API, never from an event. */
export interface Channel extends ChannelRef {
  clientId: string | null;
  phoneNumber: string | null;
  phoneName: string | null;
  /** How many stages of {@link lifeStages} it has reached. */
  progress: number;
  permission: Permission;
  running: boolean;
  gone: boolean;
  /** When permission and running were last read from the API, epoch milliseconds; 0 = never. */
  checkedAt: number;
  /** How often we were told that something may have changed, and up to which of these the API was asked. */
  wanted: number;
  done: number;
  /** Keys in a row that the messaging API refused. */
  refusedKeys: number;
  /** Why the last step failed, in words for the page; null when it did not. */
  trouble: string | null;
  webhookSecret: string;
}

interface ChannelRow extends Omit<Channel, "running" | "gone"> {
  running: number;
  gone: number;
}

/** Facts about a channel that an event or the API brings along; left out = not known. */
export interface ChannelFacts {
  clientId?: string | undefined;
  phoneNumber?: string | undefined;
  phoneName?: string | undefined;
  stage?: LifeStage | undefined;
}

const asChannel = (row: ChannelRow): Channel => ({
  ...row,
  running: row.running === 1,
  gone: row.gone === 1,
});

const columns = `partner_id AS partnerId, channel_id AS channelId, client_id AS clientId, phone_number AS phoneNumber,
  phone_name AS phoneName, progress, permission, running, gone, checked_at AS checkedAt, wanted, done,
  refused_keys AS refusedKeys, trouble, webhook_secret AS webhookSecret`;
const here = "WHERE partner_id = ? AND channel_id = ?";

/** The channels this app has heard of. */
export function channelStore(db: Database) {
  const one = db.prepare<[string, string], ChannelRow>(`SELECT ${columns} FROM channels ${here}`);
  const all = db.prepare<[], ChannelRow>(`SELECT ${columns} FROM channels ORDER BY created_at, channel_id`);
  const byId = db.prepare<[string], ChannelRow>(`SELECT ${columns} FROM channels WHERE channel_id = ?`);
  const ofSession = db.prepare<[string], ChannelRow>(
    `SELECT ${columns} FROM channels JOIN session_clients USING (partner_id, client_id)
     WHERE session_id = ? ORDER BY created_at, channel_id`,
  );
  const create = db.prepare(
    `INSERT OR IGNORE INTO channels (partner_id, channel_id, webhook_secret, created_at) VALUES (?, ?, ?, ?)`,
  );
  // What an event says is kept only while nothing better is known; what the API says replaces it.
  const claim = db.prepare(
    `UPDATE channels SET client_id = COALESCE(client_id, ?), phone_number = COALESCE(phone_number, ?),
       phone_name = COALESCE(phone_name, ?), progress = MAX(progress, ?) ${here}`,
  );
  const confirm = db.prepare(
    `UPDATE channels SET client_id = COALESCE(?, client_id), phone_number = COALESCE(?, phone_number),
       phone_name = COALESCE(?, phone_name), progress = MAX(progress, ?) ${here}`,
  );
  const want = db.prepare(
    `UPDATE channels SET wanted = wanted + 1, refused_keys = CASE ? WHEN 1 THEN 0 ELSE refused_keys END ${here}`,
  );
  const answered = db.prepare(
    `UPDATE channels SET done = MAX(done, ?), permission = ?, running = ?, gone = ?, checked_at = ?, trouble = NULL ${here}`,
  );
  const setPermission = db.prepare(`UPDATE channels SET permission = ? ${here}`);
  const notRunning = db.prepare(`UPDATE channels SET running = 0 ${here}`);
  const setTrouble = db.prepare(`UPDATE channels SET trouble = ? ${here}`);
  const setRefused = db.prepare(`UPDATE channels SET refused_keys = ? ${here}`);

  const stageNumber = (stage: LifeStage | undefined) => (stage ? lifeStages.indexOf(stage) + 1 : 0);
  const factValues = (facts: ChannelFacts) => [
    facts.clientId ?? null,
    facts.phoneNumber ?? null,
    facts.phoneName ?? null,
    stageNumber(facts.stage),
  ];

  return {
    find(ref: ChannelRef): Channel | undefined {
      const row = one.get(ref.partnerId, ref.channelId);
      return row && asChannel(row);
    },
    all: () => all.all().map(asChannel),
    /** Every channel with this id: the messaging webhook's path names no partner. */
    withId: (channelId: string) => byId.all(channelId).map(asChannel),
    /** The channels of the clients that this session linked. */
    ofSession: (sessionId: string) => ofSession.all(sessionId).map(asChannel),

    /** Notes what an event or a redirect claims. Progress never moves backwards. */
    claim(ref: ChannelRef, facts: ChannelFacts): void {
      create.run(ref.partnerId, ref.channelId, randomSecret(), Date.now());
      claim.run(...factValues(facts), ref.partnerId, ref.channelId);
    },
    /** Notes what the Partner API says. */
    confirm: (ref: ChannelRef, facts: ChannelFacts) =>
      confirm.run(...factValues(facts), ref.partnerId, ref.channelId),

    /** Asks for a fresh look at the API. News from outside also gives refused keys another chance. */
    want: (ref: ChannelRef, because: "news" | "reconcile" | "refused-key") =>
      want.run(because === "news" ? 1 : 0, ref.partnerId, ref.channelId),

    /** Records an answer of the API, for everything that was wanted up to `wanted`. */
    answered: (
      ref: ChannelRef,
      wanted: number,
      truth: { permission: Permission; running: boolean; gone: boolean },
    ) =>
      answered.run(
        wanted,
        truth.permission,
        truth.running ? 1 : 0,
        truth.gone ? 1 : 0,
        Date.now(),
        ref.partnerId,
        ref.channelId,
      ),

    setPermission: (ref: ChannelRef, permission: Permission) =>
      setPermission.run(permission, ref.partnerId, ref.channelId),
    setNotRunning: (ref: ChannelRef) => notRunning.run(ref.partnerId, ref.channelId),
    setTrouble: (ref: ChannelRef, trouble: string | null) =>
      setTrouble.run(trouble, ref.partnerId, ref.channelId),
    setRefusedKeys: (ref: ChannelRef, count: number) => setRefused.run(count, ref.partnerId, ref.channelId),
  };
}

export type ChannelStore = ReturnType<typeof channelStore>;
