import { z } from "zod";
import type { BoundOperation } from "./operation.js";

/** A surface's operations, with the path they are mounted at. */
export interface Surface {
  title: string;
  at: string;
  operations: readonly BoundOperation[];
}

const openApiPath = (at: string, path: string) =>
  `${at}${path}`.replace(/:([a-z_]+)/g, "{$1}").replace(/\/$/, "") || "/";

const isObjectSchema = (schema: z.ZodType): schema is z.ZodObject => schema instanceof z.ZodObject;

function queryParameters(schema: z.ZodType): unknown[] {
  if (!isObjectSchema(schema)) return [];
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: "query",
    required: false,
    schema: z.toJSONSchema(field, { io: "input", unrepresentable: "any" }),
  }));
}

const pathParameters = (path: string): unknown[] =>
  [...path.matchAll(/:([a-z_]+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

function describe(surface: Surface, operation: BoundOperation): Record<string, unknown> {
  const body = isObjectSchema(operation.body)
    ? {
        requestBody: {
          content: {
            "application/json": {
              schema: z.toJSONSchema(operation.body, { io: "input", unrepresentable: "any" }),
            },
          },
        },
      }
    : {};
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [surface.title],
    parameters: [...pathParameters(operation.path), ...queryParameters(operation.query)],
    ...body,
    responses: { [operation.status]: { description: operation.summary } },
    "x-evidence": operation.evidence,
  };
}

/** The OpenAPI 3.1 document of the sandbox, made from the operations that it serves. */
export function openApiDocument(origin: string, surfaces: readonly Surface[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const surface of surfaces) {
    for (const operation of surface.operations) {
      const path = openApiPath(surface.at, operation.path);
      paths[path] = { ...paths[path], [operation.method]: describe(surface, operation) };
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Partner Hub Sandbox",
      version: "0.1.0",
      description: "A local stand-in for the 360dialog Partner Hub.",
    },
    servers: [{ url: origin }],
    paths,
  };
}
