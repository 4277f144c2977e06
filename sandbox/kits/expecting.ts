import type { Claims, Outcome } from "./claims.js";
import { StoryError } from "./story-error.js";

/** The claims of {@link Claims}, each as a promise that rejects with what is there instead. */
export type HubExpect = { [Name in keyof Claims]: (...given: Parameters<Claims[Name]>) => Promise<void> };

/** Stands above the part of the journal that a failure shows. */
export const storyHeading = "What happened (times of the hub's clock):";

/** A failure as it is read at night: what was expected, what is there, and the part of the journal to look at. */
export function describeFailure({ says, reasons, timeline }: Outcome): string {
  const story = timeline.length === 0 ? [] : ["", storyHeading, ...timeline];
  return [`Expected: ${says}.`, ...reasons, ...story].join("\n");
}

async function require(outcome: Promise<Outcome>): Promise<void> {
  const judged = await outcome;
  if (!judged.passed) throw new StoryError(describeFailure(judged));
}

export const expecting = (claims: Claims): HubExpect => ({
  that: (...given) => require(claims.that(...given)),
  keyCreated: (...given) => require(claims.keyCreated(...given)),
  keyCreatedOnce: (...given) => require(claims.keyCreatedOnce(...given)),
  noKey: (...given) => require(claims.noKey(...given)),
  noKeyBefore: (...given) => require(claims.noKeyBefore(...given)),
  received: (...given) => require(claims.received(...given)),
  called: (...given) => require(claims.called(...given)),
  number: (...given) => require(claims.number(...given)),
  contract: (...given) => require(claims.contract(...given)),
  rule: (...given) => require(claims.rule(...given)),
});
