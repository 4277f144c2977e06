import type { Channel, Waba } from "./channel.js";
import { channelList } from "./channel-list.js";
import { type ChannelRow, channelColumns, channelTables, toChannel } from "./channel-row.js";
import type { HubContext } from "./context.js";
import { HubError, invalid, notFound } from "./errors.js";
import { type ListQuery, listPage, type Page } from "./lists.js";
import { parsePhoneNumber } from "./phone.js";
import { createWabaRows, type NewWaba, type Portfolio } from "./waba-rows.js";

/** A number that comes out of Meta's embedded signup. */
export interface NewChannel {
  phoneNumber: string;
  phoneName: string;
  verificationMethod?: "sms" | "voice" | undefined;
  /** Takes an existing WABA of the client; left out, its first one is used, or made. */
  wabaId?: string | undefined;
  /** How a WABA that is made for it is called, and where it belongs. */
  newWaba?: NewWaba | undefined;
  /** Meta's id of a new WABA, and of the number; drawn, when left out. */
  wabaExternalId?: string | undefined;
  externalId?: string | undefined;
  permitted: boolean;
}

/** Fields of a channel that its life changes. */
export type ChannelChange = Partial<
  Pick<
    Channel,
    | "status"
    | "accountMode"
    | "hubStatus"
    | "integrationState"
    | "permitted"
    | "currentLimit"
    | "currentQualityRating"
    | "billingStartedAt"
    | "cancelledAt"
    | "terminatedAt"
    | "webhookUrl"
    | "webhookHeaders"
    | "phoneName"
  >
>;

/** Where messages of a number go. */
export type Webhook = Pick<Channel, "webhookUrl" | "webhookHeaders">;

export interface Channels {
  /** Adds a number (and its WABA). It is part of a command: call it in a transaction. */
  add(partnerId: string, clientId: string, channel: NewChannel): Channel;
  find(partnerId: string, id: string): Channel | undefined;
  get(partnerId: string, id: string): Channel;
  /** @throws HubError `not_found` for a channel that is not the client's; it names those that are. */
  getOwn(partnerId: string, clientId: string, id: string): Channel;
  /** @throws HubError `conflict` when the partner has a channel with these digits. */
  requireFree(partnerId: string, digits: string): void;
  /** Writes changed fields, and the time of the change. It is part of a command: call it in a transaction. */
  change(channel: Channel, change: ChannelChange): Channel;
  list(partnerId: string, query: ListQuery): Page<Channel>;
  ofClient(partnerId: string, clientId: string): Channel[];
  /** How many numbers a client has. */
  countOf(partnerId: string, clientId: string): number;
  /** The id of the channel that has a number, in digits, at this partner. */
  idOfNumber(partnerId: string, digits: string): string | undefined;
  wabasOf(partnerId: string, clientId: string): Waba[];
  portfoliosOf(partnerId: string, clientId: string): Portfolio[];
  /** The webhook that numbers of a WABA use when they have none of their own. */
  wabaWebhook(wabaId: string): Webhook | undefined;
  setWabaWebhook(wabaId: string, webhook: Webhook): void;
  setWabaStatus(wabaId: string, status: string): void;
}

const source = channelList(channelColumns);

type Column = string | number | null;

const columnNames: Record<string, string> = {
  status: "status",
  accountMode: "account_mode",
  hubStatus: "hub_status",
  integrationState: "integration_state",
  permitted: "permitted",
  currentLimit: "current_limit",
  currentQualityRating: "current_quality_rating",
  billingStartedAt: "billing_started_at",
  cancelledAt: "cancelled_at",
  terminatedAt: "terminated_at",
  webhookUrl: "webhook_url",
  webhookHeaders: "webhook_headers",
  phoneName: "phone_name",
} satisfies Record<keyof ChannelChange, string>;

