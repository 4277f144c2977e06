import { z } from "zod";
import { observed } from "../evidence/evidence.js";
import type { Hub } from "../hub/hub.js";
import { metaSuccessSchema, pageSchema } from "../hub/objects/envelopes.js";
import { field } from "../hub/objects/field.js";
import { newTemplateSchema, templateEditSchema } from "../hub/template.js";
import { templateObject, templateSchema } from "../hub/template-object.js";
import { metaSuccess } from "../wire/meta.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";
import { examplePage } from "./examples.js";
import { listQuerySchema, pageObject, readListQuery } from "./lists.js";
import { exampleNewTemplate, exampleTemplate } from "./more-examples.js";
import { type PathParams, wabaPath } from "./path.js";

const templatePath = (params: PathParams) => [...wabaPath(params), param(params, "template_id")] as const;

const path = "/partners/:partner_id/waba_accounts/:waba_account_id/waba_templates";

export const templateOperations = (hub: Hub): BoundOperation[] => [
  operation({
    id: "listTemplates",
    method: "get",
    path,
    summary: "Lists the templates of a WABA",
    evidence: observed("recorded exchanges of a Rails app; api-reference/templates-management"),
    usedBy: "a Rails app, .NET clients",
    query: listQuerySchema,
    body: none,
    response: pageSchema("waba_templates", templateSchema),
    example: { answer: examplePage("waba_templates", exampleTemplate) },
    handle: ({ params, query }) =>
      pageObject(
        "waba_templates",
        hub.templates.list(...wabaPath(params), readListQuery(query)),
        templateObject,
      ),
  }),
  operation({
    id: "createTemplate",
    method: "post",
    path,
    summary:
      "Hands a template in; ten seconds later it is approved, or rejected if its name contains `reject`",
    evidence: observed("recorded exchanges of a Rails app: 201, submitted. The review's rules are invented"),
    usedBy: "a Rails app, .NET clients",
    query: none,
    body: newTemplateSchema,
    response: templateSchema,
    status: 201,
    example: { body: exampleNewTemplate, answer: exampleTemplate },
    links: {
      delete: {
        operationId: "deleteTemplate",
        parameters: {
          partner_id: "$request.path.partner_id",
          waba_account_id: "$request.path.waba_account_id",
          template_id: "$response.body#/id",
        },
        description: "The template that was handed in.",
      },
    },
    handle: ({ params, body }) => templateObject(hub.templates.create(...wabaPath(params), body)),
  }),
  operation({
    id: "deleteTemplate",
    method: "delete",
    path: `${path}/:template_id`,
    summary: "Deletes a template",
    evidence: observed(".NET client; the answer is a guess"),
    usedBy: ".NET clients",
    query: none,
    body: none,
    response: metaSuccessSchema,
    handle: ({ params }) =>
      metaSuccess(`The template ${hub.templates.remove(...templatePath(params)).id} is deleted.`),
  }),
];

const editedSchema = z
  .strictObject({ success: field(z.literal(true), observed("test of a Python bot platform")) })
  .meta({ id: "TemplateEdited", evidence: observed("test of a Python bot platform") });

/** The one call of the hub's older API that a client is known to use; it is not below `/api/v2`. */
export const templateV1Operations = (hub: Hub): BoundOperation[] => [
  operation({
    id: "editTemplate",
    method: "patch",
    path: `${path}/:template_id`,
    summary: "Changes a template's components, and hands it in again",
    evidence: observed("a Python bot platform and its test"),
    usedBy: "a Python bot platform",
    query: none,
    body: templateEditSchema,
    response: editedSchema,
    handle({ params, body }) {
      hub.templates.edit(...templatePath(params), body);
      return { success: true };
    },
  }),
];
