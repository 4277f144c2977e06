import { parseDuration } from "../clock/duration.js";
import type { FaultInput } from "../faults/fault.js";
import type { SettingsPatch } from "../hub/settings.js";
import type { Entry, EntryQuery } from "../journal/entry.js";
import type { Sandbox } from "../sandbox.js";
import type { CallName } from "../scenario/expectations/occurrence.js";
import { readOccurrences } from "../scenario/expectations/occurrence.js";
import type { ScenarioInput } from "../scenario/language/schema.js";
import type { ClientDetails } from "./cast.js";
import { type Claims, createClaims } from "./claims.js";
import { createClient, play, type TestClient } from "./client-story.js";
import { expecting, type HubExpect } from "./expecting.js";
import type { AppAddress, HubEnv, HubOptions } from "./hub-options.js";
import { createNumber, type TestNumber } from "./number-story.js";
import { playWhole } from "./play-whole.js";
import type { HappeningInput } from "./steps.js";
import { wholeStory } from "./telling.js";
import type { TestStage } from "./test-stage.js";

/** A call of the app, as the journal has it. */
export interface HubCall {
  /** Sequence number of its entry in the journal. */
  seq: number;
  /** On the hub's clock, in milliseconds since 1970. */
  at: number;
  name: string;
  /** The id of the channel or client that it is about. */
  subject: string | null;
  status: number | null;
}

/**
 * The Partner Hub of one test: a partner with its clients, its numbers, its own time and its own journal. Clients and
 * numbers are named by aliases. Whatever is done here waits until hub and app have come to rest.
 */
export interface TestHub {
  /** What to hand the app. */
  readonly env: HubEnv;
  readonly partnerId: string;
  /** The sandbox that it runs on, for what is not here. */
  readonly sandbox: Sandbox;
  /** Rejects with a {@link StoryError} that says what is there instead. */
  readonly expect: HubExpect;
  /** The same, for matchers: says whether it is so, and never rejects for what the app did. */
  readonly judge: Claims;
  /** Says where the app is, once it is known; what was said before stays. */
  connectApp(address: AppAddress): Promise<void>;
  /** A client by its alias; with details, or for the first time, it is named now. */
  client(alias: string, details?: ClientDetails): TestClient;
  number(alias: string): TestNumber;
  /** The id behind the alias of a client or number. */
  id(alias: string): string;
  /** Time passes on the hub's clock: `90s`, `1h30m`, `2d`. */
  advance(duration: string): Promise<void>;
  /** Waits until hub and app have come to rest, after something that was done elsewhere. */
  settled(): Promise<void>;
  /** The time of the hub's clock. */
  now(): Date;
  customerWrites(message: { to: string; text: string; from?: string | undefined }): Promise<void>;
  /** Something breaks on purpose until it is used up or mended. A webhook fault names its `channel` by alias. */
  breaks(fault: FaultInput): Promise<void>;
  /** All faults end. */
  mends(): Promise<void>;
  /** The app's webhook receiver is down, answers too late, or is back. */
  receiver(state: "down" | "slow" | "up"): Promise<void>;
  settings(change: SettingsPatch): Promise<void>;
  /** Anything else that can happen in a scenario: `{ tokens_expire: "all" }`. */
  does(step: HappeningInput): Promise<void>;
  /**
   * Plays a scenario on this partner, its expectations included: one of the library by name, a file, or one in TypeScript.
   * Its clients and numbers can be named afterwards.
   *
   * @param hubs for a scenario with several hubs: the others by their alias; this one is the first.
   */
  play(scenario: string | ScenarioInput, hubs?: Readonly<Record<string, TestHub>>): Promise<void>;
  /** What the journal has of this partner, oldest first. */
  journal(query?: Omit<EntryQuery, "partner">): Entry[];
  /** The journal as lines for a person, with the aliases in place of ids. */
  timeline(): string[];
  /** The calls that the app made, oldest first; of one number or client, by its alias. */
  calls(name: CallName, about?: string): HubCall[];
  /** A further partner of the same company on the same sandbox, such as one with the other billing. */
  also(options?: Omit<HubOptions, "on" | "port" | "seed" | "seedFile" | "allowRemote">): Promise<TestHub>;
}

const stages = new WeakMap<object, TestStage>();

/** What a test's hub is played on. */
export function stageOf(hub: TestHub): TestStage {
  const stage = stages.get(hub);
  if (stage) return stage;
  throw new Error("This is no hub of a test: it comes from useHub, hubTest, openHub or the fixture `hub`.");
}

function callsOf(stage: TestStage, name: CallName, about?: string): HubCall[] {
  const id = about === undefined ? undefined : stage.id(about);
  return readOccurrences(stage.entries()).flatMap((one) =>
    one.kind === "call" && one.name === name && (id === undefined || one.subject === id)
      ? [{ seq: one.seq, at: one.at, name: one.name, subject: one.subject, status: one.status }]
      : [],
  );
}

type Doings = Pick<
  TestHub,
  "advance" | "customerWrites" | "breaks" | "mends" | "receiver" | "settings" | "does" | "play"
>;

function doingsOf(stage: TestStage): Doings {
  const { sandbox, partnerId, act } = stage;
  const step = (input: HappeningInput) => play(stage, input);
  return {
    async advance(duration) {
      const ms = parseDuration(duration);
      await act(() => sandbox.clock.advance(partnerId, ms).then(() => {}));
    },
    customerWrites: (message) => step({ customer_writes: message }),
    breaks: (fault) => step({ fault }),
    mends: () => step({ mend: "all" }),
    receiver: (state) => step({ receiver: state }),
    settings: (change) => act(() => void sandbox.hub.partners.change(partnerId, { settings: change })),
    does: step,
    play: (scenario, hubs = {}) => {
      const others = Object.entries(hubs).map(([alias, hub]) => [alias, stageOf(hub)] as const);
      return playWhole(stage, scenario, new Map(others));
    },
  };
}

/** @param open opens a further partner on the same sandbox. */
export function createTestHub(stage: TestStage, env: HubEnv, open: TestHub["also"]): TestHub {
  const { sandbox, partnerId, cast, entries } = stage;
  const judge = createClaims(stage);
  const hub: TestHub = {
    env,
    partnerId,
    sandbox,
    judge,
    expect: expecting(judge),
    ...doingsOf(stage),
    connectApp: stage.app.connect,
    client(alias, details) {
      if (details !== undefined || !cast.clients.has(alias)) cast.addClient(alias, details ?? {});
      return createClient(stage, alias);
    },
    number: (alias) => createNumber(stage, alias),
    id: stage.id,
    settled: stage.settled,
    now: () => new Date(sandbox.clock.now(partnerId)),
    journal: (query) => (query ? sandbox.journal.read({ ...query, partner: partnerId }) : entries()),
    timeline: () => wholeStory(stage),
    calls: (name, about) => callsOf(stage, name, about),
    also: open,
  };
  stages.set(hub, stage);
  return hub;
}
