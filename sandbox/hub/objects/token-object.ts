import { z } from "zod";
import { inferred, observed } from "../../evidence/evidence.js";
import { field, text } from "./field.js";

const recorded = observed("a recorded exchange of a Rails app, 2024-10");
const read = observed("the .NET client reads it; its values are inferred");

/** The answer of the token call: four keys, as recorded. */
export const tokenSchema = z
  .strictObject({
    access_token: field(text, recorded, "A JWT, for the header Authorization: Bearer."),
    expires_in: field(z.int(), recorded, "Seconds: a day."),
    refresh_token: field(text, recorded, "45 characters; no call that takes it is known."),
    token_type: field(z.literal("Bearer"), recorded),
  })
  .meta({ id: "Token", evidence: recorded });

export type TokenObject = z.infer<typeof tokenSchema>;

/** How the token call words its errors, unlike all other calls. */
export const tokenErrorSchema = z
  .strictObject({
    error: field(text, read, "invalid_grant or invalid_request."),
    error_description: field(text, read),
  })
  .meta({ id: "TokenError", evidence: inferred("the .NET client reads both; the shape resembles OAuth") });
