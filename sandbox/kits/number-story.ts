import type { Channel } from "../hub/channel.js";
import type { LifeStep } from "../hub/life.js";
import { play } from "./client-story.js";
import type { HappeningInput } from "./steps.js";
import { StoryError } from "./story-error.js";
import type { TestStage } from "./test-stage.js";

/** A number of a client, by its alias. What happens to it waits until hub and app have come to rest. */
export interface TestNumber {
  readonly alias: string;
  /** The id of its channel. @throws StoryError before it has been added. */
  readonly id: string;
  readonly phone: string;
  readonly displayName: string;
  /** The number as the hub has it now. */
  readonly channel: Channel;
  /** Reaches a step of its life now, whatever was planned. */
  becomes(step: LifeStep): Promise<void>;
  /** Moves time on to the moment at which it reaches this step by itself. */
  reaches(step: LifeStep): Promise<void>;
  /** Its quality rating or messaging limit changes. */
  gets(change: { rating?: "GREEN" | "YELLOW" | "RED"; limit?: string }): Promise<void>;
  /** Meta finds a violation on its WhatsApp Business Account, such as `SCAM`. */
  isWarned(violation?: string): Promise<void>;
  /** Meta restricts (bans) its WhatsApp Business Account. */
  isRestricted(violation?: string): Promise<void>;
  /** The hub ends it: no key and no message works any more. */
  isTerminated(): Promise<void>;
  /** Somebody else at the partner creates a key for it, and the app's is dead. */
  getsAnotherKey(): Promise<void>;
}

/** @throws StoryError when the number is not on its way to the step. */
async function reach(
  { sandbox, partnerId, act }: TestStage,
  channelId: string,
  step: LifeStep,
): Promise<void> {
  const { hub, clock } = sandbox;
  const planned = hub.plans.step(partnerId, step, channelId);
  if (!planned) {
    throw new StoryError(
      `Nothing waits that would make the number ${step}: it was so already, or its delay is "never". Write \`.becomes("${step}")\`.`,
    );
  }
  await act(() => clock.advance(partnerId, Math.max(0, planned.at - clock.now(partnerId))).then(() => {}));
}

/** A number with what can happen to it. */
export function createNumber(stage: TestStage, alias: string): TestNumber {
  const { phone, displayName } = stage.cast.number(alias);
  const step = (input: HappeningInput) => play(stage, input);
  return {
    alias,
    phone,
    displayName,
    get id() {
      return stage.id(alias);
    },
    get channel() {
      return stage.sandbox.hub.channels.get(stage.partnerId, stage.id(alias));
    },
    becomes: (life) => step({ number_becomes: { number: alias, step: life } }),
    reaches: (life) => reach(stage, stage.id(alias), life),
    gets: (change) => step({ quality_changes: { number: alias, ...change } }),
    isWarned: (violation = "SCAM") => step({ meta_warns: { number: alias, violation } }),
    isRestricted: (violation = "SCAM") => step({ meta_restricts: { number: alias, violation } }),
    isTerminated: () => step({ hub_terminates: alias }),
    getsAnotherKey: () => step({ another_key: alias }),
  };
}
