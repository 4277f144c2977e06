import { z } from "zod";
import { documented, inferred, observed } from "../../evidence/evidence.js";
import { field, text } from "./field.js";

const read = observed(".NET client, a TypeScript client, a fixture of a failed call");
const recorded = observed("recorded lists of a Rails app, 2024-10");

/** The `meta` envelope of every refusal (facts of the Partner API, section 3.8). */
export const metaErrorSchema = z
  .strictObject({
    meta: field(
      z.strictObject({
        details: field(
          z.array(z.string()),
          observed(".NET client"),
          "One line for each wrong field.",
        ).optional(),
        developer_message: field(text, read, "What went wrong and what to do; the texts are the sandbox's."),
        http_code: field(z.int(), read, "The status once more."),
        success: field(z.literal(false), read),
      }),
      documented("schema DefaultValidationError"),
    ),
  })
  .meta({ id: "MetaError", description: "A refusal.", evidence: read });

/** A success that has nothing else to say. */
export const metaSuccessSchema = z
  .strictObject({
    meta: field(
      z.strictObject({
        developer_message: field(text, inferred("like the messaging host's successes")),
        http_code: field(z.int(), inferred("like the messaging host's successes")),
        success: field(z.literal(true), inferred("like the messaging host's successes")),
      }),
      inferred("like the messaging host's successes"),
    ),
  })
  .meta({ id: "MetaSuccess", evidence: inferred("like the messaging host's successes") });

/** The pagination envelope as recorded: the rows have a key of their own. */
export const pageSchema = (key: string, row: z.ZodType) =>
  z.strictObject({
    count: field(z.int(), recorded, "Rows in this answer."),
    filters: field(z.record(z.string(), z.unknown()), recorded, "The filters, repeated."),
    limit: field(z.int(), recorded, "1000 unless asked otherwise."),
    offset: field(z.int(), recorded),
    [key]: field(z.array(row), recorded),
    sort: field(z.array(z.string()), recorded, "The sort, repeated."),
    total: field(z.int(), recorded, "Rows over all pages."),
  });

export type MetaError = z.infer<typeof metaErrorSchema>;
export type MetaSuccess = z.infer<typeof metaSuccessSchema>;
