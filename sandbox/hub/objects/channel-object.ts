import type { Channel, Waba } from "../channel.js";
import { wireTime, wireTimeOrNull } from "../context.js";
import type { ChannelObject } from "./channel-schema.js";
import { contactInfo } from "./client-object.js";

function setupInfo(channel: Channel): ChannelObject["setup_info"] {
  return {
    certificate: null,
    configuration_type: null,
    default_language: channel.client.language,
    error: null,
    has_integration_layer: true,
    ivr: false,
    new_name_status: channel.newNameStatus,
    phone_name: channel.phoneName,
    phone_number: channel.phoneNumber,
    region: null,
    shards_number: 1,
    verification_method: channel.verificationMethod,
    was_in_use: false,
  };
}

/** Whom a WABA acts for; approved once one of its numbers is live (inferred: no source tells when). */
export const onBehalfOf = (
  { fbBusinessId: id, name }: Pick<Waba, "fbBusinessId" | "name">,
  live: boolean,
) => ({
  id,
  name,
  status: live ? "approved" : "submitted",
  type: "self",
});

function wabaAccount({ clientId, waba, accountMode }: Channel): ChannelObject["waba_account"] {
  return {
    client_id: clientId,
    external_id: waba.externalId,
    fb_account_status: waba.fbAccountStatus,
    fb_business_id: waba.fbBusinessId,
    id: waba.id,
    name: waba.name,
    namespace: waba.namespace,
    on_behalf_of_business_info: onBehalfOf(waba, accountMode === "live"),
    status: waba.status,
  };
}

/**
 * The channel as the Partner API and the webhooks show it, keys in alphabetical order as recorded. What has no known
 * value is `null`. It is on the hot path of lists: its type comes from the schema, but nothing is parsed here.
 */
export function channelObject(channel: Channel): ChannelObject {
  const { client } = channel;
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
    setup_info: setupInfo(channel),
    status: channel.status,
    terminated_at: wireTimeOrNull(channel.terminatedAt),
    waba_account: wabaAccount(channel),
    waba_account_id: channel.waba.id,
  };
}
