import { z } from "zod";
import { delaySchema } from "../../clock/duration-schema.js";
import type { Billing } from "../../hub/partner.js";
import { type SettingsPatch, settingsPatchSchema } from "../../hub/settings.js";
import { expectationsSchema } from "../expectations/expectation.js";
import { verbsFor } from "./verbs.js";
import { membersOf, type Names, phoneSchema, strict, type Words, wordsFor } from "./words.js";

const aliasSchema = z.string().regex(/^[a-z][a-z0-9_]*$/, {
  error: ({ input }) => `"${input}" is no alias. Use small letters, digits and _, and begin with a letter.`,
});

const delay = (step: string) =>
  delaySchema.optional().describe(`How long after it was added the number is ${step}; or never.`);

const numberSchema = strict({
  phone: phoneSchema.describe("With its country code, in quotes."),
  display_name: z.string().min(1).optional().describe("What customers see; the client's name when left out."),
  created: delay("created"),
  ready: delay("ready"),
  running: delay("running"),
  live: delay("live"),
  count: z
    .int()
    .min(2)
    .max(1000)
    .optional()
    .describe("So many numbers, counting on from `phone`: line_1, line_2 and so on; `line` is all of them."),
});

const clientSchema = (words: Words) =>
  strict({
    hub: words.hub
      .optional()
      .describe("Whose client it is, when there are several hubs; the first when left out."),
    name: z.string().min(1, { error: "the name is empty. Write the name of the company." }),
    email: z.email({
      error: ({ input }) => `"${input}" is no e-mail address. Write it as name@company.example.`,
    }),
    password: z.string().min(8, { error: "has fewer than 8 characters." }).default("a good password"),
    numbers: z.record(aliasSchema, numberSchema).default({}).describe("The numbers it can add, by alias."),
  });

const billingSchema = z.enum(["partner", "direct"]).describe("Who pays: the partner, or the client itself.");

const settings = strict(settingsPatchSchema.shape)
  .prefault({})
  .describe("Settings of the partner that depart from the defaults.");

const hubSchema = strict({ billing: billingSchema, settings });

const tagSchema = z.string().regex(/^[a-z][a-z0-9-]*$/, {
  error: ({ input }) => `"${input}" is no tag. Use small letters, digits and -, and begin with a letter.`,
});

/** Either one hub, with its `billing`, or several. Without names (for the JSON Schema) both can be written. */
function hubFields(names: Names | undefined) {
  const several = names !== undefined && names.hubs.length > 0;
  const error = "does not go with `hubs`. Give each of the hubs its own.";
  return {
    billing: several
      ? z.undefined({ error: `billing ${error}` }).optional()
      : names === undefined
        ? billingSchema.optional()
        : billingSchema,
    settings: several ? z.undefined({ error: `settings ${error}` }).optional() : settings,
    hubs: z
      .record(aliasSchema, hubSchema)
      .refine((hubs) => Object.keys(hubs).length > 1, {
        error: "one hub needs no `hubs`. Write `billing` and `settings` instead.",
      })
      .optional()
      .describe("Two or more hubs of the same app, by alias; each client says with `hub` which one is its."),
  };
}

/** An alias of a number says whose number it is, so no two clients can share one. */
function refuseSharedAliases(
  clients: Record<string, z.output<ReturnType<typeof clientSchema>>>,
  context: z.core.$RefinementCtx,
): void {
  const owners = new Map<string, string>();
  for (const [client, { numbers }] of Object.entries(clients)) {
    for (const [number, { count = 1 }] of Object.entries(numbers)) {
      const aliases = membersOf(number, count);
      const taken = aliases.find((alias) => owners.has(alias));
      const owner = owners.get(taken ?? "");
      for (const alias of aliases) owners.set(alias, client);
      if (taken === undefined) continue;
      const message = `${owner} has a number "${taken}" already. Give this one an alias of its own.`;
      context.addIssue({ code: "custom", path: [client, "numbers", number], message });
    }
  }
}

const clientsSchema = (words: Words) =>
  z
    .record(aliasSchema, clientSchema(words))
    .refine((clients) => Object.keys(clients).length > 0, {
      error: "nobody is declared. Declare at least one client.",
    })
    .superRefine(refuseSharedAliases);

type Expectations = ReturnType<typeof expectationsSchema>;

