import { z } from "zod";
import { inferred, observed } from "../evidence/evidence.js";
import { type Flow, flowProblems } from "../hub/flows.js";
import type { Hub } from "../hub/hub.js";
import { digits, field, text } from "../hub/objects/field.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";
import { parse } from "../wire/parse.js";
import { parseMultipart } from "./multipart.js";
import { type PathParams, wabaPath } from "./path.js";

const client = observed("a TypeScript app, which reads id");
const meta = inferred("Meta's Flows API, which the hub passes on");

/** The categories of Meta's Flows API. */
const categories = [
  "SIGN_UP",
  "SIGN_IN",
  "APPOINTMENT_BOOKING",
  "LEAD_GENERATION",
  "CONTACT_US",
  "CUSTOMER_SUPPORT",
  "SURVEY",
  "OTHER",
] as const;

const newFlowSchema = z.object({
  name: field(z.string().min(1, { error: "expected a name" }).max(200), client),
  categories: field(
    z.array(z.enum(categories, { error: `expected one of ${categories.join(", ")}` })).default(["OTHER"]),
    client,
  ),
});

const assetSchema = z.object({
  file: z.string({ error: "expected the Flow JSON as a file" }).min(1, { error: "expected the Flow JSON" }),
  name: z.string().optional(),
  asset_type: z.literal("FLOW_JSON", { error: 'expected "FLOW_JSON"' }),
});

const problemsSchema = field(
  z.array(
    z.strictObject({
      error: field(text, meta),
      error_type: field(text, meta),
      message: field(text, meta),
    }),
  ),
  meta,
  "What keeps the flow from being published.",
);
const success = field(z.literal(true), meta);

const flowSchema = z
  .strictObject({
    categories: field(z.array(text), meta),
    id: field(digits, client),
    name: field(text, meta),
    status: field(z.enum(["DRAFT", "PUBLISHED"]), meta),
    validation_errors: problemsSchema,
  })
  .meta({ id: "Flow", description: "A WhatsApp Flow.", evidence: client });

const listSchema = z
  .strictObject({ data: field(z.array(flowSchema), meta), paging: field(z.strictObject({}), meta) })
  .meta({ id: "FlowList", evidence: meta });
const createdSchema = z
  .strictObject({ id: field(digits, client), success, validation_errors: problemsSchema })
  .meta({ id: "FlowCreated", evidence: client });
const uploadedSchema = z
  .strictObject({ success, validation_errors: problemsSchema })
  .meta({ id: "FlowAssetUploaded", evidence: meta });
const publishedSchema = z.strictObject({ success }).meta({ id: "FlowPublished", evidence: meta });

/** A flow that nothing was uploaded to has nothing wrong yet. */
const problemsOf = (flow: Flow) => (flow.asset === null ? [] : flowProblems(flow));

const flowObject = (flow: Flow): z.infer<typeof flowSchema> => ({
  categories: flow.categories,
  id: flow.id,
  name: flow.name,
  status: flow.status,
  validation_errors: problemsOf(flow),
});

const flowPath = (params: PathParams) => [...wabaPath(params), param(params, "flow_id")] as const;
const path = "/partners/:partner_id/waba_accounts/:waba_account_id/flows";
const usedBy = "a TypeScript app";

/** The upload is the one call whose body is no JSON, so it reads its body itself. */
function uploadOperation(hub: Hub): BoundOperation {
  const bound = operation({
    id: "uploadFlowAsset",
    method: "post",
    path: `${path}/:flow_id/assets`,
    summary: "Uploads a flow's JSON (multipart: file, name, asset_type=FLOW_JSON)",
    evidence: observed("a TypeScript app; the answer is Meta's"),
    usedBy,
    query: none,
    body: none,
    response: uploadedSchema,
    handle: () => undefined,
  });
  return {
    ...bound,
    answer({ params, body }) {
      const { file } = parse(assetSchema, parseMultipart(body), "body");
      const flow = hub.flows.upload(...flowPath(params), file);
      return { status: 200, value: { success: true, validation_errors: problemsOf(flow) } };
    },
  };
}

export const flowOperations = (hub: Hub): BoundOperation[] => [
  operation({
    id: "listFlows",
    method: "get",
    path,
    summary: "Lists the flows of a WABA",
    evidence: observed("a TypeScript app; the answer is Meta's"),
    usedBy,
    query: none,
    body: none,
    response: listSchema,
    handle: ({ params }) => ({ data: hub.flows.list(...wabaPath(params)).map(flowObject), paging: {} }),
  }),
  operation({
    id: "createFlow",
    method: "post",
    path,
    summary: "Creates a flow, as a draft",
    evidence: observed("a TypeScript app; the answer is Meta's, the status a guess"),
    usedBy,
    query: none,
    body: newFlowSchema,
    response: createdSchema,
    example: {
      body: { name: "Sign up", categories: ["SIGN_UP"] },
      answer: { id: "500000000000005", success: true, validation_errors: [] },
    },
    links: Object.fromEntries(
      ["uploadFlowAsset", "publishFlow"].map((operationId) => [
        operationId,
        {
          operationId,
          parameters: {
            partner_id: "$request.path.partner_id",
            waba_account_id: "$request.path.waba_account_id",
            flow_id: "$response.body#/id",
          },
          description: "The flow that was created.",
        },
      ]),
    ),
    handle({ params, body }) {
      const { id } = hub.flows.create(...wabaPath(params), body);
      return { id, success: true, validation_errors: [] };
    },
  }),
  uploadOperation(hub),
  operation({
    id: "publishFlow",
    method: "post",
    path: `${path}/:flow_id/publish`,
    summary: "Publishes a flow whose JSON has nothing wrong",
    evidence: observed("a TypeScript app; the answer is Meta's"),
    usedBy,
    query: none,
    body: none,
    response: publishedSchema,
    handle({ params }) {
      hub.flows.publish(...flowPath(params));
      return { success: true };
    },
  }),
];
