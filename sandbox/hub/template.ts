import { z } from "zod";
import { inferred, observed } from "../evidence/evidence.js";
import { field } from "./objects/field.js";

const templateCategories = ["MARKETING", "UTILITY", "AUTHENTICATION"] as const;

/** The statuses that the .NET client and the recording know. */
export const templateStatuses = ["created", "submitted", "pending", "approved", "rejected"] as const;
export type TemplateStatus = (typeof templateStatuses)[number];

const componentTypes = ["HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER"] as const;

const graph = inferred("Meta's template reference");
const recorded = observed("recorded exchanges of a Rails app, 2024-10");
const edited = observed("a Python bot platform and its test");

const componentSchema = z
  .looseObject({
    type: field(
      z.preprocess(
        (type) => (typeof type === "string" ? type.toUpperCase() : type),
        z.enum(componentTypes, { error: `expected one of ${componentTypes.join(", ")}` }),
      ),
      graph,
    ),
    text: field(z.string().min(1, { error: "expected some text" }).max(1024).optional(), graph),
  })
  .meta({
    description: "A part of a template, as Meta defines it; its further fields are kept as they are.",
  });

const componentsSchema = z
  .array(componentSchema)
  .min(1, { error: "expected at least a BODY component" })
  .refine((components) => components.filter(({ type }) => type === "BODY").length === 1, {
    error: "expected exactly one BODY component",
  });

/** What a new template is made of (recorded; the rules are those of Meta's template reference). */
export const newTemplateSchema = z.object({
  name: field(
    z
      .string()
      .max(512)
      .regex(/^[a-z0-9_]+$/, { error: "expected only lower-case letters, digits and underscores" }),
    recorded,
  ),
  language: field(
    z.string().regex(/^[a-z]{2,3}(_[A-Z]{2,3})?$/, { error: "expected a language code such as en or en_US" }),
    recorded,
  ),
  category: field(
    z.enum(templateCategories, { error: `expected one of ${templateCategories.join(", ")}` }),
    recorded,
  ),
  components: field(componentsSchema, recorded),
  allow_category_change: field(z.boolean().optional(), recorded, "Read, and without effect here."),
});

export type NewTemplate = z.infer<typeof newTemplateSchema>;

/** What of a template can be edited: a Python bot platform lets nothing else through. */
export const templateEditSchema = z
  .strictObject({
    components: field(componentsSchema.optional(), edited),
    allow_category_change: field(z.boolean().optional(), edited, "Read, and without effect here."),
  })
  .refine((edit) => edit.components !== undefined || edit.allow_category_change !== undefined, {
    error: "expected components or allow_category_change",
  });

export type TemplateEdit = z.infer<typeof templateEditSchema>;

/** A message template of a WABA. Times are virtual milliseconds since 1970. */
export interface Template {
  id: string;
  partnerId: string;
  wabaId: string;
  /** Meta's id. */
  externalId: string;
  namespace: string;
  name: string;
  language: string;
  category: string;
  components: unknown[];
  status: TemplateStatus;
  /** `null` until its review has ended, `NONE` when it was approved (recorded). */
  rejectedReason: string | null;
  createdAt: number;
  modifiedAt: number;
}
