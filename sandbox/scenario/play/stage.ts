import type { Clock } from "../../clock/clock.js";
import type { Faults } from "../../faults/faults.js";
import type { Channel } from "../../hub/channel.js";
import type { Hub } from "../../hub/hub.js";
import type { Screen, Visit } from "../../hub/visit.js";
import type { Journal } from "../../journal/journal.js";
import type { PartnerApp } from "../app/partner-app.js";
import type { Cast } from "../expectations/scene.js";
import type { ClientPlan, NumberPlan, Scenario } from "../scenario.js";

/** What a scenario is played on. */
export interface ScenarioRooms {
  hub: Hub;
  clock: Clock;
  journal: Journal;
  faults: Faults;
}

/** The step cannot be played as things are; the message says why, and which step is missing. */
export class StepError extends Error {}

/** One client while it is being played. */
interface Player {
  plan: ClientPlan;
  id: string | undefined;
  visit: Visit | undefined;
  /** Ticks and unticks on the permission screen, by channel id. */
  choices: Map<string, boolean>;
}

export interface StageOptions extends ScenarioRooms {
  scenario: Scenario;
  partnerId: string;
  /** Without one, visits open with the partner's own redirect URL, and nobody follows the redirect. */
  app: PartnerApp | undefined;
}

/** Who is in the play and where they stand. */
export interface Stage extends StageOptions {
  /** The aliases that have an id by now. */
  cast: Cast;
  player(alias: string): Player;
  plan(number: string): NumberPlan;
  /** The channel of a number that has been added. @throws StepError before that. */
  channel(number: string): Channel;
  added(number: string, channelId: string): void;
  /** The client's visit, which must be on one of these screens. @throws StepError that names the missing step. */
  visitAt(alias: string, screens: readonly Screen[]): Visit;
  /** Writes down what a client did, where the hub does not do so itself. */
  note(alias: string, summary: string): void;
}

const whereabouts: Record<Screen, string> = {
  "sign-up": "is at the sign-up form: put `client_signs_up` or `client_logs_in` before this step",
  "log-in": "is at the log-in form: put `client_logs_in` before this step",
  payment: "is at the payment page: put `client_pays` before this step",
  numbers: "is where numbers are added: this step belongs elsewhere",
  permission: "is at the permission screen: this step belongs elsewhere",
  ended: "has no open visit: put `client_opens` before this step",
};

export function createStage(options: StageOptions): Stage {
  const { scenario, hub, journal, partnerId } = options;
  const numbers = new Map<string, string>();
  const players = new Map<string, Player>();
  for (const [alias, plan] of scenario.clients) {
    players.set(alias, { plan, id: undefined, visit: undefined, choices: new Map() });
  }

  function player(alias: string): Player {
    const found = players.get(alias);
    if (!found) throw new StepError(`There is no client "${alias}". Declare it under \`clients:\`.`);
    return found;
  }

  return {
    ...options,
    get cast() {
      const named = [...players].flatMap(([alias, { id }]) =>
        id === undefined ? [] : [[alias, id] as const],
      );
      return { clients: new Map(named), numbers };
    },
    player,
    plan(number) {
      const plan = scenario.numbers.get(number);
      if (!plan)
        throw new StepError(`There is no number "${number}". Declare it under its client's \`numbers:\`.`);
      return plan;
    },
    channel(number) {
      const id = numbers.get(number);
      if (id === undefined) {
        throw new StepError(
          `The number ${number} has not been added yet: put \`client_adds: ${number}\` before this step.`,
        );
      }
      return hub.channels.get(partnerId, id);
    },
    added: (number, channelId) => {
      numbers.set(number, channelId);
    },
    visitAt(alias, screens) {
      const { visit } = player(alias);
      const screen = visit?.screen ?? "ended";
      if (visit && screens.includes(screen)) return visit;
      throw new StepError(`${alias} ${whereabouts[screen]}.`);
    },
    note(alias, summary) {
      const { id: subject = null, visit } = player(alias);
      journal.record({
        partner: partnerId,
        kind: "visit",
        subject,
        summary,
        data: { visit: visit?.id ?? null },
      });
    },
  };
}
