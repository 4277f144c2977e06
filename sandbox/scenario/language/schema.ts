import { z } from "zod";
import { delaySchema } from "../../clock/duration-schema.js";
import { settingsPatchSchema } from "../../hub/settings.js";
import { expectationsSchema } from "../expectations/expectation.js";
import { verbsFor } from "./verbs.js";
import { type Names, phoneSchema, strict, type Words, wordsFor } from "./words.js";

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
});

const clientSchema = strict({
  name: z.string().min(1, { error: "the name is empty. Write the name of the company." }),
  email: z.email({
    error: ({ input }) => `"${input}" is no e-mail address. Write it as name@company.example.`,
  }),
  password: z.string().min(8, { error: "has fewer than 8 characters." }).default("a good password"),
  numbers: z.record(aliasSchema, numberSchema).default({}).describe("The numbers it can add, by alias."),
});

/** An alias of a number says whose number it is, so no two clients can share one. */
function refuseSharedAliases(
  clients: Record<string, z.output<typeof clientSchema>>,
  context: z.core.$RefinementCtx,
): void {
  const owners = new Map<string, string>();
  for (const [client, { numbers }] of Object.entries(clients)) {
    for (const number of Object.keys(numbers)) {
      const owner = owners.get(number);
      owners.set(number, client);
      if (owner === undefined) continue;
      const message = `${owner} has a number "${number}" already. Give this one an alias of its own.`;
      context.addIssue({ code: "custom", path: [client, "numbers", number], message });
    }
  }
}

const clientsSchema = z
  .record(aliasSchema, clientSchema)
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

/** The whole language. With the names that a scenario declares, its steps are held against them. */
export function scenarioSchema(names?: Names) {
  const words = wordsFor(names);
  const expectations = expectationsSchema(words);
  return strict({
    title: z.string().min(1).describe("One line: what is special here."),
    story: z.string().min(1).describe("The real-life story behind it, in plain words."),
    billing: z.enum(["partner", "direct"]).describe("Who pays: the partner, or the client itself."),
    settings: strict(settingsPatchSchema.shape)
      .prefault({})
      .describe("Settings of the partner that depart from the defaults."),
    clients: clientsSchema.describe("Who takes part, by alias."),
    steps: z
      .array(stepSchema(words, expectations))
      .min(1, { error: "there are no steps. Begin with `client_opens`." })
      .describe("What happens, one after the other."),
    expect: expectations.optional().describe("What must be so at the end."),
  });
}

type StepFields = Required<z.input<ReturnType<typeof stepSchema>>>;

/** One step as it is written in TypeScript: an object with exactly one verb. */
export type StepInput = {
  [Verb in keyof StepFields]: { [Only in Verb]: StepFields[Only] };
}[keyof StepFields];

/** A scenario as it is written, in YAML or in TypeScript. */
export type ScenarioInput = Omit<z.input<ReturnType<typeof scenarioSchema>>, "steps"> & {
  steps: StepInput[];
};

/** What reading makes of it. */
export type ParsedScenario = z.output<ReturnType<typeof scenarioSchema>>;

/** Types a scenario that is written in TypeScript. `readScenario` checks it. */
export const defineScenario = (scenario: ScenarioInput): ScenarioInput => scenario;

/** The JSON Schema of scenario files, for editors. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema(), { io: "input", target: "draft-7", reused: "ref" });
  return { title: "A scenario of the Partner Hub Sandbox", ...schema };
}
