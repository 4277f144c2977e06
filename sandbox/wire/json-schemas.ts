import { z } from "zod";

/** What OpenAPI calls a schema object; 3.1 takes JSON Schema 2020-12 as it is. */
export type JsonSchema = Record<string, unknown>;

/** Turns zod schemas into JSON Schema. Those with an id are gathered once, and referred to. */
export interface Schemas {
  /** `input`: what may be sent. `output`: what is answered. */
  of(schema: z.ZodType, io: "input" | "output"): JsonSchema;
  components(): Record<string, JsonSchema>;
}

const jsonSchema = z.record(z.string(), z.unknown());
const definitions = z.record(z.string(), jsonSchema).default({});

/** OpenAPI keeps what is ours under `x-`. That a number is safe need not be said. */
function tidy({ jsonSchema: schema }: { jsonSchema: JsonSchema }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  // Not a format of JSON Schema; the pattern beside it says the same.
  if (schema.format === "starts_with") delete schema.format;
  if (schema.evidence === undefined) return;
  schema["x-evidence"] = schema.evidence;
  delete schema.evidence;
}

/** Definitions that zod names itself (`__schema0`) would clash between calls, so each call names its own. */
const intoComponents = (schema: JsonSchema, call: number): JsonSchema =>
  jsonSchema.parse(
    JSON.parse(
      JSON.stringify(schema)
        .replaceAll('"$ref":"#/$defs/__schema', `"$ref":"#/$defs/Inner${call}_`)
        .replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/'),
    ),
  );

export function collectSchemas(): Schemas {
  const found = new Map<string, JsonSchema>();
  let calls = 0;
  return {
    of(schema, io) {
      // Wrapped, so that a schema with an id becomes a reference even at the root.
      const whole = z.toJSONSchema(z.object({ it: schema }), {
        io,
        unrepresentable: "any",
        override: tidy,
      });
      calls += 1;
      for (const [id, definition] of Object.entries(definitions.parse(whole.$defs))) {
        found.set(id.replace(/^__schema/, `Inner${calls}_`), intoComponents(definition, calls));
      }
      return intoComponents(jsonSchema.parse(whole.properties?.it), calls);
    },
    components: () => Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
