import { formatDuration } from "../clock/duration.js";
import { diagnose } from "../contract/advice.js";
import type { Finding, RuleVerdict } from "../contract/rule.js";
import type { EventName } from "../hub/event-catalogue.js";
import type { CallName } from "../scenario/expectations/occurrence.js";
import { sceneOf } from "../scenario/expectations/scene.js";
import { remedyFor } from "../scenario/language/spelling.js";
import { withNames } from "../scenario/timeline.js";
import { type ExpectationInput, readExpectations } from "./steps.js";
import { StoryError } from "./story-error.js";
import { linesAround, tellStory } from "./telling.js";
import type { TestStage } from "./test-stage.js";

type Of<Key extends string> = Extract<ExpectationInput, Record<Key, unknown>>;

/** How often, for whom, and before or after what. */
export type EventLimits = Omit<Of<"event">, "event">;
export type CallLimits = Omit<Of<"call">, "call">;
/** What the hub knows of a number. */
export type NumberFacts = Omit<Of<"state">["state"], "number">;

/** What became of something that was expected. */
export interface Outcome {
  passed: boolean;
  /** What was expected, in one line. */
  says: string;
  /** What is there instead, line by line. */
  reasons: readonly string[];
  /** The part of the journal to look at, line by line. */
  timeline: readonly string[];
}

/** Everything that can be expected. Each waits until hub and app have come to rest, and looks at the journal then. */
export interface Claims {
  /** Any expectation of the scenario language: `{ call: "create_api_key", number: "shop", times: 1 }`. */
  that(expectation: ExpectationInput): Promise<Outcome>;
  /** The app asked for the number's API key and got it; at least once, when nothing else is said. */
  keyCreated(number: string, limits?: Omit<CallLimits, "number" | "status">): Promise<Outcome>;
  keyCreatedOnce(number: string): Promise<Outcome>;
  /** The app has no key of the number, because it never got one. */
  noKey(number: string): Promise<Outcome>;
  /** The app did not ask for the number's key, refused or not, before it had taken this event. */
  noKeyBefore(number: string, event?: EventName): Promise<Outcome>;
  /** The app took an event of the partner webhook. */
  received(event: EventName, limits?: EventLimits): Promise<Outcome>;
  called(call: CallName, limits?: CallLimits): Promise<Outcome>;
  /** What the hub knows of a number now. */
  number(alias: string, facts: NumberFacts): Promise<Outcome>;
  /** No rule of the contract is broken. */
  contract(options?: { except?: readonly string[] }): Promise<Outcome>;
  /** One rule was tried, and kept. */
  rule(id: string): Promise<Outcome>;
}

/** The first findings of a rule; more of them say the same again. */
const shownFindings = 3;

function findingLines(stage: TestStage, rule: RuleVerdict["rule"], finding: Finding): string[] {
  const entry = stage.entries().find(({ seq }) => seq === finding.entries[0]);
  const when = entry ? `+${formatDuration(entry.at - stage.start)} ` : "";
  return [`${rule.id}: ${when}${withNames(finding.says, stage.aliases())}`];
}

function brokenLines(stage: TestStage, { rule, findings }: RuleVerdict): string[] {
  const left = findings.length - shownFindings;
  return [
    ...findings.slice(0, shownFindings).flatMap((finding) => findingLines(stage, rule, finding)),
    ...(left > 0 ? [`  … and ${left} more like it`] : []),
    `  Why it matters: ${rule.why}`,
    `  How to mend it: ${rule.mend}`,
  ];
}

function pick(verdicts: readonly RuleVerdict[], id: string): RuleVerdict {
  const found = verdicts.find(({ rule }) => rule.id === id);
  if (found) return found;
  const ids = verdicts.map(({ rule }) => rule.id);
  throw new StoryError(`There is no rule "${id}". ${remedyFor(id, ids, "")}`);
}

function contractClaims(stage: TestStage): Pick<Claims, "contract" | "rule"> {
  const verdicts = async () => {
    await stage.settled();
    return diagnose(stage.entries()).verdicts;
  };
  const around = (broken: readonly RuleVerdict[]) =>
    linesAround(
      stage,
      broken.flatMap(({ findings }) => findings.slice(0, shownFindings)),
    );

  return {
    async contract({ except = [] } = {}) {
      const all = await verdicts();
      const excepted = new Set(except.map((id) => pick(all, id).rule.id));
      const broken = all.filter(({ result, rule }) => result === "broken" && !excepted.has(rule.id));
      return {
        passed: broken.length === 0,
        says: "every rule of the contract that was tried is kept",
        reasons: broken.flatMap((verdict) => ["", ...brokenLines(stage, verdict)]),
        timeline: around(broken),
      };
    },
    async rule(id) {
      const verdict = pick(await verdicts(), id);
      const untried = `It was not tried: nothing happened to which it applies. ${verdict.rule.looksFor}`;
      return {
        passed: verdict.result === "kept",
        says: `the rule ${id} is kept (${verdict.rule.title})`,
        reasons: verdict.result === "broken" ? brokenLines(stage, verdict) : [untried],
        timeline: verdict.result === "broken" ? around([verdict]) : tellStory(stage),
      };
    },
  };
}

export function createClaims(stage: TestStage): Claims {
  const { sandbox, partnerId, cast, start } = stage;

  async function that(expectation: ExpectationInput, says?: string): Promise<Outcome> {
    const expected = readExpectations(expectation, cast.names(sandbox.hub.partners.get(partnerId).billing));
    await stage.settled();
    stage.aliases();
    const scene = { hub: sandbox.hub, partnerOf: () => partnerId, start, cast: stage.stage.cast };
    const outcomes = expected.map((one) => ({
      ...one.judge(sceneOf(scene, stage.entries())),
      says: one.says,
    }));
    return {
      passed: outcomes.every(({ passed }) => passed),
      says: says ?? outcomes.map((one) => one.says).join("; "),
      reasons: outcomes.flatMap(({ reasons }) => reasons),
      timeline: tellStory(stage),
    };
  }

  const keyCall = { call: "create_api_key", status: "2xx" } as const;

  return {
    that: (expectation) => that(expectation),
    keyCreated: (number, limits = {}) => that({ ...keyCall, number, ...limits }),
    keyCreatedOnce: (number) => that({ ...keyCall, number, times: 1 }),
    noKey: (number) => that({ ...keyCall, number, never: true }),
    noKeyBefore: (number, event = "channel_running") =>
      that(
        { call: "create_api_key", number, at_most: Number.MAX_SAFE_INTEGER, after: { event, number } },
        `no create_api_key for ${number} before ${event} for ${number} delivered`,
      ),
    received: (event, limits = {}) => that({ event, ...limits }),
    called: (call, limits = {}) => that({ call, ...limits }),
    number: (alias, facts) => that({ state: { number: alias, ...facts } }),
    ...contractClaims(stage),
  };
}
