import type { Store } from "../store/store.js";
import type { LifeStep } from "./life.js";
import { hashPassword } from "./passwords.js";

export interface WabaRow {
  id: string;
  partnerId: string;
  clientId: string;
  externalId: string;
  name: string;
  namespace: string;
  fbBusinessId: string;
  status: string;
  fbAccountStatus: string;
}

export interface ClientRow {
  id: string;
  partnerId: string;
  name: string;
  email: string;
  password: string;
  language: string;
  partnerPayload?: string | null | undefined;
  maxChannels?: number | null | undefined;
  plan?: string | null | undefined;
  createdAt: number;
}

export interface ChannelRow {
  id: string;
  partnerId: string;
  clientId: string;
  wabaId: string;
  externalId: string;
  phoneNumber: string;
  phoneName: string;
  verificationMethod: string;
  appId: string;
  permitted: boolean;
  state: LifeStep;
  /** The partner's setting: a running channel says so in its status. */
  runningInStatus: boolean;
  status?: string | undefined;
  accountMode?: string | undefined;
  hubStatus?: string | undefined;
  currentLimit?: string | null | undefined;
  currentQualityRating?: string | null | undefined;
  webhookUrl?: string | undefined;
  createdAt: number;
}

interface ApiKeyRow {
  id: string;
  channelId: string;
  apiKey: string;
  createdAt: number;
}

/** Writes rows of a seed with prepared statements. It is part of a command: call it in a transaction. */
export interface SeedRows {
  client(row: ClientRow): void;
  waba(row: WabaRow): void;
  channel(row: ChannelRow): void;
  apiKey(row: ApiKeyRow): void;
  readonly count: { clients: number; channels: number };
}

type Value = string | number | null;

const steps: LifeStep[] = ["created", "submitted", "ready", "running", "live"];

/** The columns that a number's life would have left when it got this far (life.ts). */
function lifeColumns(row: ChannelRow) {
  const reached = (step: LifeStep) => steps.indexOf(row.state) >= steps.indexOf(step);
  const live = reached("live");
  const running = reached("running");
  return {
    status:
      row.status ?? (running && row.runningInStatus ? "running" : reached("ready") ? "ready" : "created"),
    accountMode: row.accountMode ?? (live ? "live" : "sandbox"),
    hubStatus: row.hubStatus ?? (live ? "live" : "pending"),
    integrationState: running ? "running" : null,
    currentLimit: row.currentLimit === undefined && live ? "TIER_0.25K" : (row.currentLimit ?? null),
    currentQualityRating:
      row.currentQualityRating === undefined && live ? "GREEN" : (row.currentQualityRating ?? null),
    billingStartedAt: live ? row.createdAt : null,
  };
}

export function createSeedRows(store: Store): SeedRows {
  const count = { clients: 0, channels: 0 };
  // Clients of a fleet share one password: hashing it anew for each would take longer than everything else.
  const hashes = new Map<string, string>();
  const insertClient = store.prepare<Value[], never>(
    `INSERT INTO clients (id, partner_id, name, email, password, language, partner_payload, max_channels, plan, created_at, modified_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertWaba = store.prepare<Value[], never>(
    `INSERT INTO wabas (id, partner_id, client_id, external_id, name, namespace, fb_business_id, status, fb_account_status)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertChannel = store.prepare<Value[], never>(
    `INSERT INTO channels (id, partner_id, client_id, waba_id, external_id, phone_number, phone_name, verification_method, app_id,
       permitted, status, account_mode, hub_status, integration_state, current_limit, current_quality_rating, billing_started_at,
       webhook_url, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertApiKey = store.prepare<Value[], never>(
    "INSERT INTO api_keys (id, channel_id, api_key, created_at) VALUES (?, ?, ?, ?)",
  );

  function hashOf(password: string): string {
    const hash = hashes.get(password) ?? hashPassword(password);
    hashes.set(password, hash);
    return hash;
  }

  return {
    count,
    client({ id, partnerId, name, email, password, language, partnerPayload, maxChannels, plan, createdAt }) {
      count.clients += 1;
      const rest = [partnerPayload ?? null, maxChannels ?? null, plan ?? null, createdAt, createdAt];
      insertClient.run(id, partnerId, name, email, hashOf(password), language, ...rest);
    },
    waba: ({ id, partnerId, clientId, externalId, name, namespace, fbBusinessId, status, fbAccountStatus }) =>
      void insertWaba.run(
        ...[id, partnerId, clientId, externalId, name, namespace, fbBusinessId, status, fbAccountStatus],
      ),
    channel(row) {
      count.channels += 1;
      const life = lifeColumns(row);
      insertChannel.run(
        ...[row.id, row.partnerId, row.clientId, row.wabaId, row.externalId, row.phoneNumber, row.phoneName],
        ...[row.verificationMethod, row.appId, Number(row.permitted), life.status, life.accountMode],
        ...[life.hubStatus, life.integrationState, life.currentLimit, life.currentQualityRating],
        ...[life.billingStartedAt, row.webhookUrl ?? null, row.createdAt, row.createdAt],
      );
    },
    apiKey: ({ id, channelId, apiKey, createdAt }) => void insertApiKey.run(id, channelId, apiKey, createdAt),
  };
}
