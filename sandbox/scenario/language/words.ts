import { z } from "zod";
import { HubError } from "../../hub/errors.js";
import { parsePhoneNumber } from "../../hub/phone.js";
import { remedyFor } from "./spelling.js";

/** What a scenario has declared, so that its steps can be checked against it. */
export interface Names {
  clients: readonly string[];
  numbers: readonly string[];
  /** Numbers that were declared with `count`: the alias stands for all of them wherever a list is taken. */
  groups: ReadonlyMap<string, readonly string[]>;
  /** The hubs, when there are several. */
  hubs: readonly string[];
  /** Clients, numbers and groups at hubs with Partner Payment. */
  partnerPaid: ReadonlySet<string>;
}

/** The aliases of the numbers that one declaration with a `count` stands for: `line_1`, `line_2`; without one, its own. */
export const membersOf = (alias: string, count: number): string[] =>
  count > 1 ? Array.from({ length: count }, (_, index) => `${alias}_${index + 1}`) : [alias];

/** An object without unknown keys, which says what an unknown one was probably meant to be. */
export const strict = <Shape extends z.core.$ZodLooseShape>(shape: Shape, what = "key") =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys
            .map(
              (key) =>
                `unknown ${what} "${key}". ${remedyFor(key, Object.keys(shape), "Nothing can be set here.")}`,
            )
            .join(" ")
        : undefined,
  });

const declare = {
  client: "Declare it under `clients:`.",
  number: "Declare it under its client's `numbers:`.",
  hub: "Declare it under `hubs:`.",
};

function alias(kind: keyof typeof declare, known: readonly string[] | undefined) {
  return z
    .string({ error: `expected the alias of a ${kind}. ${declare[kind]}` })
    .refine((name) => known === undefined || known.includes(name), {
      error: ({ input }) =>
        `there is no ${kind} "${input}". ${remedyFor(String(input), known ?? [], declare[kind])}`,
    });
}

/** The schemas that the scenario's own names give meaning to. Without names (for the JSON Schema) any alias will do. */
export function wordsFor(names?: Names) {
  const groups = names?.groups ?? new Map<string, readonly string[]>();
  const expand = (given: string | string[]): string[] =>
    [given].flat().flatMap((name) => groups.get(name) ?? [name]);
  const numberOrGroup = alias("number", names && [...names.numbers, ...groups.keys()]);
  return {
    client: alias("client", names?.clients),
    number: alias("number", names?.numbers),
    hub: alias("hub", names?.hubs),
    /** One alias or a list of them; always a list afterwards, in which a group is all of its numbers. */
    numbers: z
      .union(
        [
          numberOrGroup,
          z.array(numberOrGroup).min(1, { error: "the list is empty. Name at least one number." }),
        ],
        { error: "expected the alias of a number, or a list of them." },
      )
      .transform(expand),
    numberList: z
      .array(numberOrGroup, { error: "expected a list of numbers, such as [shop, cafe]." })
      .transform(expand),
    partnerPaid: names?.partnerPaid ?? new Set<string>(),
  };
}

export type Words = ReturnType<typeof wordsFor>;

/** The aliases that a verb was given: of its client, or of its numbers. */
function aliasesIn(given: unknown): string[] {
  if (typeof given === "string") return [given];
  if (Array.isArray(given)) return given.flatMap(aliasesIn);
  const named = z.object({ client: z.string() }).safeParse(given);
  return named.success ? [named.data.client] : [];
}

/** Narrows a verb to Direct Payment, where the client pays and decides. */
export function directOnly<Schema extends z.ZodType>(words: Words, verb: string, schema: Schema) {
  return schema.refine((given) => !aliasesIn(given).some((name) => words.partnerPaid.has(name)), {
    error: `${verb} does not fit \`billing: partner\`: the partner pays, and every number is shared with it by default. Leave the step out, or write \`billing: direct\`.`,
  });
}

function isPhoneNumber(text: string): boolean {
  try {
    parsePhoneNumber(text);
    return true;
  } catch (error) {
    if (error instanceof HubError) return false;
    throw error;
  }
}

/** A phone number with its country code. YAML reads an unquoted one as a number, which deserves its own hint. */
export const phoneSchema = z
  .string({
    error: ({ input }) =>
      typeof input === "number" ? `put the phone number in quotes: "+${input}".` : undefined,
  })
  .refine(isPhoneNumber, {
    error: ({ input }) =>
      `"${input}" is no phone number. Write it with its country code, such as "+4915100000042".`,
  });
