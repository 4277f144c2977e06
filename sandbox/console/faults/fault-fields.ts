import { z } from "zod";
import { type Fault, faultSchema } from "../../faults/fault.js";

/** How a value of a fault is typed in. */
export interface FaultField {
  name: string;
  title: string;
  hint: string | undefined;
  required: boolean;
  /** `duration` is text such as `2d`; `json` is anything else, written as JSON. */
  kind: "text" | "number" | "duration" | "json" | "choice";
  choices: readonly string[];
  min: number | undefined;
  max: number | undefined;
  isWhole: boolean;
  /** What counts when it is left empty. */
  preset: string | undefined;
  /** An example of JSON. */
  sample: string | undefined;
}

/** One thing that can be broken. */
export interface FaultKind {
  on: Fault["on"];
  do: string;
  says: string;
  fields: readonly FaultField[];
}

const propertySchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  description: z.string().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.unknown().optional(),
});

type Property = z.infer<typeof propertySchema>;

const objectSchema = z.looseObject({
  description: z.string().default(""),
  required: z.array(z.string()).default([]),
  properties: z.record(z.string(), propertySchema),
});

interface Words {
  title: string;
  hint?: string;
  /** For a field that is written as JSON. */
  sample?: string;
}

/** What the schema does not say in words, for a person; a field without an entry has its name. */
const words: Record<string, Words> = {
  route: { title: "Route", hint: "partner: news of channels; messaging: messages and their statuses" },
  event: { title: "Event", hint: "left out: every one" },
  channel: { title: "Channel or client", hint: "an id; left out: every one" },
  method: { title: "Method", hint: "left out: every one" },
  path: { title: "Path", hint: "* stands for anything but a slash; left out: every path" },
  times: { title: "How often" },
  probability: { title: "How likely", hint: "from 0 to 1, drawn from the seed; left out: always" },
  by: { title: "By how long", hint: "such as 90s, 10m or 2d" },
  copies: { title: "Copies" },
  batch: { title: "How many are held back" },
  value: { title: "New value", hint: "as JSON", sample: '"peculiar"' },
  status: { title: "Status" },
  body: { title: "Body", hint: "as JSON; left out: the hub's usual one", sample: '{"error": "down"}' },
  retry_after: { title: "Retry-After", hint: "in seconds" },
  ms: {
    title: "How long",
    hint: 'in milliseconds: {"fixed": 800}, {"uniform": [200, 3000]} or {"log_normal": {"median": 300, "sigma": 1}}',
    sample: '{"fixed": 800}',
  },
};

/** `path` is a URL's for calls, and a field's for a body that is changed. */
const bodyPath: Words = { title: "Field", hint: "a dotted path, such as data.status" };

function kindOf(name: string, { type, enum: choices }: Property): FaultField["kind"] {
  if (choices) return "choice";
  if (name === "by") return "duration";
  if (type === "integer" || type === "number") return "number";
  return type === "string" ? "text" : "json";
}

function fieldOf(fault: string, name: string, property: Property, required: boolean): FaultField {
  const own: Words = fault === "mutate" && name === "path" ? bodyPath : (words[name] ?? { title: name });
  return {
    name,
    title: own.title,
    hint: own.hint ?? property.description,
    required: required && property.default === undefined,
    kind: kindOf(name, property),
    choices: property.enum ?? [],
    min: property.minimum ?? property.exclusiveMinimum,
    max: property.maximum,
    isWhole: property.type === "integer",
    preset: property.default === undefined ? undefined : String(property.default),
    sample: own.sample,
  };
}

const fixed = new Set(["on", "do"]);
/** What is the fault's own comes before what narrows it down. */
const last = ["route", "event", "channel", "method", "path", "times", "probability"];

const place = (fault: string, name: string): number =>
  fault === "mutate" && name === "path" ? -1 : last.indexOf(name);

function kindOfFault(on: Fault["on"], name: string, schema: z.ZodType): FaultKind {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const { description, required, properties } = objectSchema.parse(json);
  const fields = Object.entries(properties)
    .filter(([field]) => !fixed.has(field))
    .map(([field, property]) => fieldOf(name, field, property, required.includes(field)))
    .sort((a, b) => place(name, a.name) - place(name, b.name));
  return { on, do: name, says: description, fields };
}

/** Everything that can be broken, read from the schema of faults: those on webhooks, then those on calls. */
export const faultKinds: readonly FaultKind[] = faultSchema.options.flatMap((group) =>
  group.options.map((schema) => kindOfFault(schema.shape.on.value, schema.shape.do.value, schema)),
);

/** @param name as the page's addresses have it: `webhook.delay`. */
export const faultKind = (name: string | undefined): FaultKind | undefined =>
  faultKinds.find((kind) => faultName(kind) === name);

/** `webhook.delay`; two faults of calls and webhooks may share their word. */
export const faultName = ({ on, do: does }: Pick<FaultKind, "on" | "do">): string => `${on}.${does}`;
