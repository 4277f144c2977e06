import type { Channel } from "./channel.js";

/** A channel with its client and WABA, as one query gives them. */
export interface ChannelRow {
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
  client_user: string | null;
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

/** The columns of a `ChannelRow`. */
export const channelColumns = `channels.*, clients.name AS client_name, clients.user_name AS client_user, clients.email AS client_email,
  clients.language AS client_language, clients.partner_payload AS client_payload, clients.created_event AS client_event, wabas.external_id AS waba_external_id,
  wabas.name AS waba_name, wabas.namespace AS waba_namespace, wabas.fb_business_id AS waba_business,
  wabas.status AS waba_status, wabas.fb_account_status AS waba_fb_status`;
/** Where they come from. */
export const channelTables =
  "channels JOIN clients ON clients.id = channels.client_id JOIN wabas ON wabas.id = channels.waba_id";

export const toChannel = (row: ChannelRow): Channel => ({
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
    userName: row.client_user,
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
