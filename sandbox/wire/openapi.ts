import { z } from "zod";
import type { Evidence } from "../evidence/evidence.js";
import { collectSchemas, type JsonSchema, type Schemas } from "./json-schemas.js";
import { type BoundOperation, none } from "./operation.js";

/** A surface's operations, with the path they are mounted at and what they have in common. */
export interface Surface {
  title: string;
  description: string;
  at: string;
  operations: readonly BoundOperation[];
  /** The form of every refusal, unless `refusalOf` names another for an operation. */
  refusal: z.ZodType;
  refusalOf?: Record<string, z.ZodType>;
  /** Statuses that every operation may answer with, unless it is open, and what they mean. */
  refusals?: Record<number, string>;
  /** Path parameters by name. */
  parameters?: Record<string, z.ZodType>;
  /** Any of these schemes lets a caller in; none when left out. `open` operations need none. */
  security?: readonly string[];
  open?: readonly string[];
}

/** A webhook that is sent, for the document's `webhooks`. */
export interface SentEvent {
  event: string;
  cause: string;
  evidence: Evidence;
  body: Evidence;
  schema: z.ZodType;
}

type Part = Record<string, unknown>;

const openApiPath = (at: string, path: string) =>
  `${at}${path}`.replace(/:([a-z_]+)/g, "{$1}").replace(/\/$/, "") || "/";

const isObjectSchema = (schema: z.ZodType): schema is z.ZodObject => schema instanceof z.ZodObject;

/** A parameter's prose and evidence stand beside its schema, where OpenAPI looks for them. */
function parameter(name: string, where: "path" | "query", required: boolean, schema: JsonSchema): Part {
  const { description, "x-evidence": evidence, ...rest } = schema;
  return {
    name,
    in: where,
    required,
    ...(description === undefined ? {} : { description }),
    schema: rest,
    ...(evidence === undefined ? {} : { "x-evidence": evidence }),
  };
}

function parameters({ path, query }: BoundOperation, surface: Surface, schemas: Schemas): Part[] {
  const inPath = [...path.matchAll(/:([a-z_]+)/g)].map(([, name = ""]) =>
    parameter(name, "path", true, schemas.of(surface.parameters?.[name] ?? z.string(), "input")),
  );
  if (!isObjectSchema(query)) return inPath;
  const inQuery = Object.entries(query.shape).map(([name, field]) =>
    parameter(name, "query", !z.safeParse(field, undefined).success, schemas.of(field, "input")),
  );
  return [...inPath, ...inQuery];
}

function content(schema: JsonSchema, example: unknown): Part {
  return { "application/json": { schema, ...(example === undefined ? {} : { example }) } };
}

function requestBody({ body, example }: BoundOperation, schemas: Schemas): Part {
  if (body === none) return {};
  const required = !z.safeParse(body, undefined).success;
  return { requestBody: { required, content: content(schemas.of(body, "input"), example?.body) } };
}

function responses(operation: BoundOperation, surface: Surface, schemas: Schemas): Part {
  const schema = schemas.of(surface.refusalOf?.[operation.id] ?? surface.refusal, "output");
  const refused = (description: string) => ({ description, content: content(schema, undefined) });
  if (operation.leftOut !== undefined) {
    return { 501: refused(`Left out: ${operation.leftOut}.`), "4XX": refused("Refused.") };
  }
  const { status, summary, response, example, links } = operation;
  const isOpen = surface.open?.includes(operation.id) ?? false;
  const refusals = { ...(isOpen ? {} : surface.refusals), ...operation.refusals };
  return {
    [status]: {
      description: summary,
      content: content(response ? schemas.of(response, "output") : {}, example?.answer),
      ...(links === undefined ? {} : { links }),
    },
    ...Object.fromEntries(Object.entries(refusals).map(([code, meaning]) => [code, refused(meaning)])),
    "4XX": refused("Any other refusal: the message names the value it met, and the remedy."),
  };
}

function describe(surface: Surface, operation: BoundOperation, schemas: Schemas): Part {
  const isOpen = surface.open?.includes(operation.id) ?? false;
  const schemes = isOpen ? [] : (surface.security ?? []);
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [surface.title],
    security: schemes.map((scheme) => ({ [scheme]: [] })),
    parameters: parameters(operation, surface, schemas),
    ...requestBody(operation, schemas),
    responses: responses(operation, surface, schemas),
    "x-evidence": operation.evidence,
    ...(operation.usedBy === undefined ? {} : { "x-used-by": operation.usedBy }),
    ...(operation.leftOut === undefined ? {} : { "x-left-out": operation.leftOut }),
  };
}

function webhook({ event, cause, evidence, body, schema }: SentEvent, schemas: Schemas): Part {
  return {
    post: {
      operationId: `on_${event}`,
      summary: `Sent when ${cause}`,
      requestBody: { required: true, content: content(schemas.of(schema, "output"), undefined) },
      responses: { "2XX": { description: "Received. Anything else is tried again." } },
      "x-evidence": evidence,
      "x-body-evidence": body,
    },
  };
}

const securitySchemes = {
  PartnerApiKey: { type: "apiKey", in: "header", name: "X-API-Key", description: "The partner's API key." },
  ChannelApiKey: { type: "apiKey", in: "header", name: "D360-API-KEY", description: "From createApiKey." },
  Bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "From POST /api/v2/token." },
};

/** The OpenAPI 3.1 document of the sandbox, made from the operations that it serves and the events that it sends. */
export function openApiDocument(
  origin: string,
  surfaces: readonly Surface[],
  events: readonly SentEvent[],
): Part {
  const schemas = collectSchemas();
  const paths: Record<string, Part> = {};
  for (const surface of surfaces) {
    for (const operation of surface.operations) {
      const path = openApiPath(surface.at, operation.path);
      paths[path] = { ...paths[path], [operation.method]: describe(surface, operation, schemas) };
    }
  }
  const webhooks = Object.fromEntries(events.map((event) => [event.event, webhook(event, schemas)]));
  return {
    openapi: "3.1.0",
    info: {
      title: "Partner Hub Sandbox",
      version: "0.1.0",
      description:
        "A local stand-in for the 360dialog Partner Hub. `x-evidence` says how sure we are of a thing: documented, observed, inferred or invented.",
    },
    servers: [{ url: origin }],
    tags: surfaces.map(({ title, description }) => ({ name: title, description })),
    paths,
    webhooks,
    components: { schemas: schemas.components(), securitySchemes },
  };
}
