/** The types that the kits speak of. */
export type { FaultInput } from "../faults/fault.js";
export type { EventName } from "../hub/event-catalogue.js";
export type { LifeStep } from "../hub/life.js";
export type { Billing } from "../hub/partner.js";
export type { SettingsPatch } from "../hub/settings.js";
export type { Entry } from "../journal/entry.js";
export type { Sandbox } from "../sandbox.js";
export type { CallName } from "../scenario/expectations/occurrence.js";
export type { ScenarioInput } from "../scenario/language/schema.js";
export type { ClientDetails, NumberDetails } from "./cast.js";
export type { CallLimits, Claims, EventLimits, NumberFacts, Outcome } from "./claims.js";
export type {
  Chapter,
  ClientAccount,
  ClientVerbs,
  OnboardingOptions,
  ReturnOptions,
  TestClient,
} from "./client-story.js";
export type { HubExpect } from "./expecting.js";
export type { AppAddress, HubEnv, HubOptions, HubPlace } from "./hub-options.js";
export type { HubMatchers } from "./matchers.js";
export type { TestNumber } from "./number-story.js";
export type { OpenedHub } from "./open-hub.js";
export type { ExpectationInput, HappeningInput } from "./steps.js";
export type { HubCall, TestHub } from "./test-hub.js";
