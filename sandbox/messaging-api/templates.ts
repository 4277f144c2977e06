import { Hono } from "hono";
import { z } from "zod";
import type { Hub } from "../hub/hub.js";
import { newTemplateSchema, type Template } from "../hub/template.js";
import { templateObject } from "../hub/template-object.js";
import { answerJson, type WireContext, type WireVariables } from "../wire/json.js";
import { InputError, parse, parseJson } from "../wire/parse.js";

/** The WABA that a call's key belongs to. */
export interface WabaOfKey {
  partnerId: string;
  wabaId: string;
}

/** A template as Meta's Graph API lists it: upper-case status, and Meta's own id. */
const graphTemplate = (template: Template) => ({
  category: template.category,
  components: template.components,
  id: template.externalId,
  language: template.language,
  name: template.name,
  rejected_reason: template.rejectedReason ?? "NONE",
  // Meta knows nothing of the hub's own steps before its review.
  status: template.rejectedReason === null ? "PENDING" : template.status.toUpperCase(),
});

const graphQuerySchema = z.object({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, { error: "expected a number from 1 to 9999" })
    .default("1000"),
  after: z.string().optional(),
});

const pageQuerySchema = z.object({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: "expected how many templates, from 1" })
    .optional(),
  offset: z
    .string()
    .regex(/^\d{1,9}$/, { error: "expected how many templates to skip" })
    .optional(),
  sort: z.string().min(1).optional(),
});

/** One page in the form of the Partner API's list, keys in alphabetical order. */
function hubPage(hub: Hub, { partnerId, wabaId }: WabaOfKey, query: Record<string, string>) {
  const { limit, offset, sort } = parse(pageQuerySchema, query, "query");
  const { rows, ...page } = hub.templates.list(partnerId, wabaId, {
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(offset === undefined ? {} : { offset: Number(offset) }),
    ...(sort === undefined ? {} : { sort: sort.split(",") }),
  });
  const { count, filters, sort: sorted, total } = page;
  return {
    count,
    filters,
    limit: page.limit,
    offset: page.offset,
    sort: sorted,
    total,
    waba_templates: rows.map(templateObject),
  };
}

const cursorOf = (offset: number) => Buffer.from(String(offset)).toString("base64url");

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined || cursor === "") return 0;
  const text = Buffer.from(cursor, "base64url").toString();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InputError([`after is "${cursor}", which is no cursor. Take it from paging.cursors.after.`]);
}

/** One page as Meta's Graph API gives it: cursors in place of offsets. */
function graphPage(hub: Hub, { partnerId, wabaId }: WabaOfKey, query: Record<string, string>) {
  const { limit, after } = parse(graphQuerySchema, query, "query");
  const offset = offsetOf(after);
  const { rows, count, total } = hub.templates.list(partnerId, wabaId, { limit: Number(limit), offset });
  if (count === 0) return { data: [], paging: {} };
  const end = offset + count;
  const cursors = { after: cursorOf(end), before: cursorOf(offset) };
  const next = end < total ? { next: `/message_templates?limit=${limit}&after=${cursorOf(end)}` } : {};
  return { data: rows.map(graphTemplate), paging: { cursors, ...next } };
}

/**
 * A number's templates with its own key: the hub's form at `/v1/configs/templates` (three clients use it), Meta's at
 * `/message_templates` (an n8n node). Both show the templates that the Partner API has.
 */
export function createTemplateRoutes(
  hub: Hub,
  wabaOf: (c: WireContext) => WabaOfKey,
): Hono<{ Variables: WireVariables }> {
  const app = new Hono<{ Variables: WireVariables }>();

  app.get("/v1/configs/templates", (c) => answerJson(c, 200, hubPage(hub, wabaOf(c), c.req.query())));

  app.post("/v1/configs/templates", async (c) => {
    const { partnerId, wabaId } = wabaOf(c);
    const template = parse(newTemplateSchema, parseJson(await c.req.text(), "body"), "body");
    return answerJson(c, 201, templateObject(hub.templates.create(partnerId, wabaId, template)));
  });

  app.get("/message_templates", (c) => answerJson(c, 200, graphPage(hub, wabaOf(c), c.req.query())));

  return app;
}
