import type { z } from "zod";
import type { autopilotPlanSchema } from "../../hub/autopilot.js";
import type { Partner } from "../../hub/partner.js";
import type { Life } from "../../hub/settings.js";
import type { EntryKind } from "../../journal/entry.js";

/** The three parts of the screen. */
export type Pane = "app" | "popup" | "timeline";

/** What the client does in the popup; the tour sets the pace. */
export type PopupPlan = Omit<z.input<typeof autopilotPlanSchema>, "pace">;

/** What the tour does at a step. A channel is never named: it is the one that the client added last. */
export type Act =
  | { do: "connect"; plan: PopupPlan }
  | { do: "until-running" }
  | { do: "advance"; by: string }
  | { do: "customer-writes"; text: string }
  /** Scrolls the app. */
  | { do: "show"; part: "connect" | "numbers" | "conversation" }
  /** Asks the sandbox what it makes of the app so far. */
  | { do: "judge" };

/** An entry of the journal that a step waits for: its kind, and a regular expression that its summary matches. */
export interface AwaitedEntry {
  kind: EntryKind;
  says: string;
}

export interface Step {
  title: string;
  /** One or two sentences: what happens, and why it matters. */
  says: string;
  /** The pane to look at. */
  look: Pane;
  /** Words for a jump in time, shown large while it is made. */
  later?: string;
  acts?: readonly Act[];
  /** The step has ended when all of these were written since the tour last did something. */
  until?: readonly AwaitedEntry[];
  /** It has not ended before the popup has closed. */
  popupCloses?: boolean;
}

export interface Story {
  title: string;
  billing: Partner["billing"];
  /** When a number reaches the steps of its life; the partner's own delays come back after the tour. */
  life: Partial<Life>;
  steps: readonly Step[];
}

/** A story with the partner that plays it. */
export interface CastStory extends Story {
  partner: string;
}

/** What the browser needs for the tour. */
export interface Tour {
  /** The origin of the partner's app. */
  app: string;
  stories: readonly CastStory[];
}
