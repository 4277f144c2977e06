import { z } from "zod";

const evidenceSchema = z.object({ mark: z.string(), source: z.string() }).optional();

const schemaShape = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  get properties() {
    return z.record(z.string(), schemaShape).optional();
  },
  get anyOf() {
    return z.array(schemaShape).optional();
  },
  get items() {
    return z.union([schemaShape, z.boolean()]).optional();
  },
  "x-evidence": evidenceSchema,
});

type SchemaShape = z.infer<typeof schemaShape>;

const contentSchema = z.object({
  "application/json": z.object({ schema: schemaShape, example: z.unknown().optional() }),
});

const operationShape = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()).default([]),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean(),
        description: z.string().optional(),
        schema: schemaShape,
        "x-evidence": evidenceSchema,
      }),
    )
    .default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: contentSchema.optional() })),
  "x-evidence": evidenceSchema,
  "x-body-evidence": evidenceSchema,
  "x-used-by": z.string().optional(),
  "x-left-out": z.string().optional(),
});

const documentShape = z.object({
  info: z.object({ title: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operationShape)),
  webhooks: z.record(z.string(), z.object({ post: operationShape })),
  components: z.object({ schemas: z.record(z.string(), schemaShape) }),
});

/** One field of an object, or one parameter, as the page shows it. */
export interface FieldLine {
  name: string;
  type: string;
  description: string | undefined;
  evidence: z.infer<typeof evidenceSchema>;
}

const nameOf = (ref: string) => ref.split("/").at(-1) ?? ref;

function typeOf(schema: SchemaShape): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === "array") {
    return typeof schema.items === "object" ? `${typeOf(schema.items)}[]` : "array";
  }
  return schema.type === undefined ? "any" : String(schema.type);
}

/** The fields of an object, those of inner objects with dots; of references only the name. */
export function fieldLines(schema: SchemaShape, prefix = ""): FieldLine[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    {
      name: `${prefix}${name}`,
      type: typeOf(field),
      description: field.description,
      evidence: field["x-evidence"],
    },
    ...fieldLines(field, `${prefix}${name}.`),
  ]);
}

function describeResponse([status, { description, content }]: [
  string,
  z.infer<typeof operationShape>["responses"][string],
]) {
  const json = content?.["application/json"];
  return {
    status,
    description,
    schema: json?.schema.$ref === undefined ? undefined : nameOf(json.schema.$ref),
    fields: json ? fieldLines(json.schema) : [],
    example: json?.example,
  };
}

function describeOperation(path: string, method: string, operation: z.infer<typeof operationShape>) {
  const body = operation.requestBody?.content["application/json"];
  return {
    id: operation.operationId,
    tag: operation.tags[0] ?? "",
    method,
    path,
    summary: operation.summary,
    evidence: operation["x-evidence"],
    usedBy: operation["x-used-by"],
    leftOut: operation["x-left-out"],
    parameters: operation.parameters.map((parameter) => ({
      name: parameter.required ? `${parameter.name} *` : parameter.name,
      type: `${typeOf(parameter.schema)} in the ${parameter.in}`,
      description: parameter.description,
      evidence: parameter["x-evidence"],
    })),
    body: body ? fieldLines(body.schema) : [],
    bodyExample: body?.example,
    responses: Object.entries(operation.responses).map(describeResponse),
  };
}

export type DescribedOperation = ReturnType<typeof describeOperation>;

function describeWebhook([event, { post }]: [string, { post: z.infer<typeof operationShape> }]) {
  const schema = post.requestBody?.content["application/json"].schema;
  return {
    event,
    summary: post.summary,
    evidence: post["x-evidence"],
    bodyEvidence: post["x-body-evidence"],
    fields: schema ? fieldLines(schema) : [],
  };
}

export type DescribedWebhook = ReturnType<typeof describeWebhook>;

/** Reads an OpenAPI document of `openApiDocument` into what the page and `SUPPORT.md` show. */
export function readDocument(document: unknown) {
  const { info, tags, paths, webhooks, components } = documentShape.parse(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => describeOperation(path, method, operation)),
  );
  return {
    ...info,
    groups: tags.map(({ name, description }) => ({
      title: name,
      description,
      operations: operations.filter(({ tag }) => tag === name),
    })),
    webhooks: Object.entries(webhooks).map(describeWebhook),
    schemas: components.schemas,
  };
}
