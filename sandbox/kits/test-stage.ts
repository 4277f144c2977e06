import { HubError } from "../hub/errors.js";
import { parsePhoneNumber } from "../hub/phone.js";
import type { Entry } from "../journal/entry.js";
import type { Sandbox } from "../sandbox.js";
import { AppError } from "../scenario/app/partner-app.js";
import { aliasesById } from "../scenario/expectations/scene.js";
import type { Game } from "../scenario/language/verbs.js";
import { createGame, readEntries, reasonOf } from "../scenario/play/play-scenario.js";
import { createStage, type Stage, StepError } from "../scenario/play/stage.js";
import { type TestedApp, testedApp } from "./app.js";
import { createCast, type HubCast, onlyHub } from "./cast.js";
import { StoryError } from "./story-error.js";
import { inTestWords } from "./test-words.js";

/** What a test's story is played on: one partner, those who take part in it, and its app. */
export interface TestStage {
  sandbox: Sandbox;
  partnerId: string;
  cast: HubCast;
  app: TestedApp;
  stage: Stage;
  game: Game;
  /** Virtual time at which the story began. */
  start: number;
  /** Does something, and waits until hub and app have come to rest. @throws StoryError that says why it cannot be done. */
  act(work: () => void | Promise<void>): Promise<void>;
  settled(): Promise<void>;
  /** What the journal has of the story. */
  entries(): Entry[];
  /** The aliases by id, also of those whose number or account came through a real browser. */
  aliases(): Map<string, string>;
  /** The id of a client or number. @throws StoryError when there is none yet. */
  id(alias: string): string;
  leave(): Promise<void>;
}

function storyError(error: unknown): unknown {
  const told = [StepError, HubError, AppError];
  return told.some((kind) => error instanceof kind) ? new StoryError(inTestWords(reasonOf(error))) : error;
}

/** Gives aliases to what came into being without the story's own moves, such as in a real browser. */
function recognise(stage: Stage, { clients, numbers }: HubCast, partnerId: string): void {
  const { hub } = stage;
  for (const [alias, { email }] of clients) {
    const player = stage.player(alias);
    player.id ??= hub.clients.ownerOf(partnerId, email);
  }
  for (const [alias, { phone }] of numbers) {
    if (stage.cast.numbers.has(alias)) continue;
    const filters = { "setup_info.phone_number": parsePhoneNumber(phone) };
    const [channel] = hub.channels.list(partnerId, { filters, limit: 1 }).rows;
    if (channel) stage.added(alias, channel.id);
  }
}

export function createTestStage(sandbox: Sandbox, partnerId: string): TestStage {
  const { hub, clock, journal, faults } = sandbox;
  const cast = createCast();
  const app = testedApp(sandbox, partnerId);
  const played = {
    partnerId,
    get app() {
      return app.current();
    },
  };
  const { billing, settings } = hub.partners.get(partnerId);
  const hubs = new Map([[onlyHub, { alias: onlyHub, billing, settings }]]);
  const scenario = { clients: cast.clients, numbers: cast.numbers, hubs };
  const stage = createStage({ hub, clock, journal, faults, scenario, hubs: new Map([[onlyHub, played]]) });
  const began = journal.last();
  const unprobe = clock.probe(async (id) => {
    if (id === partnerId) await app.current()?.idle();
  });

  const settled = () => clock.settled(partnerId);
  const known = () => {
    recognise(stage, cast, partnerId);
    return stage.cast;
  };

  return {
    sandbox,
    partnerId,
    cast,
    app,
    stage,
    game: createGame(stage),
    start: clock.now(partnerId),
    async act(work) {
      try {
        known();
        await work();
        await settled();
      } catch (error) {
        throw storyError(error);
      }
    },
    settled,
    entries: () => readEntries(journal, [partnerId], began),
    aliases: () => aliasesById(known()),
    id(alias) {
      const { clients, numbers } = known();
      const id = numbers.get(alias) ?? clients.get(alias);
      if (id !== undefined) return id;
      const missing = cast.clients.has(alias) ? "has no account yet" : "has not been added yet";
      if (!cast.clients.has(alias)) cast.number(alias);
      throw new StoryError(`${alias} ${missing}, so it has no id.`);
    },
    async leave() {
      unprobe();
      await app.leave();
    },
  };
}
