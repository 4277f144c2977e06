import { z } from "zod";
import { documented, inferred, observed } from "../../evidence/evidence.js";
import { clientSummarySchema } from "./client-object.js";
import { digits, field, idOf, maybeText, text, time } from "./field.js";

const docs = documented("api-reference/channel-management");
const keys = documented("filter keys of api-reference/channel-management; on the object itself inferred");
const dotNet = observed(".NET client");
const go = observed("a Go client");

const setupInfoSchema = z
  .strictObject({
    certificate: field(maybeText, dotNet),
    configuration_type: field(maybeText, dotNet),
    default_language: field(text, keys),
    error: field(maybeText, dotNet),
    has_integration_layer: field(z.boolean(), dotNet),
    ivr: field(z.boolean(), keys),
    new_name_status: field(
      maybeText,
      dotNet,
      "No source shows its values; here pending, approved, declined.",
    ),
    phone_name: field(text, keys, "The display name."),
    phone_number: field(digits, keys, "Digits with country code, without a plus."),
    region: field(maybeText, dotNet),
    shards_number: field(z.int(), dotNet),
    verification_method: field(text, keys, "sms or voice."),
    was_in_use: field(z.boolean(), keys),
  })
  .meta({ id: "SetupInfo", evidence: dotNet });

const waba = documented("api-reference/waba-account-management");

const wabaAccountSchema = z
  .strictObject({
    client_id: field(idOf("CL", 8), waba),
    external_id: field(digits, waba, "Meta's id of the account."),
    fb_account_status: field(text, dotNet, "verified, not_verified, pending, rejected, failed and others."),
    fb_business_id: field(digits, waba),
    id: field(idOf("WA"), waba),
    name: field(text, waba),
    namespace: field(text, waba, "A UUID with underscores."),
    on_behalf_of_business_info: field(
      z.strictObject({
        id: field(digits, dotNet),
        name: field(text, dotNet),
        status: field(text, dotNet, "submitted, approved, rejected or denied."),
        type: field(text, dotNet),
      }),
      dotNet,
    ),
    status: field(text, waba, "approved, created, consents_pending, unverified and others."),
  })
  .meta({
    id: "ChannelWabaAccount",
    description: "A WhatsApp Business Account as its channels carry it.",
    evidence: observed(".NET client, a FastAPI app"),
  });

const integrationSchema = z
  .strictObject({
    app_id: field(digits, dotNet),
    enabled: field(z.boolean(), dotNet),
    state: field(text, inferred("running stands here once the number runs")),
  })
  .meta({ id: "Integration", evidence: dotNet });

/** A channel; the same object is `data` of its events (facts of the Partner API, section 3.4). */
export const channelSchema = z
  .strictObject({
    account_mode: field(z.enum(["sandbox", "live"]), dotNet),
    availability_status: field(maybeText, keys, "ready once the number runs."),
    billing_started_at: field(time.nullable(), dotNet),
    cancelled_at: field(time.nullable(), go),
    client: field(clientSummarySchema, dotNet),
    client_id: field(idOf("CL", 8), docs),
    created_at: field(time, keys),
    current_limit: field(maybeText, keys, "null, TIER_0.25K, TIER_1K, TIER_10K or TIER_100K."),
    current_quality_rating: field(maybeText, keys, "No source shows its values; the sandbox uses Meta's."),
    external_id: field(digits, keys, "Meta's phone number id."),
    has_inbox: field(z.boolean(), dotNet),
    hub_status: field(text, go, "live, pending_deletion, cancelled, terminated, deleted."),
    id: field(idOf("CH"), docs),
    integration: field(integrationSchema.nullable(), dotNet, "null before the number runs."),
    is_migrated: field(z.boolean(), keys),
    is_oba: field(z.boolean(), dotNet),
    is_on_biz_app: field(z.boolean(), go),
    modified_at: field(time, keys),
    setup_info: field(setupInfoSchema, dotNet),
    status: field(text, docs, "created, unverified, verified, ready and others; running is not among them."),
    terminated_at: field(time.nullable(), dotNet),
    waba_account: field(wabaAccountSchema, dotNet),
    waba_account_id: field(idOf("WA"), observed("a Python connector's test fixture")),
  })
  .meta({ id: "Channel", description: "A client's phone number.", evidence: docs });

export type ChannelObject = z.infer<typeof channelSchema>;
