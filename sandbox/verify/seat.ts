import type { Entry } from "../journal/entry.js";
import type { PartnerApp } from "../scenario/app/partner-app.js";
import type { HubPlan, Scenario } from "../scenario/scenario.js";

/** A partner that is ready for one play, with nothing of earlier plays about it, and the app as that partner's. */
export interface Place {
  partnerId: string;
  app: PartnerApp;
  /** Whether an entry belongs to this play: an app may still ask after channels of an earlier one. */
  isOwn(entry: Entry): boolean;
  /** Gives up what was taken for the play: windows, subscriptions. */
  leave(): Promise<void>;
}

/** Room for one hub of a scenario at a time. What sits in different seats is played at the same time. */
export interface Seat {
  /** Why a hub such as this one cannot be played here; `undefined` when it can. */
  refusal(hub: HubPlan): string | undefined;
  /** Makes ready for a play. */
  take(scenario: Scenario, hub: HubPlan): Promise<Place>;
}

/** Why a scenario has no seat, in a sentence: what each of them says of the hubs that it needs. */
export function whyNoSeat({ hubs }: Scenario, seats: readonly Seat[]): string {
  const plans = [...hubs.values()];
  const refusals = plans.flatMap((hub) => seats.flatMap((seat) => seat.refusal(hub) ?? []));
  const needed = plans.map(({ billing }) => billing).join(" and ");
  return `It needs a partner with billing ${needed}, and none can play it: ${[...new Set(refusals)].join("; ") || "there are too few"}.`;
}

/** Finds a seat for each hub of a scenario; `undefined` when they do not suffice. */
export function seatsFor(scenario: Scenario, seats: Iterable<Seat>): Map<HubPlan, Seat> | undefined {
  const left = new Set(seats);
  const found = new Map<HubPlan, Seat>();
  for (const hub of scenario.hubs.values()) {
    const seat = [...left].find((one) => one.refusal(hub) === undefined);
    if (!seat) return undefined;
    left.delete(seat);
    found.set(hub, seat);
  }
  return found;
}
