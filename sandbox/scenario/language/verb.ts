import type { z } from "zod";
import type { Attacks } from "../play/attacks.js";
import type { ClientMoves } from "../play/client-moves.js";
import type { HubMoves } from "../play/hub-moves.js";
import type { WorldMoves } from "../play/world-moves.js";

/** Everything that can be made to happen. */
export interface Game {
  client: ClientMoves;
  hub: HubMoves;
  world: WorldMoves;
  attacks: Attacks;
}

/** What a scenario's aliases are called when its story is told. */
export interface Telling {
  /** `Nordlicht Bakery` */
  client(alias: string): string;
  /** `the number shop`, `the numbers shop and cafe` */
  numbers(aliases: readonly string[]): string;
}

/** What a step does when its turn comes. */
export interface Act {
  play(game: Game): void | Promise<void>;
  /** The step in a sentence. */
  tell(names: Telling): string;
}

/** A verb: how it is written, what it means, what it does, and how it is told. Its schema gives the act. */
export function verb<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  play: (game: Game, given: z.output<Schema>) => void | Promise<void>,
  tell: (names: Telling, given: z.output<Schema>) => string,
) {
  return schema
    .transform((given): Act => ({ play: (game) => play(game, given), tell: (names) => tell(names, given) }))
    .optional()
    .describe(description);
}
