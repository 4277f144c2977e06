import { z } from "zod";
import { strict, type Words } from "../language/words.js";
import {
  checkLimits,
  countKeys,
  type Finding,
  judge,
  judgeAttempts,
  judgeOrder,
  type Limits,
  limitKeys,
  saysOf,
} from "./counting.js";
import {
  callKeys,
  callMatcher,
  checkAbout,
  eventKeys,
  eventMatcher,
  type Matcher,
  matcherSchema,
  messageKeys,
  messageMatcher,
  permissionKeys,
  permissionMatcher,
  probeKeys,
  probeMatcher,
  redirectKeys,
  redirectMatcher,
} from "./matcher.js";
import type { Scene } from "./scene.js";

/** Something that must be so. */
export interface Expectation {
  /** What is expected, in one line. */
  says: string;
  judge(scene: Scene): Finding;
}

const counted = (matcher: Matcher, limits: Limits): Expectation => ({
  says: saysOf(matcher, limits),
  judge: (scene) => judge(matcher, limits, scene),
});

type MatcherSchema = ReturnType<typeof matcherSchema>;

function countedSchemas(words: Words, matcher: MatcherSchema) {
  const limits = limitKeys(matcher);
  return [
    strict({ ...eventKeys(words), ...limits })
      .superRefine(checkAbout)
      .superRefine(checkLimits)
      .transform((given) => counted(eventMatcher(given), given)),
    strict({ ...callKeys(words), ...limits })
      .superRefine(checkAbout)
      .superRefine(checkLimits)
      .transform((given) => counted(callMatcher(given), given)),
    strict({ ...messageKeys(words), ...limits })
      .superRefine(checkLimits)
      .transform((given) => counted(messageMatcher(given), given)),
    strict({ ...permissionKeys(words), ...limits })
      .superRefine(checkLimits)
      .transform((given) => counted(permissionMatcher(given), given)),
    strict({ ...redirectKeys(words), ...limits })
      .superRefine(checkLimits)
      .transform((given) => counted(redirectMatcher(given), given)),
    strict({ ...probeKeys(words), ...limits })
      .superRefine(checkLimits)
      .transform((given) => counted(probeMatcher(given), given)),
  ] as const;
}

/** Every attempt to deliver an event counts, the failed ones too. */
function attemptsSchema(words: Words) {
  const attempts = strict({ ...eventKeys(words), ...countKeys })
    .superRefine(checkAbout)
    .superRefine(checkLimits);
  return strict({
    attempts: attempts.describe("Attempts to deliver an event, failed ones included."),
  }).transform(({ attempts: given }): Expectation => {
    const delivered = eventMatcher(given);
    const matcher = { ...delivered, says: `attempts of ${delivered.says.replace(/ delivered$/, "")}` };
    return {
      says: saysOf(matcher, given),
      judge: (scene) =>
        judgeAttempts(
          (one) => one.kind === "attempt" && matcher.matches({ ...one, delivered: true }, scene),
          given,
          matcher,
          scene,
        ),
    };
  });
}

function orderSchema(matcher: MatcherSchema) {
  const matchers = z.array(matcher).min(2, { error: "an order needs at least two things." });
  return strict({
    in_order: matchers.describe("The first of each comes after the first of the one above."),
  }).transform(
    ({ in_order }): Expectation => ({
      says: `in this order: ${in_order.map(({ says }) => says).join(", ")}`,
      judge: (scene) => judgeOrder(in_order, scene),
    }),
  );
}

/** What the hub knows of a number now. */
function factsOf(id: string, partnerId: string, { hub }: Scene) {
  const { permitted, integrationState, status, webhookUrl, waba } = hub.channels.get(partnerId, id);
  return {
    permitted,
    running: integrationState === "running",
    has_key: hub.apiKeys.list(partnerId, id).length > 0,
    webhook_set: (webhookUrl ?? hub.channels.wabaWebhook(waba.id)?.webhookUrl ?? null) !== null,
    status,
  };
}

type Facts = ReturnType<typeof factsOf>;

/** A fact in words: `runs`, `has no key`. */
function inWords(name: string, value: unknown): string {
  const words: Record<string, readonly [string, string]> = {
    permitted: ["is permitted", "is not permitted"],
    running: ["runs", "does not run"],
    has_key: ["has a key", "has no key"],
    webhook_set: ["has a webhook", "has no webhook"],
  };
  const [yes, no] = words[name] ?? [`has the ${name} ${value}`, ""];
  return value === false ? no : yes;
}

function judgeState(number: string, wanted: Partial<Facts>, scene: Scene): Finding {
  const id = scene.cast.numbers.get(number);
  if (id === undefined) return { passed: false, reasons: [`${number} was never added (client_adds).`] };
  const facts: Record<string, unknown> = factsOf(id, scene.partnerOf(number), scene);
  const reasons = Object.entries(wanted).flatMap(([name, value]) =>
    facts[name] === value ? [] : [`It ${inWords(name, facts[name])}.`],
  );
  return { passed: reasons.length === 0, reasons };
}

function stateSchema(words: Words) {
  const state = strict({
    number: words.number,
    permitted: z.boolean().optional().describe("The partner may create API keys for it."),
    running: z.boolean().optional().describe("The channel runs."),
    has_key: z.boolean().optional().describe("It has an API key that works."),
    webhook_set: z
      .boolean()
      .optional()
      .describe("It has a messaging webhook: one of its own, or its account's."),
    status: z.string().optional().describe("`status` of the channel object."),
  });
  return strict({ state: state.describe("The number as the hub has it now.") }).transform(
    ({ state: { number, ...given } }): Expectation => {
      const wanted = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const words = Object.entries(wanted).map(([name, value]) => inWords(name, value));
      return {
        says: `${number} ${words.join(", ") || "exists"}`,
        judge: (scene) => judgeState(number, wanted, scene),
      };
    },
  );
}

/** One expectation, whatever it is about. */
function expectationSchema(words: Words) {
  const matcher = matcherSchema(words);
  return z.union([
    ...countedSchemas(words, matcher),
    attemptsSchema(words),
    stateSchema(words),
    orderSchema(matcher),
  ]);
}

/** One expectation or a list of them; always a list afterwards. */
export function expectationsSchema(words: Words) {
  const one = expectationSchema(words);
  return z
    .union([one, z.array(one).min(1, { error: "the list is empty." })])
    .transform((given): Expectation[] => (Array.isArray(given) ? given : [given]));
}