function stepSchema(words: Words, expectations: Expectations) {
  const expect = expectations
    .optional()
    .describe("What must be so by now: one expectation or a list of them.");
  return strict({ ...verbsFor(words), expect }, "verb")
    .refine((step) => Object.keys(step).length === 1, {
      error: ({ input }) => {
        const verbs = Object.keys(input ?? {});
        return verbs.length === 0
          ? "the step is empty. Write a verb, such as `wait: 2d`."
          : `a step has one verb, and this one has ${verbs.join(" and ")}. Begin each with a dash of its own.`;
      },
    })
    .meta({ minProperties: 1, maxProperties: 1 });
}

/** Files with clients and steps that come first. */
const includeSchema = z
  .union([z.string(), z.array(z.string()).min(1)], {
    error: "expected the path of a file, or a list of them.",
  })
  .describe(
    "Files with `clients`, `settings` and `steps` that are put in front; paths are relative to this file.",
  );

function buildSchema(names: Names | undefined) {
  const words = wordsFor(names);
  const expectations = expectationsSchema(words);
  return strict({
    title: z.string().min(1).describe("One line: what is special here."),
    story: z.string().min(1).describe("The real-life story behind it, in plain words."),
    tags: z
      .array(tagSchema)
      .default([])
      .describe("What it is about, such as webhooks or keys; `--tag` plays those with a tag."),
    include: includeSchema.optional(),
    ...hubFields(names),
    clients: clientsSchema(words).describe("Who takes part, by alias."),
    steps: z
      .array(stepSchema(words, expectations))
      .min(1, { error: "there are no steps. Begin with `client_opens`." })
      .describe("What happens, one after the other."),
    expect: expectations.optional().describe("What must be so at the end."),
  });
}

const schemas = new Map<string, ReturnType<typeof buildSchema>>();
const schemasAtMost = 100;

const keyOf = ({ groups, partnerPaid, ...names }: Names): string =>
  JSON.stringify([names, [...groups], [...partnerPaid]]);

/**
 * The whole language. With the names that a scenario declares, its steps are held against them. To build it costs more
 * than to read a scenario with it, and many scenarios declare the same few names: it is kept.
 */
export function scenarioSchema(names?: Names): ReturnType<typeof buildSchema> {
  const key = names === undefined ? "" : keyOf(names);
  const known = schemas.get(key);
  if (known) return known;
  if (schemas.size >= schemasAtMost) schemas.clear();
  const schema = buildSchema(names);
  schemas.set(key, schema);
  return schema;
}

type StepFields = Required<z.input<ReturnType<typeof stepSchema>>>;

/** One step as it is written in TypeScript: an object with exactly one verb. */
export type StepInput = {
  [Verb in keyof StepFields]: { [Only in Verb]: StepFields[Only] };
}[keyof StepFields];

type Written = z.input<ReturnType<typeof scenarioSchema>>;

/** A scenario as it is written in TypeScript; with `hubs`, it has no `billing` and no `settings` of its own. */
export type ScenarioInput = Omit<Written, "steps" | "include" | "billing" | "settings" | "hubs"> & {
  billing?: Billing | undefined;
  settings?: SettingsPatch | undefined;
  hubs?: Record<string, { billing: Billing; settings?: SettingsPatch | undefined }> | undefined;
  steps: StepInput[];
};

/** What reading makes of it. */
export type ParsedScenario = z.output<ReturnType<typeof scenarioSchema>>;

/** Types a scenario that is written in TypeScript. `readScenario` checks it. */
export const defineScenario = (scenario: ScenarioInput): ScenarioInput => scenario;

/** What an editor asks of a file: less than the reader, since an included file may have the rest. */
function editorSchema() {
  const words = wordsFor();
  const { shape } = scenarioSchema();
  const numbers = z.record(aliasSchema, numberSchema.partial()).optional();
  const client = clientSchema(words).extend({ numbers }).partial();
  return strict({
    ...shape,
    clients: z.record(aliasSchema, client).optional().describe("Who takes part, by alias."),
    steps: shape.steps.optional(),
  });
}

/** The JSON Schema of scenario files, for editors. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(editorSchema(), { io: "input", target: "draft-7", reused: "ref" });
  return { title: "A scenario of the Partner Hub Sandbox", ...schema };
}
