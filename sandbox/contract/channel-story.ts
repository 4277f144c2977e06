import type { Attempt } from "./attempt.js";
import { type Call, type Hearing, isTaken, type Moment } from "./call.js";

/** From this moment on it was so. */
export interface Turn extends Moment {
  value: boolean;
}

/** A messaging key of a channel, as far as the journal knows it. */
export interface Key extends Moment {
  mask: string;
  /** The app's call that made it; `null` when somebody made it at the hub. */
  call: Call | null;
  /** Its end, and why. */
  ended: Moment | null;
  endedBy: string;
}

/** The browser of a client was sent back to the app. */
export interface Redirect extends Moment {
  client: string | null;
  visit: string;
  channels: readonly string[];
  revoked: readonly string[];
  url: string;
  /**
   * When the app heard of it: at once where it was a browser's page that was sent back, or when a play says that its browser
   * is back, which may be long after. `null` as far as the journal can tell nobody went there.
   */
  heard: Hearing | null;
}

/** All that happened to one channel, in order. */
export interface ChannelStory {
  id: string;
  running: Turn[];
  permitted: Turn[];
  terminated: Moment | null;
  keys: Key[];
  /** Calls about it, or with one of its keys. */
  calls: Call[];
  /** Attempts to deliver partner webhooks about it, and those of its messaging webhook. */
  news: Attempt[];
  messages: Attempt[];
  /** Redirects that name it, permitted or revoked. */
  redirects: Redirect[];
  /** Messaging webhooks that went nowhere because the number had no webhook. */
  lost: Moment[];
}

export const newStory = (id: string): ChannelStory => ({
  id,
  running: [],
  permitted: [],
  terminated: null,
  keys: [],
  calls: [],
  news: [],
  messages: [],
  redirects: [],
  lost: [],
});

/** What the last turn before `seq` said; `undefined` when the journal does not know. */
export const valueAt = (turns: readonly Turn[], seq: number): boolean | undefined =>
  turns.findLast((turn) => turn.seq < seq)?.value;

/** Whether it was so at any time before `seq`. */
export const everBefore = (turns: readonly Turn[], seq: number): boolean =>
  turns.some((turn) => turn.seq < seq && turn.value);

/** Whether a webhook says of its number that it runs. */
export const saysItRuns = ({ event }: Attempt): boolean =>
  event === "channel_running" || event === "channel_live";

/** Calls of the app that asked for a key of this channel. */
export const keyRequests = ({ calls }: ChannelStory): Call[] =>
  calls.filter(({ name }) => name === "create_api_key");

/** Calls that were made with a messaging key of this channel. */
export const messagingCalls = ({ calls }: ChannelStory): Call[] =>
  calls.filter(({ surface }) => surface === "messaging-api");

/** The mask of the messaging key that a call carried. */
export const keyOf = ({ credentials }: Call): string | undefined =>
  credentials.find(({ header }) => header === "d360-api-key")?.mask;

/** An answer that was slowed down on purpose may have come when the app had stopped waiting for it. */
const cameInTime = ({ fault, answered, wall }: Call): boolean =>
  fault === null || (answered !== null && answered.wall - wall < 1000);

/** Whether the app holds the key: it asked for it, and the answer arrived. */
export const isHeld = ({ call }: Key): boolean => call !== null && isTaken(call) && cameInTime(call);

/** Whether a key worked just before `seq`. */
export const isLive = (key: Key, seq: number): boolean =>
  key.seq < seq && (key.ended === null || key.ended.seq >= seq);
