import type { z } from "zod";
import { expectationsSchema } from "../scenario/expectations/expectation.js";
import { nowhere } from "../scenario/language/positions.js";
import { problemsOf } from "../scenario/language/problems.js";
import type { ScenarioInput, StepInput } from "../scenario/language/schema.js";
import { verbsFor } from "../scenario/language/verbs.js";
import { type Names, strict, wordsFor } from "../scenario/language/words.js";
import { StoryError } from "./story-error.js";
import { inTestWords } from "./test-words.js";

/** A step of a scenario: whatever can happen, with its verb. */
export type HappeningInput = Exclude<StepInput, { expect: unknown }>;

type Expected = NonNullable<ScenarioInput["expect"]>;

/** One expectation, as a scenario writes it. */
export type ExpectationInput = Exclude<Expected, readonly unknown[]>;

const build = (names: Names) => {
  const words = wordsFor(names);
  return { step: strict(verbsFor(words), "verb"), expectation: expectationsSchema(words) };
};

type Language = ReturnType<typeof build>;

const languages = new Map<string, Language>();
const languagesAtMost = 100;

/** To build it costs more than to read a step with it, and tests of one file mostly name the same few aliases. */
function languageFor(names: Names): Language {
  const key = JSON.stringify([names.clients, names.numbers, names.partnerPaid.size > 0]);
  const known = languages.get(key);
  if (known) return known;
  if (languages.size >= languagesAtMost) languages.clear();
  const language = build(names);
  languages.set(key, language);
  return language;
}

function read<Schema extends z.ZodType>(schema: Schema, input: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = problemsOf(result.error, input, nowhere).map(({ message, path }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
  const says = inTestWords(problems.join("\n"))
    .replaceAll("the scenario is", "it is")
    .replaceAll("Declare it under `clients:`.", "Name it first with hub.client(…).")
    .replaceAll(
      "Declare it under its client's `numbers:`.",
      "Name it first with hub.client(…, { numbers }).",
    );
  throw new StoryError(`${what} ${JSON.stringify(input)} cannot be read. ${says}`);
}

/** Reads a step. @throws StoryError that says what is wrong with it. */
export function readStep(input: HappeningInput, names: Names) {
  const step = read(languageFor(names).step, input, "The step");
  return Object.values(step).filter((act) => act !== undefined);
}

/** Reads one expectation or a list. @throws StoryError that says what is wrong with it. */
export const readExpectations = (input: ExpectationInput, names: Names) =>
  read(languageFor(names).expectation, input, "The expectation");
