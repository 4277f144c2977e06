import { z } from "zod";
import { documented } from "../../evidence/evidence.js";
import type { Partner } from "../partner.js";
import { field, idOf, maybeText, text } from "./field.js";

const docs = documented("api-reference/partner-management");

/** The partner's own account (facts of the Partner API, section 3.1). */
export const partnerSchema = z
  .strictObject({
    allow_client_to_add_phone_no: field(z.boolean(), docs, "False: clients cannot add numbers."),
    billing_system: field(maybeText, docs, "Internal to 360dialog."),
    blocked_new_submission: field(z.boolean(), docs, "Internal to 360dialog."),
    brand_name: field(text, docs),
    country: field(text, docs, "Two letters."),
    id: field(idOf("PA"), docs),
    logo_url: field(maybeText, docs),
    onboarding_deeplink_add_params: field(z.boolean(), docs, "Internal to 360dialog."),
    partner_redirect_url: field(maybeText, docs, "Where an onboarding ends."),
    payment_plan: field(z.record(z.string(), z.unknown()).nullable(), docs, "Deprecated."),
    payment_required: field(z.boolean(), docs, "Deprecated. The sandbox says true for Direct Payment."),
    publishable_key: field(maybeText, docs, "Deprecated."),
    settings: field(z.record(z.string(), z.unknown()).nullable(), docs),
    webhook_url: field(maybeText, docs, "Where the partner's events go."),
  })
  .meta({ id: "Partner", description: "The partner's own account.", evidence: docs });

export type PartnerObject = z.infer<typeof partnerSchema>;

/** The partner as the Partner API shows it, keys in alphabetical order. */
export function partnerObject(partner: Partner): PartnerObject {
  return {
    allow_client_to_add_phone_no: partner.settings.clients_add_numbers,
    billing_system: null,
    blocked_new_submission: partner.settings.blocks_new_numbers,
    brand_name: partner.brandName,
    country: partner.country,
    id: partner.id,
    logo_url: partner.logoUrl,
    onboarding_deeplink_add_params: false,
    partner_redirect_url: partner.redirectUrl,
    payment_plan: null,
    payment_required: partner.billing === "direct",
    publishable_key: null,
    settings: null,
    webhook_url: partner.webhookUrl,
  };
}
