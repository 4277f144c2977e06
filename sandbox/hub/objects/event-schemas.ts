import { z } from "zod";
import { inferred, observed } from "../../evidence/evidence.js";
import { type EventName, eventCatalogue } from "../event-catalogue.js";
import { channelSchema } from "./channel-schema.js";
import { clientSummarySchema } from "./client-object.js";
import { digits, field, idOf, text } from "./field.js";

const named = inferred("the docs name phone_number and violation_type, not their place");
const go = observed("test body of a Go client");
const chatbot = observed("a chatbot platform");

const accountSchema = z
  .strictObject({ phone_number: field(digits, named), violation_type: field(text, named) })
  .meta({ id: "AccountNews", evidence: named });

const templateStatusSchema = z
  .strictObject({
    id: field(digits, go, "Meta's id of the WhatsApp Business Account."),
    template: field(
      z.strictObject({
        external_id: field(digits, go),
        id: field(idOf("WT", 20), go),
        language: field(text, go),
        name: field(text, go),
        new_status: field(text, go),
        rejected_reason: field(text, go, "NONE unless it was rejected."),
      }),
      go,
    ),
  })
  .meta({ id: "TemplateStatusNews", evidence: go });

const templateCategorySchema = z
  .strictObject({
    id: field(digits, chatbot, "Meta's id of the WhatsApp Business Account."),
    template: field(
      z.strictObject({
        id: field(idOf("WT", 20), chatbot),
        name: field(text, chatbot),
        new_category: field(text, chatbot),
      }),
      chatbot,
    ),
  })
  .meta({ id: "TemplateCategoryNews", evidence: chatbot });

const clientCreatedSchema = z
  .strictObject({ client: field(clientSummarySchema, observed("a FastAPI app reads data.client")) })
  .meta({ id: "ClientNews", evidence: observed("a FastAPI app reads data.client") });

const special: Partial<Record<EventName, z.ZodType>> = {
  client_created: clientCreatedSchema,
  account_violation: accountSchema,
  account_restriction: accountSchema,
  waba_template_status_changed: templateStatusSchema,
  waba_template_category_changed: templateCategorySchema,
};

const envelope = observed(".NET client");

/** The schema of a whole event: `{id, event, data}`. */
export const eventSchema = (event: EventName) =>
  z.strictObject({
    id: field(z.uuid(), envelope, "The same at every attempt."),
    event: field(z.literal(event), eventCatalogue[event].evidence),
    data: field(special[event] ?? channelSchema, eventCatalogue[event].body),
  });
