import type { Dice } from "./dice.ts";
import type { Receiver } from "./receiver.ts";

export const partnerIds = ["DirectPA", "PrePayPA"] as const;
export type PartnerId = (typeof partnerIds)[number];

/** The stock partners' key, and the secret that their webhooks are signed with (documented in the README). */
export const partnerKey = "sandbox-partner-key";
export const platformSecret = "sandbox-platform-secret";

/** A client in front of its browser. It outlives the kills: its cookies and the address of its visit stay. */
export interface Person {
  partner: PartnerId;
  name: string;
  email: string;
  wantedNumbers: number;
  cookies: Map<string, string>;
  /** The address of its visit, once the sandbox has told it. */
  visit: string | undefined;
}

/** A channel that a redirect told the partner's app of. */
export interface KnownChannel {
  partner: PartnerId;
  client: string;
  id: string;
  apiKey: string | undefined;
  hasWebhook: boolean;
}

/** Something that the sandbox has acknowledged: it must be in the database, whatever was killed afterwards. */
export interface Told {
  what: "visit" | "return" | "api key" | "message";
  /** The id of the thing; of a return, the full redirect address. */
  id: string;
}

/** What the drivers of the load know, over all lives of the sandbox. */
export interface World {
  dice: Dice;
  receiver: Receiver;
  /** How much faster than the wall the partners' clocks run. */
  scale: number;
  /** Whether the partners have their webhooks and settings. */
  isSetUp: boolean;
  /** Clients whose visit has not ended, as far as they know. */
  unfinished: Person[];
  channels: KnownChannel[];
  told: Told[];
  /** What the sandbox should not have answered. */
  surprises: string[];
  cutOffs: number;
  /** Draws the next number of something that has to be unique. */
  next(): number;
}

export function createWorld(dice: Dice, receiver: Receiver, scale: number): World {
  let drawn = 0;
  return {
    dice,
    receiver,
    scale,
    isSetUp: false,
    unfinished: [],
    channels: [],
    told: [],
    surprises: [],
    cutOffs: 0,
    next() {
      drawn += 1;
      return drawn;
    },
  };
}
