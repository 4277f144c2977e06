import { z } from "zod";
import { parseDuration } from "../../clock/duration.js";
import { durationSchema } from "../../clock/duration-schema.js";
import type { Matcher, matcherSchema } from "./matcher.js";
import { describeOccurrence, type Happening, isAfter, type Scene } from "./scene.js";

/** How often, and before or after what. */
export interface Limits {
  times?: number | undefined;
  at_least?: number | undefined;
  at_most?: number | undefined;
  never?: true | undefined;
  before?: Matcher | undefined;
  after?: Matcher | undefined;
  within?: string | undefined;
}

/** `ok` with nothing to say, or what is wrong and what there is instead. */
export interface Finding {
  passed: boolean;
  reasons: string[];
}

const shownAtMost = 6;

const positive = (input: string) =>
  z.int({ error: `expected a whole number, such as \`${input}: 2\`.` }).min(1, {
    error: `${input} must be at least 1. To say that it must not happen, write \`never: true\`.`,
  });

/** The keys that say how often. */
export const countKeys = {
  times: positive("times").optional().describe("Exactly this many times."),
  at_least: positive("at_least").optional().describe("This many times or more; 1 when nothing is said."),
  at_most: positive("at_most")
    .optional()
    .describe("This many times or fewer; not at all is right too, unless at_least says otherwise."),
};

/** All keys of {@link Limits}. */
export const limitKeys = (matcher: ReturnType<typeof matcherSchema>) => ({
  ...countKeys,
  never: z.literal(true).optional().describe("Not once; with `after`, not once after it."),
  before: matcher.optional().describe("The first of these comes before the first of those."),
  after: matcher.optional().describe("The first of these comes after the first of those."),
  within: durationSchema
    .optional()
    .describe("With `after`: no later than this after it, on the hub's clock."),
});

/** Refuses two answers to the same question. */
export function checkLimits(limits: Limits, context: z.core.$RefinementCtx): void {
  const complain = (key: string, message: string) =>
    context.addIssue({ code: "custom", path: [key], message });
  const { times, at_least, at_most, never, before, after, within } = limits;
  const given = (["times", "at_least", "at_most", "never"] as const).filter(
    (key) => limits[key] !== undefined,
  );
  const isRange = times === undefined && never === undefined;
  if (given.length > 1 && !isRange) {
    complain(given[1] ?? "", `${given.join(" and ")} exclude each other. Keep one of them.`);
  } else if (at_least !== undefined && at_most !== undefined && at_least > at_most) {
    complain("at_most", `at_most is ${at_most}, fewer than at_least, ${at_least}. Turn them round.`);
  }
  if (never && before) {
    complain("before", "`never` needs no `before`. Put the expectation in front of that step instead.");
  }
  if (within !== undefined && !after) {
    complain("within", "`within` counts from something. Say from what with `after`.");
  }
}

/** The fewest and the most that are right. */
function range({ times, at_least, at_most, never }: Limits): [fewest: number, most: number] {
  if (never) return [0, 0];
  if (times !== undefined) return [times, times];
  return [at_least ?? (at_most === undefined ? 1 : 0), at_most ?? Number.POSITIVE_INFINITY];
}

const timesInWords = (count: number): string => (count === 1 ? "once" : `${count} times`);

function howOften(limits: Limits): string {
  const [fewest, most] = range(limits);
  if (most === 0) return "never";
  if (fewest === most) return `exactly ${timesInWords(most)}`;
  if (most === Number.POSITIVE_INFINITY) return `at least ${timesInWords(fewest)}`;
  return fewest === 0 ? `at most ${timesInWords(most)}` : `${fewest} to ${most} times`;
}

/** `create_api_key for shop answered 201, exactly once, after channel_running for shop delivered` */
export function saysOf(matcher: Matcher, limits: Limits): string {
  if (limits.never && limits.after) {
    const span = limits.within === undefined ? "" : `in the ${limits.within} `;
    return `${matcher.says}, not once ${span}after ${limits.after.says}`;
  }
  const { within } = limits;
  const before = limits.before === undefined ? "" : `, before ${limits.before.says}`;
  const span = within === undefined ? "" : `no later than ${within} `;
  const after = limits.after === undefined ? "" : `, ${span}after ${limits.after.says}`;
  return `${matcher.says}, ${howOften(limits)}${before}${after}`;
}

/** What matches; the attempts of one delivery count once. */
function find(matcher: Matcher, scene: Scene): Happening[] {
  const seen = new Set<string>();
  return scene.occurrences.filter((one) => {
    if (!matcher.matches(one, scene)) return false;
    if (one.delivery === null) return true;
    const isNew = !seen.has(one.delivery);
    seen.add(one.delivery);
    return isNew;
  });
}

