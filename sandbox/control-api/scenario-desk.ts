import { HubError, invalid } from "../hub/errors.js";
import type { Billing } from "../hub/partner.js";
import type { IdsAfterReset } from "../hub/partners.js";
import type { ResetPart } from "../hub/resets.js";
import type { SettingsPatch } from "../hub/settings.js";
import type { Judged, Verdict } from "../scenario/play/play-scenario.js";
import type { ScenarioRooms } from "../scenario/play/stage.js";
import type { Scenario } from "../scenario/scenario.js";
import { createLeftovers } from "./leftovers.js";

// Most starts of a sandbox never play a scenario: what that needs is loaded when somebody asks.
const library = () => import("../scenario/library.js");
const explaining = () => import("../scenario/explain.js");
const playing = () => import("./watched-play.js");

/** A scenario of the library, as somebody chooses one. */
export interface ScenarioCard {
  name: string;
  title: string;
  story: string;
  tags: readonly string[];
  billing: Billing;
  /** The billing of each hub; a start on one partner needs exactly one. */
  hubs: readonly Billing[];
  /** What a start sets at the partner, where it stays until the next one. */
  settings: SettingsPatch;
  /** The addresses of its clients: a partner that has one of them must be reset first. */
  emails: readonly string[];
}

/** A play on a partner of the running sandbox. Plays are forgotten when the sandbox stops. */
export interface Play {
  id: number;
  scenario: string;
  title: string;
  partner: string;
  /** `played`: to its end, and nobody looked at its expectations. */
  state: "playing" | "played" | "passed" | "failed";
  /** How many steps have begun, of how many, and the newest one in a sentence. */
  step: number;
  steps: number;
  says: string | null;
  /** Virtual milliseconds since 1970. */
  startedAt: number;
  endedAt: number | null;
  /** What became of the expectations, in the order of the scenario. */
  checks: readonly Judged[];
  failure: Verdict["failure"];
}

export interface StartOptions {
  partner: string;
  /** Looks at the scenario's expectations too. */
  checks: boolean;
  /** Forgets the partner's data first; ids that were given before are not given again. */
  reset: boolean;
}

/** Where scenarios are looked up, started and watched. */
export interface ScenarioDesk {
  list(): Promise<readonly ScenarioCard[]>;
  /** A scenario as a story, line by line; `undefined` when there is none of this name. */
  explain(name: string): Promise<readonly string[] | undefined>;
  /** The newest first. */
  plays(partner?: string): readonly Play[];
  /**
   * Plays the client's part on a partner, and resolves once it has begun. Settings and faults that the last play left
   * there are taken away first.
   *
   * @throws HubError when there is no such scenario or the partner is no stage for it.
   */
  start(name: string, options: StartOptions): Promise<Play>;
}

export interface DeskRooms extends ScenarioRooms {
  /** Brings a partner back to its beginning. */
  reset(partnerId: string, part: ResetPart, ids?: IdsAfterReset): void;
}

// More than anybody scrolls back to.
const keptPlays = 20;

const cardOf = ({ name, title, story, tags, billing, hubs, settings, clients }: Scenario): ScenarioCard => ({
  name,
  title,
  story,
  tags,
  billing,
  hubs: [...hubs.values()].map((hub) => hub.billing),
  settings,
  emails: [...clients.values()].map(({ email }) => email.toLowerCase()),
});

/** Reads a scenario of the library by its name only: the control API reads no other files of the machine. */
async function readScenario(name: string): Promise<Scenario | undefined> {
  const { loadScenario, scenarioNames } = await library();
  return (await scenarioNames()).includes(name) ? loadScenario(name) : undefined;
}

async function getScenario(name: string): Promise<Scenario> {
  const scenario = await readScenario(name);
  if (scenario) return scenario;
  const names = await (await library()).scenarioNames();
  throw new HubError("not_found", `There is no scenario "${name}". There are ${names.join(", ")}.`);
}

/** Refuses a partner that the scenario cannot be played on, while there is somebody to tell. */
function requireStage({ hub }: DeskRooms, scenario: Scenario, partnerId: string): void {
  const partner = hub.partners.get(partnerId);
  if (scenario.hubs.size > 1) {
    throw invalid(
      `${scenario.name} needs ${scenario.hubs.size} partners at once, which a start cannot give it. Play it with hub-sandbox run or verify.`,
      "partner",
    );
  }
  if (partner.billing !== scenario.billing) {
    throw invalid(
      `${scenario.name} needs a partner with billing "${scenario.billing}", and ${partnerId} has "${partner.billing}".`,
      "partner",
    );
  }
  const unset = scenario.settings.redirect_unset ?? partner.settings.redirect_unset;
  if (partner.redirectUrl === null && unset === "error") {
    throw invalid(
      `${partnerId} has set no redirect URL, so the permissions page would not open. Start your app, or set partner_redirect_url.`,
      "partner",
    );
  }
}

function requireNobodyThere({ hub }: DeskRooms, scenario: Scenario, partnerId: string): void {
  const again = [...scenario.clients.values()].find(({ email }) => hub.clients.ownerOf(partnerId, email));
  if (!again) return;
  throw new HubError(
    "conflict",
    `${again.email} has an account at ${partnerId} already. Reset it first: POST /_sandbox/api/reset {"partner": "${partnerId}", "what": "data"}.`,
  );
}

export function createScenarioDesk(rooms: DeskRooms): ScenarioDesk {
  const leftovers = createLeftovers(rooms);
  const plays: Play[] = [];
  let cards: Promise<readonly ScenarioCard[]> | undefined;

  async function readCards(): Promise<readonly ScenarioCard[]> {
    const { loadScenario, scenarioNames } = await library();
    return (await Promise.all((await scenarioNames()).map(loadScenario))).map(cardOf);
  }

  function requireCurtain(partner: string): void {
    const other = plays.find((play) => play.partner === partner && play.state === "playing");
    if (!other) return;
    throw new HubError(
      "conflict",
      `${other.scenario} is playing on ${partner}, at step ${other.step} of ${other.steps}. Wait until it has ended.`,
    );
  }

  return {
    list() {
      // Part of the package, like its code: read once.
      cards ??= readCards();
      return cards;
    },
    async explain(name) {
      const scenario = await readScenario(name);
      return scenario && (await explaining()).explainScenario(scenario);
    },
    plays: (partner) => plays.filter((play) => partner === undefined || play.partner === partner),
    async start(name, { partner, checks, reset }) {
      const scenario = await getScenario(name);
      const { beginPlay } = await playing();
      requireCurtain(partner);
      leftovers.clear(partner);
      requireStage(rooms, scenario, partner);
      if (!reset) requireNobodyThere(rooms, scenario, partner);
      if (reset) rooms.reset(partner, "data", "new");
      leftovers.set(partner, scenario.settings);
      const seat = { id: (plays[0]?.id ?? 0) + 1, partner, checks };
      const play = beginPlay({ ...rooms, ...leftovers.rooms }, scenario, seat);
      plays.unshift(play);
      plays.splice(keptPlays);
      return play;
    },
  };
}
