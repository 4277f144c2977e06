import { z } from "zod";
import type { Evidence } from "../../evidence/evidence.js";
import { settingsSchema } from "../../hub/settings.js";

/** How a setting is edited. It follows from its schema alone, so that a new setting needs nothing here. */
export type Control =
  | { kind: "switch" }
  | { kind: "choice"; options: readonly string[] }
  | { kind: "number"; whole: boolean; min: number | undefined; max: number | undefined }
  | { kind: "text" }
  /** Several texts, with commas between them. */
  | { kind: "list" }
  /** Texts with names of their own, such as the steps of a number's life. */
  | { kind: "group"; names: readonly string[] };

export interface SettingFact {
  name: string;
  description: string;
  evidence: Evidence | undefined;
  control: Control;
  byDefault: unknown;
}

const jsonSchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

function controlOf(schema: z.ZodType): Control {
  const read = jsonSchema.parse(z.toJSONSchema(schema, { io: "input" }));
  if (read.enum !== undefined) return { kind: "choice", options: read.enum };
  switch (read.type) {
    case "boolean":
      return { kind: "switch" };
    case "integer":
    case "number":
      return { kind: "number", whole: read.type === "integer", min: read.minimum, max: read.maximum };
    case "array":
      return { kind: "list" };
    case "object":
      return { kind: "group", names: Object.keys(read.properties ?? {}) };
    default:
      return { kind: "text" };
  }
}

const metaSchema = z.object({
  description: z.string().default(""),
  evidence: z
    .object({ mark: z.enum(["documented", "observed", "inferred", "invented"]), source: z.string() })
    .optional(),
});

/** Every setting of a partner, in the order of the schema. */
export const settingFacts: readonly SettingFact[] = Object.entries(settingsSchema.shape).map(
  ([name, schema]) => {
    const { description, evidence } = metaSchema.parse(schema.meta() ?? schema.unwrap().meta() ?? {});
    return { name, description, evidence, control: controlOf(schema), byDefault: schema.parse(undefined) };
  },
);

/** Headings for the many settings, by what their names have in common; the last one takes what is left. */
const headings: readonly [string, RegExp][] = [
  ["A number's life", /^(life|running_)/],
  ["Permission and API keys", /permission|^key_|_key_|_keys$|^client_/],
  ["The permissions page", /^(refuse_|io_|blocks_|clients_|requested_)/],
  ["The way back to the partner", /^redirect_/],
  ["Webhooks", /webhook|signature/],
  ["Messages", /^message_/],
  ["The Partner API", /^(bearer_|rate_)/],
  ["Others", /./],
];

/** The settings below their headings; a heading without settings is left out. */
export function groupedSettings(): { heading: string; settings: SettingFact[] }[] {
  const headingOf = (name: string) => headings.find(([, shape]) => shape.test(name))?.[0];
  return headings
    .map(([heading]) => ({
      heading,
      settings: settingFacts.filter(({ name }) => headingOf(name) === heading),
    }))
    .filter(({ settings }) => settings.length > 0);
}
