import type { Channel } from "./channel.js";
import { contactInfo } from "./clients.js";
import { wireTime, wireTimeOrNull } from "./context.js";

/**
 * The channel as the Partner API and the webhooks show it, keys in alphabetical order as recorded.
 * Sources: facts of the Partner API, section 3.4, and of the webhooks, section 2.3. What has no known value is `null`.
 */
export function channelObject(channel: Channel) {
  const { client, waba } = channel;
  const live = channel.accountMode === "live";
  return {
    account_mode: channel.accountMode,
    availability_status: channel.integrationState === "running" ? "ready" : null,
    billing_started_at: wireTimeOrNull(channel.billingStartedAt),
    cancelled_at: wireTimeOrNull(channel.cancelledAt),
    client: {
      contact_info: contactInfo(client),
      id: client.id,
      name: client.name,
      partner_payload: client.partnerPayload,
    },
    client_id: channel.clientId,
    created_at: wireTime(channel.createdAt),
    current_limit: channel.currentLimit,
    current_quality_rating: channel.currentQualityRating,
    external_id: channel.externalId,
    has_inbox: false,
    hub_status: channel.hubStatus,
    id: channel.id,
    integration:
      channel.integrationState === null
        ? null
        : { app_id: channel.appId, enabled: true, state: channel.integrationState },
    is_migrated: false,
    is_oba: false,
    is_on_biz_app: false,
    modified_at: wireTime(channel.modifiedAt),
    setup_info: {
      certificate: null,
      configuration_type: null,
      default_language: client.language,
      error: null,
      has_integration_layer: true,
      ivr: false,
      new_name_status: null,
      phone_name: channel.phoneName,
      phone_number: channel.phoneNumber,
      region: null,
      shards_number: 1,
      verification_method: channel.verificationMethod,
      was_in_use: false,
    },
    status: channel.status,
    terminated_at: wireTimeOrNull(channel.terminatedAt),
    waba_account: {
      client_id: channel.clientId,
      external_id: waba.externalId,
      fb_account_status: waba.fbAccountStatus,
      fb_business_id: waba.fbBusinessId,
      id: waba.id,
      name: waba.name,
      namespace: waba.namespace,
      on_behalf_of_business_info: {
        id: waba.fbBusinessId,
        name: waba.name,
        status: live ? "approved" : "submitted",
        type: "self",
      },
      status: waba.status,
    },
    waba_account_id: waba.id,
  };
}
