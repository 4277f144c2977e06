import type { EventName } from "../hub/event-catalogue.js";
import type { CallName } from "../scenario/expectations/occurrence.js";
import type { CallLimits, Claims, EventLimits, NumberFacts, Outcome } from "./claims.js";
import { describeFailure } from "./expecting.js";
import type { ExpectationInput } from "./steps.js";
import { stageOf, type TestHub } from "./test-hub.js";

/** What a matcher says to the test runner. */
export interface Matched {
  pass: boolean;
  message(): string;
}

const matched = ({ passed, ...outcome }: Outcome): Matched => ({
  pass: passed,
  message: () =>
    passed
      ? describeFailure({ passed, ...outcome, says: `not: ${outcome.says}`, reasons: ["But it is so."] })
      : describeFailure({ passed, ...outcome }),
});

async function judged(hub: TestHub, claim: (claims: Claims) => Promise<Outcome>): Promise<Matched> {
  // Whatever is no hub of a test is told so.
  stageOf(hub);
  return matched(await claim(hub.judge));
}

/** Matchers for `expect(hub)`. Each waits until hub and app have come to rest, so each is awaited. */
export const matchers = {
  /** The app got the number's API key, once. */
  toHaveCreatedKeyOnce: (hub: TestHub, number: string) => judged(hub, (is) => is.keyCreatedOnce(number)),
  toHaveCreatedKey: (hub: TestHub, number: string, limits?: Omit<CallLimits, "number" | "status">) =>
    judged(hub, (is) => is.keyCreated(number, limits)),
  toHaveNoKeyRequestBefore: (hub: TestHub, number: string, event?: EventName) =>
    judged(hub, (is) => is.noKeyBefore(number, event)),
  /** The app took an event of the partner webhook. */
  toHaveReceived: (hub: TestHub, event: EventName, limits?: EventLimits) =>
    judged(hub, (is) => is.received(event, limits)),
  toHaveSeenCall: (hub: TestHub, call: CallName, limits?: CallLimits) =>
    judged(hub, (is) => is.called(call, limits)),
  toHaveNumber: (hub: TestHub, alias: string, facts: NumberFacts) =>
    judged(hub, (is) => is.number(alias, facts)),
  /** No rule of the contract is broken. */
  toKeepContract: (hub: TestHub, options?: { except?: readonly string[] }) =>
    judged(hub, (is) => is.contract(options)),
  /** One rule was tried, and kept. */
  toKeepRule: (hub: TestHub, id: string) => judged(hub, (is) => is.rule(id)),
  /** Any expectation of the scenario language. */
  toShow: (hub: TestHub, expectation: ExpectationInput) => judged(hub, (is) => is.that(expectation)),
};

type Given<Matcher> = Matcher extends (hub: TestHub, ...given: infer Rest) => unknown ? Rest : never;

/** The matchers as methods of `expect(hub)`. */
export type HubMatchers = {
  [Name in keyof typeof matchers]: (...given: Given<(typeof matchers)[Name]>) => Promise<void>;
};
