import type { Clock } from "../clock/clock.js";
import type { ClockSetting } from "../clock/time.js";
import type { Faults } from "../faults/faults.js";
import type { Hub } from "../hub/hub.js";
import type { IdsAfterReset } from "../hub/partners.js";
import type { ResetPart } from "../hub/resets.js";
import type { Journal } from "../journal/journal.js";
import type { Outbox } from "../webhooks/outbox.js";
import type { ScenarioDesk } from "./scenario-desk.js";

/** What the control API can reach. */
export interface ControlRooms {
  hub: Hub;
  clock: Clock;
  journal: Journal;
  outbox: Outbox;
  faults: Faults;
  scenarios: ScenarioDesk;
  origin(): string;
  /** Brings a partner back to its beginning, or to what the seed file says. */
  reset(partnerId: string, part: ResetPart, ids?: IdsAfterReset): void;
  /** How the clock of a partner that is made now starts. */
  newPartnerDefaults(): { clock: ClockSetting; startAt: number };
}
