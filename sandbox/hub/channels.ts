import type { Channel, Waba } from "./channel.js";
import { channelList } from "./channel-list.js";
import type { HubContext } from "./context.js";
import { HubError, notFound } from "./errors.js";
import { type ListQuery, listPage, type Page } from "./lists.js";
import { parsePhoneNumber } from "./phone.js";

interface ChannelRow {
  id: string;
  partner_id: string;
  client_id: string;
  external_id: string;
  phone_number: string;
  phone_name: string;
  new_name_status: string | null;
  verification_method: string;
  status: string;
  account_mode: "sandbox" | "live";
  hub_status: string;
  integration_state: string | null;
  app_id: string;
  permitted: number;
  current_limit: string | null;
  current_quality_rating: string | null;
  billing_started_at: number | null;
  cancelled_at: number | null;
  terminated_at: number | null;
  webhook_url: string | null;
  webhook_headers: string;
  created_at: number;
  modified_at: number;
  client_name: string;
  client_email: string;
  client_language: string;
  client_payload: string | null;
  client_event: string | null;
  waba_id: string;
  waba_external_id: string;
  waba_name: string;
  waba_namespace: string;
  waba_business: string;
  waba_status: string;
  waba_fb_status: string;
}

/** A number that comes out of Meta's embedded signup. */
export interface NewChannel {
  phoneNumber: string;
  phoneName: string;
  verificationMethod?: "sms" | "voice" | undefined;
  /** Takes an existing WABA of the client; left out, its first one is used, or made. */
  wabaId?: string | undefined;
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
  /** Writes changed fields, and the time of the change. It is part of a command: call it in a transaction. */
  change(channel: Channel, change: ChannelChange): Channel;
  list(partnerId: string, query: ListQuery): Page<Channel>;
  ofClient(partnerId: string, clientId: string): Channel[];
  wabasOf(partnerId: string, clientId: string): Waba[];
  /** The webhook that numbers of a WABA use when they have none of their own. */
  wabaWebhook(wabaId: string): Webhook | undefined;
  setWabaWebhook(wabaId: string, webhook: Webhook): void;
  setWabaStatus(wabaId: string, status: string): void;
}

const columns = `channels.*, clients.name AS client_name, clients.email AS client_email, clients.language AS client_language,
  clients.partner_payload AS client_payload, clients.created_event AS client_event, wabas.external_id AS waba_external_id,
  wabas.name AS waba_name, wabas.namespace AS waba_namespace, wabas.fb_business_id AS waba_business,
  wabas.status AS waba_status, wabas.fb_account_status AS waba_fb_status`;
const from =
  "channels JOIN clients ON clients.id = channels.client_id JOIN wabas ON wabas.id = channels.waba_id";

const toChannel = (row: ChannelRow): Channel => ({
  id: row.id,
  partnerId: row.partner_id,
  clientId: row.client_id,
  externalId: row.external_id,
  phoneNumber: row.phone_number,
  phoneName: row.phone_name,
  newNameStatus: row.new_name_status,
  verificationMethod: row.verification_method,
  status: row.status,
  accountMode: row.account_mode,
  hubStatus: row.hub_status,
  integrationState: row.integration_state,
  appId: row.app_id,
  permitted: row.permitted === 1,
  currentLimit: row.current_limit,
  currentQualityRating: row.current_quality_rating,
  billingStartedAt: row.billing_started_at,
  cancelledAt: row.cancelled_at,
  terminatedAt: row.terminated_at,
  webhookUrl: row.webhook_url,
  webhookHeaders: row.webhook_headers === "{}" ? {} : JSON.parse(row.webhook_headers),
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  client: {
    id: row.client_id,
    name: row.client_name,
    email: row.client_email,
    language: row.client_language,
    partnerPayload: row.client_payload,
    createdEvent: row.client_event,
  },
  waba: {
    id: row.waba_id,
    clientId: row.client_id,
    externalId: row.waba_external_id,
    name: row.waba_name,
    namespace: row.waba_namespace,
    fbBusinessId: row.waba_business,
    status: row.waba_status,
    fbAccountStatus: row.waba_fb_status,
  },
});

