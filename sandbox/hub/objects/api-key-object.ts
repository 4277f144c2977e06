import { z } from "zod";
import { observed } from "../../evidence/evidence.js";
import { digits, field, text } from "./field.js";

const fixture = observed("a Python connector's fixture, .NET client and a FastAPI app");

/** A channel's key for the messaging API: four strings (facts of the Partner API, section 3.6). */
export const apiKeySchema = z
  .strictObject({
    address: field(text, fixture, "Base URL of the messaging API: this sandbox."),
    api_key: field(text, fixture, "Goes into the header D360-API-KEY; in lists it is masked."),
    app_id: field(digits, fixture),
    id: field(digits, fixture),
  })
  .meta({ id: "ApiKey", description: "A channel's key for the messaging API.", evidence: fixture });

export type ApiKeyObject = z.infer<typeof apiKeySchema>;