function toColumn(value: boolean | Column | Record<string, string>): Column {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

function changedColumns(change: ChannelChange): [string, Column][] {
  return Object.entries(change).flatMap(([field, value]) => {
    const name = columnNames[field];
    return name === undefined ? [] : [[name, toColumn(value)]];
  });
}

/** @returns the name without the space around it. @throws HubError `invalid` for an empty one. */
export function requireDisplayName(text: string): string {
  const name = text.trim();
  if (name !== "") return name;
  throw invalid(
    "The display name is empty. Write the name your customers will see.",
    "display_name",
    "display_name_empty",
  );
}

export function createChannels({ store, clock, ids }: HubContext): Channels {
  const select = store.prepare<[string, string], ChannelRow>(
    `SELECT ${channelColumns} FROM ${channelTables} WHERE channels.partner_id = ? AND channels.id = ?`,
  );
  const wabas = createWabaRows({ store, ids });
  const selectByNumber = store
    .prepare<[string, string], string>("SELECT id FROM channels WHERE partner_id = ? AND phone_number = ?")
    .pluck();

  const count = store
    .prepare<[string, string], number>("SELECT COUNT(*) FROM channels WHERE partner_id = ? AND client_id = ?")
    .pluck();

  function find(partnerId: string, id: string): Channel | undefined {
    const row = select.get(partnerId, id);
    return row && toChannel(row);
  }

  function get(partnerId: string, id: string): Channel {
    const channel = find(partnerId, id);
    if (!channel) throw notFound("channel", id, `The partner ${partnerId} has no such channel.`);
    return channel;
  }

  const ofClient = (partnerId: string, clientId: string): Channel[] =>
    store
      .prepare<[string, string], ChannelRow>(
        `SELECT ${channelColumns} FROM ${channelTables} WHERE channels.partner_id = ? AND channels.client_id = ? ORDER BY channels.seq`,
      )
      .all(partnerId, clientId)
      .map(toChannel);

  function getOwn(partnerId: string, clientId: string, id: string): Channel {
    const channel = find(partnerId, id);
    if (channel?.clientId === clientId) return channel;
    const known = ofClient(partnerId, clientId).map((own) => own.id);
    throw notFound("channel", id, `The client ${clientId} has ${known.join(", ") || "no channels"}.`);
  }

  function requireFree(partnerId: string, digits: string): void {
    const taken = selectByNumber.get(partnerId, digits);
    if (taken === undefined) return;
    throw new HubError(
      "conflict",
      `+${digits} is connected already, as the channel ${taken}. Use another number.`,
      { field: "phone_number", mistake: "phone_taken", value: `+${digits}` },
    );
  }

  return {
    find,
    get,
    getOwn,
    requireFree,
    add(partnerId, clientId, channel) {
      const { phoneNumber, phoneName, verificationMethod = "sms", externalId, permitted } = channel;
      const digits = parsePhoneNumber(phoneNumber);
      requireFree(partnerId, digits);
      const name = requireDisplayName(phoneName);
      const id = ids.channel(partnerId);
      const now = clock.now(partnerId);
      store
        .prepare<Column[], never>(
          `INSERT INTO channels (id, partner_id, client_id, waba_id, external_id, phone_number, phone_name, verification_method,
             status, account_mode, hub_status, app_id, permitted, created_at, modified_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'created', 'sandbox', 'pending', ?, ?, ?, ?)`,
        )
        .run(
          id,
          partnerId,
          clientId,
          wabas.choose(partnerId, clientId, channel),
          externalId ?? ids.digits(partnerId, "phone-number-id", 15),
          digits,
          name,
          verificationMethod,
          ids.digits(partnerId, "app", 6),
          Number(permitted),
          now,
          now,
        );
      return get(partnerId, id);
    },
    change(channel, change) {
      const changed = changedColumns(change);
      const assignments = [...changed.map(([column]) => `${column} = ?`), "modified_at = ?"].join(", ");
      store
        .prepare<Column[], never>(`UPDATE channels SET ${assignments} WHERE id = ?`)
        .run(...changed.map(([, value]) => value), clock.now(channel.partnerId), channel.id);
      return get(channel.partnerId, channel.id);
    },
    list(partnerId, query) {
      const page = listPage<ChannelRow>(
        store,
        source,
        { sql: "channels.partner_id = ?", values: [partnerId] },
        query,
      );
      return { ...page, rows: page.rows.map(toChannel) };
    },
    ofClient,
    countOf: (partnerId, clientId) => count.get(partnerId, clientId) ?? 0,
    idOfNumber: (partnerId, digits) => selectByNumber.get(partnerId, digits),
    wabasOf: wabas.ofClient,
    portfoliosOf: wabas.portfoliosOf,
    wabaWebhook(wabaId) {
      const row = store
        .prepare<[string], { webhook_url: string | null; webhook_headers: string }>(
          "SELECT webhook_url, webhook_headers FROM wabas WHERE id = ?",
        )
        .get(wabaId);
      return row && { webhookUrl: row.webhook_url, webhookHeaders: JSON.parse(row.webhook_headers) };
    },
    setWabaStatus(wabaId, status) {
      store.prepare<[string, string], never>("UPDATE wabas SET status = ? WHERE id = ?").run(status, wabaId);
    },
    setWabaWebhook(wabaId, { webhookUrl, webhookHeaders }) {
      store
        .prepare<[string | null, string, string], never>(
          "UPDATE wabas SET webhook_url = ?, webhook_headers = ? WHERE id = ?",
        )
        .run(webhookUrl, JSON.stringify(webhookHeaders), wabaId);
    },
  };
}