const source = channelList(columns);

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

export function createChannels({ store, clock, ids }: HubContext): Channels {
  const select = store.prepare<[string, string], ChannelRow>(
    `SELECT ${columns} FROM ${from} WHERE channels.partner_id = ? AND channels.id = ?`,
  );
  const selectWabas = store.prepare<[string, string], Waba>(
    `SELECT id, client_id AS clientId, external_id AS externalId, name, namespace, fb_business_id AS fbBusinessId, status,
       fb_account_status AS fbAccountStatus FROM wabas WHERE partner_id = ? AND client_id = ? ORDER BY id`,
  );

  function find(partnerId: string, id: string): Channel | undefined {
    const row = select.get(partnerId, id);
    return row && toChannel(row);
  }

  function get(partnerId: string, id: string): Channel {
    const channel = find(partnerId, id);
    if (!channel) throw notFound("channel", id, `The partner ${partnerId} has no such channel.`);
    return channel;
  }

  function addWaba(partnerId: string, clientId: string, name: string, externalId?: string): string {
    const id = ids.waba(partnerId);
    store
      .prepare<string[], never>(
        `INSERT INTO wabas (id, partner_id, client_id, external_id, name, namespace, fb_business_id, status, fb_account_status)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'approved', 'not_verified')`,
      )
      .run(
        id,
        partnerId,
        clientId,
        externalId ?? ids.digits(partnerId, "waba-external", 15),
        name,
        ids.namespace(partnerId),
        ids.digits(partnerId, "business", 15),
      );
    return id;
  }

  function chooseWaba(
    partnerId: string,
    clientId: string,
    { wabaId: wanted, wabaExternalId, phoneName }: NewChannel,
  ): string {
    const name = phoneName.trim();
    const existing = selectWabas.all(partnerId, clientId);
    if (wabaExternalId !== undefined) {
      const known = existing.find((waba) => waba.externalId === wabaExternalId);
      return known?.id ?? addWaba(partnerId, clientId, name, wabaExternalId);
    }
    if (wanted === undefined) return existing[0]?.id ?? addWaba(partnerId, clientId, name);
    if (wanted === "new") return addWaba(partnerId, clientId, name);
    const chosen = existing.find((waba) => waba.id === wanted);
    if (!chosen)
      throw notFound(
        "WABA",
        wanted,
        `The client ${clientId} has ${existing.map(({ id }) => id).join(", ") || "none"}.`,
      );
    return chosen.id;
  }

  return {
    find,
    get,
    add(partnerId, clientId, channel) {
      const { phoneNumber, phoneName, verificationMethod = "sms", externalId, permitted } = channel;
      const digits = parsePhoneNumber(phoneNumber);
      const taken = store
        .prepare<[string, string], string>(
          "SELECT id FROM channels WHERE partner_id = ? AND phone_number = ?",
        )
        .pluck()
        .get(partnerId, digits);
      if (taken !== undefined) {
        throw new HubError(
          "conflict",
          `+${digits} is connected already, as the channel ${taken}. Use another number.`,
          { field: "phone_number" },
        );
      }
      const name = phoneName.trim();
      if (name === "")
        throw new HubError("invalid", "The display name is empty. Write the name your customers will see.", {
          field: "display_name",
        });
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
          chooseWaba(partnerId, clientId, channel),
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
    ofClient: (partnerId, clientId) =>
      store
        .prepare<[string, string], ChannelRow>(
          `SELECT ${columns} FROM ${from} WHERE channels.partner_id = ? AND channels.client_id = ? ORDER BY channels.seq`,
        )
        .all(partnerId, clientId)
        .map(toChannel),
    wabasOf: (partnerId, clientId) => selectWabas.all(partnerId, clientId),
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
