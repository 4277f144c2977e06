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

/** A hub of the scenario as it is played: the partner that stands for it, and the app as that partner's clients see it. */
export interface PlayedHub {
  partnerId: string;
  /** Without one, visits open with the partner's own redirect URL, and nobody follows the redirect. */
  app: PartnerApp | undefined;
}

export interface StageOptions extends ScenarioRooms {
  /** Who can take part; somebody who is named later can too. */
  scenario: Pick<Scenario, "clients" | "numbers" | "hubs">;
  /** Every hub of the scenario, by alias. */
  hubs: ReadonlyMap<string, PlayedHub>;
}

/** Who is in the play and where they stand. */
export interface Stage extends StageOptions {
  /** The aliases that have an id by now. */
  cast: Cast;
  /** Every partner that takes part, the first hub's first. */
  partnerIds: readonly string[];
  /** The hub with this alias. */
  hubNamed(alias: string): PlayedHub;
  /** The hub whose client it is. */
  hubOf(client: string): PlayedHub;
  player(alias: string): Player;
  plan(number: string): NumberPlan;
  /** The channel of a number that has been added. @throws StepError before that. */
  channel(number: string): Channel;
  /** Its partner's id and its own. @throws StepError before it has been added. */
  place(number: string): NumberPlace;
  added(number: string, channelId: string): void;
  /** The client's visit, which must be on one of these screens. @throws StepError that names the missing step. */
  visitAt(alias: string, screens: readonly Screen[]): Visit;
  /** Writes down what a client did, where the hub does not do so itself. */
  note(alias: string, summary: string): void;
  /** Writes down how app or hub took something that was done to test it. */
  probe(partnerId: string, summary: string, data: Record<string, unknown>): void;
}

/** Where a number can be found at the hub. */
export interface NumberPlace {
  partnerId: string;
  channelId: string;
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
  const { scenario, hub, journal, hubs } = options;
  const numbers = new Map<string, string>();
  const players = new Map<string, Player>();

  function player(alias: string): Player {
    const known = players.get(alias);
    if (known) return known;
    const plan = scenario.clients.get(alias);
    if (!plan) throw new StepError(`There is no client "${alias}". Declare it under \`clients:\`.`);
    const added: Player = { plan, id: undefined, visit: undefined, choices: new Map() };
    players.set(alias, added);
    return added;
  }

  function plan(number: string): NumberPlan {
    const found = scenario.numbers.get(number);
    if (found) return found;
    throw new StepError(`There is no number "${number}". Declare it under its client's \`numbers:\`.`);
  }

  function hubNamed(alias: string): PlayedHub {
    const found = hubs.get(alias);
    if (!found) throw new StepError(`The hub ${alias} takes no part: the play was given no partner for it.`);
    return found;
  }

  const hubOf = (client: string) => hubNamed(player(client).plan.hub);

  function place(number: string): NumberPlace {
    const channelId = numbers.get(number);
    if (channelId !== undefined) return { partnerId: hubOf(plan(number).client).partnerId, channelId };
    throw new StepError(
      `The number ${number} has not been added yet: put \`client_adds: ${number}\` before this step.`,
    );
  }

  return {
    ...options,
    get cast() {
      const named = [...players].flatMap(([alias, { id }]) =>
        id === undefined ? [] : [[alias, id] as const],
      );
      return { clients: new Map(named), numbers };
    },
    partnerIds: [...scenario.hubs.keys()].map((alias) => hubNamed(alias).partnerId),
    hubNamed,
    hubOf,
    player,
    plan,
    place,
    channel(number) {
      const { partnerId, channelId } = place(number);
      return hub.channels.get(partnerId, channelId);
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
      const data = { visit: visit?.id ?? null };
      journal.record({ partner: hubOf(alias).partnerId, kind: "visit", subject, summary, data });
    },
    probe(partner, summary, data) {
      journal.record({ partner, kind: "note", summary, data });
    },
  };
}
