import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { call } from "../support/sandbox.ts";

const evidence = z.object({
  mark: z.enum(["documented", "observed", "inferred", "invented"]),
  source: z.string().min(1),
});
const media = z.object({
  "application/json": z.object({
    schema: z.record(z.string(), z.unknown()),
    example: z.unknown().optional(),
  }),
});
const response = z.object({
  description: z.string(),
  content: media.optional(),
  links: z
    .record(z.string(), z.object({ operationId: z.string(), parameters: z.record(z.string(), z.string()) }))
    .optional(),
});
const operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(
    z.object({ name: z.string(), in: z.enum(["path", "query"]), "x-evidence": evidence.optional() }),
  ),
  requestBody: z.object({ content: media }).optional(),
  responses: z.record(z.string(), response),
  "x-evidence": evidence,
});
const event = z.object({ post: z.object({ "x-evidence": evidence, "x-body-evidence": evidence }) });

/** The parts of an OpenAPI 3.1 document that this one has, by the specification. */
const documentSchema = z.object({
  openapi: z.literal("3.1.0"),
  info: z.object({ title: z.string(), version: z.string() }),
  servers: z.array(z.object({ url: z.url() })),
  paths: z.record(z.string().startsWith("/"), z.record(z.string(), operation)),
  webhooks: z.record(z.string(), event),
  components: z.object({
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
    securitySchemes: z.record(z.string(), z.object({ type: z.enum(["apiKey", "http"]) })),
  }),
});

let page: string;
let raw: Record<string, unknown>;
let document: z.infer<typeof documentSchema>;
let operations: (z.infer<typeof operation> & { path: string })[];

beforeAll(async () => {
  const sandbox = await startSandbox({ port: 0 });
  raw = (await call(sandbox, "GET", "/_sandbox/api/openapi.json")).body;
  page = await (await fetch(`${sandbox.url}/_sandbox/api/docs`)).text();
  await sandbox.stop();
  document = documentSchema.parse(raw);
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((one) => ({ ...one, path })),
  );
});

const ofPartnerApi = () => operations.filter(({ tags }) => tags.some((tag) => tag.startsWith("Partner API")));

/** Paths of the fields of an object schema that carry no evidence. A reference carries that of what it names. */
function withoutEvidence(schema: unknown, path: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const properties = "properties" in schema ? schema.properties : undefined;
  const inner =
    typeof properties === "object" && properties !== null
      ? Object.entries(properties).flatMap(([name, field]) => [
          ...("x-evidence" in field ? [] : [`${path}.${name}`]),
          ...withoutEvidence(field, `${path}.${name}`),
        ])
      : [];
  return "items" in schema ? [...inner, ...withoutEvidence(schema.items, `${path}[]`)] : inner;
}

it("names each operation once, and declares the parameters of its path", () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(ids).toEqual([...new Set(ids)]);
  for (const { path, parameters } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(inPath);
  }
});

it("refers only to what it has: schemas, security schemes and operations", () => {
  const refs = [...JSON.stringify(raw).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  expect(refs.length).toBeGreaterThan(20);
  for (const [, name = ""] of refs) expect(Object.keys(document.components.schemas)).toContain(name);
  const ids = operations.map(({ operationId }) => operationId);
  for (const { security, responses } of operations) {
    for (const scheme of security.flatMap(Object.keys)) {
      expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
    }
    const links = Object.values(responses).flatMap(({ links = {} }) => Object.values(links));
    for (const { operationId } of links) expect(ids).toContain(operationId);
  }
});

it("has schemas that are valid JSON Schema, and examples that they accept", () => {
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
  ajv.addSchema({ $id: "api", ...raw });
  const resolved = (schema: unknown) =>
    JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"api#/'));
  const contents = operations.flatMap(({ operationId, requestBody, responses }) =>
    [requestBody?.content, ...Object.values(responses).map(({ content }) => content)].flatMap((content) =>
      content === undefined ? [] : [{ operationId, ...content["application/json"] }],
    ),
  );
  for (const { operationId, schema, example } of contents) {
    const validate = ajv.compile(resolved(schema));
    if (example === undefined) continue;
    validate(example);
    expect(validate.errors ?? [], operationId).toEqual([]);
  }
});

it("says of each part of the Partner API how sure we are of it", () => {
  const bare = ofPartnerApi().flatMap(({ operationId, parameters, requestBody, responses }) => [
    ...parameters
      .filter((one) => one["x-evidence"] === undefined)
      .map(({ name }) => `${operationId} parameter ${name}`),
    ...withoutEvidence(requestBody?.content["application/json"].schema, `${operationId} body`),
    ...Object.entries(responses).flatMap(([status, { content }]) =>
      withoutEvidence(content?.["application/json"].schema, `${operationId} ${status}`),
    ),
  ]);
  const inComponents = Object.entries(document.components.schemas)
    .filter(([name]) => name !== "ControlError")
    .flatMap(([name, schema]) => withoutEvidence(schema, name));
  expect([...bare, ...inComponents]).toEqual([]);
});

it("describes what every operation of the Partner API answers, and how it refuses", () => {
  for (const { operationId, responses } of ofPartnerApi()) {
    const success = Object.entries(responses).find(([status]) => status.startsWith("2"))?.[1];
    expect(success?.content?.["application/json"].schema, operationId).not.toEqual({});
    expect(responses["4XX"]?.content, operationId).toBeDefined();
  }
});

it("is shown on a page that loads nothing from elsewhere", () => {
  expect(page).toMatch(/^<!doctype html><html lang="en">/);
  expect(page).not.toMatch(/<script|@import|url\(|src=|href="(?:https?:)?\/\//);
  for (const { operationId } of operations) expect(page).toContain(`id="${operationId}"`);
});
