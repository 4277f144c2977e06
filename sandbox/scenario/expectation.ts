import { z } from "zod";
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
  redirectKeys,
  redirectMatcher,
} from "./matcher.js";
import type { Scene } from "./scene.js";
import { strict, type Words } from "./words.js";

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
function factsOf(id: string, { hub, partnerId }: Scene) {
  const { permitted, integrationState, status, webhookUrl } = hub.channels.get(partnerId, id);
  return {
    permitted,
    running: integrationState === "running",
    has_key: hub.apiKeys.list(partnerId, id).length > 0,
    webhook_set: webhookUrl !== null,
    status,
  };
}

function stateSchema(words: Words) {
  const state = strict({
    number: words.number,
    permitted: z.boolean().optional().describe("The partner may create API keys for it."),
    running: z.boolean().optional().describe("The channel runs."),
    has_key: z.boolean().optional().describe("It has an API key that works."),
    webhook_set: z.boolean().optional().describe("It has a messaging webhook."),
    status: z.string().optional().describe("`status` of the channel object."),
  });
  return strict({ state: state.describe("The number as the hub has it now.") }).transform(
    ({ state: { number, ...wanted } }): Expectation => {
      const pairs = Object.entries(wanted).filter(([, value]) => value !== undefined);
      return {
        says: `${number} is ${pairs.map(([name, value]) => `${name}: ${value}`).join(", ") || "there"}`,
        judge(scene) {
          const id = scene.cast.numbers.get(number);
          if (id === undefined)
            return { passed: false, reasons: [`${number} was never added (client_adds).`] };
          const facts: Record<string, unknown> = factsOf(id, scene);
          const reasons = pairs.flatMap(([name, value]) =>
            facts[name] === value ? [] : [`${name} is ${facts[name]}.`],
          );
          return { passed: reasons.length === 0, reasons };
        },
      };
    },
  );
}

/** One expectation, whatever it is about. */
export function expectationSchema(words: Words) {
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
