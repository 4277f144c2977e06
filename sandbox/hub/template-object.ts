import { z } from "zod";
import { observed } from "../evidence/evidence.js";
import { wireTime } from "./context.js";
import { digits, field, idOf, maybeText, text, time } from "./objects/field.js";
import { type Template, templateStatuses } from "./template.js";

const recorded = observed("recorded exchanges of a Rails app, 2024-10");

const userSchema = z
  .strictObject({ user_id: field(text, recorded), user_name: field(text, recorded) })
  .meta({ id: "User", evidence: recorded });

/** A template as the Partner API shows it (facts of the Partner API, section 3.9). */
export const templateSchema = z
  .strictObject({
    category: field(text, recorded, "MARKETING, UTILITY or AUTHENTICATION."),
    components: field(z.array(z.unknown()), recorded, "As they were handed in."),
    created_at: field(time, recorded),
    created_by: field(userSchema, recorded),
    external_id: field(digits, recorded, "Meta's id of the template."),
    id: field(idOf("WT", 20), recorded),
    language: field(text, recorded),
    modified_at: field(time, recorded),
    modified_by: field(userSchema, recorded),
    name: field(text, recorded),
    namespace: field(text, recorded, "The WABA's."),
    partner_id: field(idOf("PA"), recorded),
    quality_score: field(
      z.strictObject({ reasons: field(z.unknown(), recorded), score: field(text, recorded) }).nullable(),
      recorded,
      "Always null here.",
    ),
    rejected_reason: field(maybeText, recorded, "null right after the creation, NONE when approved."),
    status: field(z.enum(templateStatuses), observed(".NET client; submitted and approved are recorded")),
    updated_external: field(z.boolean(), recorded),
    waba_account_id: field(idOf("WA"), recorded),
  })
  .meta({ id: "Template", description: "A message template.", evidence: recorded });

const system = { user_id: "system", user_name: "system" };

/** The template object, keys in alphabetical order as recorded. */
export function templateObject(template: Template) {
  return {
    category: template.category,
    components: template.components,
    created_at: wireTime(template.createdAt),
    created_by: system,
    external_id: template.externalId,
    id: template.id,
    language: template.language,
    modified_at: wireTime(template.modifiedAt),
    modified_by: system,
    name: template.name,
    namespace: template.namespace,
    partner_id: template.partnerId,
    quality_score: null,
    rejected_reason: template.rejectedReason,
    status: template.status,
    updated_external: false,
    waba_account_id: template.wabaId,
  };
}
