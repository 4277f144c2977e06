import { z } from "zod";
import type { EventName } from "./event-catalogue.js";

const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const digits = z.string().regex(/^\d+$/);

const contactInfo = z.strictObject({
  city: z.null(),
  country: z.null(),
  email: z.email(),
  full_name: z.string(),
  language: z.string(),
  phone: z.null(),
  street_name: z.null(),
  webpage_url: z.null(),
  zip_code: z.null(),
});

const client = z.strictObject({
  contact_info: contactInfo,
  id: z.string().regex(/^\w{8}CL$/),
  name: z.string(),
  partner_payload: z.string().nullable(),
});

const setupInfo = z.strictObject({
  certificate: z.null(),
  configuration_type: z.null(),
  default_language: z.string(),
  error: z.null(),
  has_integration_layer: z.boolean(),
  ivr: z.boolean(),
  new_name_status: z.null(),
  phone_name: z.string(),
  phone_number: digits,
  region: z.null(),
  shards_number: z.int(),
  verification_method: z.enum(["sms", "voice"]),
  was_in_use: z.boolean(),
});

const wabaAccount = z.strictObject({
  client_id: z.string(),
  external_id: digits,
  fb_account_status: z.string(),
  fb_business_id: digits,
  id: z.string().regex(/^\w{6}WA$/),
  name: z.string(),
  namespace: z.string(),
  on_behalf_of_business_info: z.strictObject({
    id: digits,
    name: z.string(),
    status: z.string(),
    type: z.string(),
  }),
  status: z.string(),
});

/** `data` of the events about a channel: the channel object. */
const channel = z.strictObject({
  account_mode: z.enum(["sandbox", "live"]),
  availability_status: z.string().nullable(),
  billing_started_at: time.nullable(),
  cancelled_at: time.nullable(),
  client,
  client_id: z.string(),
  created_at: time,
  current_limit: z.string().nullable(),
  current_quality_rating: z.string().nullable(),
  external_id: digits,
  has_inbox: z.boolean(),
  hub_status: z.string(),
  id: z.string().regex(/^\w{6}CH$/),
  integration: z.strictObject({ app_id: digits, enabled: z.boolean(), state: z.string() }).nullable(),
  is_migrated: z.boolean(),
  is_oba: z.boolean(),
  is_on_biz_app: z.boolean(),
  modified_at: time,
  setup_info: setupInfo,
  status: z.string(),
  terminated_at: time.nullable(),
  waba_account: wabaAccount,
  waba_account_id: z.string(),
});

const account = z.strictObject({ phone_number: digits, violation_type: z.string() });

const templateStatus = z.strictObject({
  id: digits,
  template: z.strictObject({
    external_id: digits,
    id: z.string().regex(/^\w{20}WT$/),
    language: z.string(),
    name: z.string(),
    new_status: z.string(),
    rejected_reason: z.string(),
  }),
});

const templateCategory = z.strictObject({
  id: digits,
  template: z.strictObject({
    id: z.string().regex(/^\w{20}WT$/),
    name: z.string(),
    new_category: z.string(),
  }),
});

const special: Partial<Record<EventName, z.ZodType>> = {
  client_created: z.strictObject({ client }),
  account_violation: account,
  account_restriction: account,
  waba_template_status_changed: templateStatus,
  waba_template_category_changed: templateCategory,
};

/** The schema of a whole event: `{id, event, data}`. */
export function eventSchema(event: EventName): z.ZodType {
  return z.strictObject({ id: z.uuid(), event: z.literal(event), data: special[event] ?? channel });
}