function shown(heading: string, occurrences: readonly Happening[], scene: Scene): string[] {
  const lines = occurrences.slice(0, shownAtMost).map((one) => `  ${describeOccurrence(one, scene)}`);
  const rest = occurrences.length - lines.length;
  return [heading, ...lines, ...(rest > 0 ? [`  … and ${rest} more`] : [])];
}

function missing(matcher: Matcher, scene: Scene): string[] {
  const near = scene.occurrences.filter((one) => matcher.resembles(one));
  // An announcement says nothing new once there are attempts of it.
  const tried = new Set(near.filter(({ kind }) => kind !== "announced").map(({ delivery }) => delivery));
  const told = near.filter(({ kind, delivery }) => kind !== "announced" || !tried.has(delivery));
  if (told.length === 0) return ["The journal has nothing like it."];
  return shown("The journal has only:", told, scene);
}

function wrongCount(found: readonly Happening[], matcher: Matcher, limits: Limits, scene: Scene): string[] {
  const [fewest, most] = range(limits);
  if (found.length >= fewest && found.length <= most) return [];
  if (most === 0) return shown("But it happened:", found, scene);
  if (found.length === 0) return missing(matcher, scene);
  return shown(`It happened ${timesInWords(found.length)}:`, found, scene);
}

/** Whether something was later after another than it may be; both times are virtual. */
const isLate = (later: Happening, earlier: Happening, within: string | undefined): boolean =>
  within !== undefined && later.at - earlier.at > parseDuration(within);

function wrongOrder(first: Happening, { before, after, within }: Limits, scene: Scene): string[] {
  const reasons: string[] = [];
  const say = (one: Happening) => describeOccurrence(one, scene);
  for (const [anchor, word] of [
    [before, "before"],
    [after, "after"],
  ] as const) {
    const other = anchor && find(anchor, scene)[0];
    if (!anchor) continue;
    if (!other) reasons.push(`There is nothing for it to come ${word}: ${anchor.says} did not happen.`);
    else if (word === "after" ? !isAfter(first, other) : !isAfter(other, first)) {
      reasons.push("The order is the wrong way round:", `  ${say(first)}`, `  ${say(other)}`);
    } else if (word === "after" && isLate(first, other, within)) {
      reasons.push(`It came later than ${within} after:`, `  ${say(other)}`, `  ${say(first)}`);
    }
  }
  return reasons;
}

/** Holds what happened against a matcher and its limits. */
export function judge(matcher: Matcher, limits: Limits, scene: Scene): Finding {
  let found = find(matcher, scene);
  if (limits.never && limits.after) {
    const anchor = find(limits.after, scene)[0];
    if (!anchor)
      return {
        passed: false,
        reasons: [`${limits.after.says} did not happen, so nothing can come after it.`],
      };
    found = found.filter((one) => isAfter(one, anchor) && !isLate(one, anchor, limits.within));
  }
  const reasons = wrongCount(found, matcher, limits, scene);
  const first = found[0];
  if (reasons.length === 0 && first && !limits.never) reasons.push(...wrongOrder(first, limits, scene));
  return { passed: reasons.length === 0, reasons };
}

/** Holds the attempts of deliveries against a count: here every attempt counts, the failed ones too. */
export function judgeAttempts(
  matches: (one: Happening) => boolean,
  limits: Limits,
  matcher: Matcher,
  scene: Scene,
): Finding {
  const reasons = wrongCount(scene.occurrences.filter(matches), matcher, limits, scene);
  return { passed: reasons.length === 0, reasons };
}

/** Whether the first of each matcher came in the order given. */
export function judgeOrder(matchers: readonly Matcher[], scene: Scene): Finding {
  const firsts = matchers.map((matcher) => ({ matcher, first: find(matcher, scene)[0] }));
  const absent = firsts.filter(({ first }) => first === undefined);
  if (absent.length > 0) {
    return {
      passed: false,
      reasons: absent.flatMap(({ matcher }) => [`${matcher.says}: never.`, ...missing(matcher, scene)]),
    };
  }
  const happened = firsts.flatMap(({ first }) => (first ? [first] : []));
  const passed = happened.every((one, index) => {
    const before = happened[index - 1];
    return before === undefined || isAfter(one, before);
  });
  return {
    passed,
    reasons: passed
      ? []
      : shown(
          "They came as follows:",
          [...happened].sort((a, b) => a.seq - b.seq),
          scene,
        ),
  };
}
