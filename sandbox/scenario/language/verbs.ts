import { z } from "zod";
import { durationSchema } from "../../clock/duration-schema.js";
import { faultSchema } from "../../faults/fault.js";
import { lifeSteps } from "../../hub/life.js";
import { plans } from "../../hub/visits.js";
import type { ClientMoves } from "../play/client-moves.js";
import type { WorldMoves } from "../play/world-moves.js";
import { directOnly, phoneSchema, strict, type Words } from "./words.js";

/** Everything that can be made to happen. */
export interface Game {
  client: ClientMoves;
  world: WorldMoves;
}

/** What a step does when its turn comes. */
export interface Act {
  play(game: Game): void | Promise<void>;
}

/** A verb: how it is written, what it means, and what it does. Its schema gives the act. */
function verb<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  play: (game: Game, given: z.output<Schema>) => void | Promise<void>,
) {
  return schema
    .transform((given): Act => ({ play: (game) => play(game, given) }))
    .optional()
    .describe(description);
}

const defaultCustomer = "+4915100000099";

function visitVerbs(words: Words) {
  const { client, numbers } = words;
  const payment = z.union(
    [
      client.transform((alias) => ({ client: alias, plan: "regular" })),
      strict({ client, plan: z.enum(plans).default("regular") }),
    ],
    { error: "expected the alias of a client, or `{ client: …, plan: premium }`." },
  );
  return {
    client_opens: verb(
      "The client clicks Connect in your app; the permissions page opens.",
      client,
      (game, alias) => game.client.open(alias),
    ),
    client_signs_up: verb("The client makes an account at the hub.", client, (game, alias) =>
      game.client.signUp(alias),
    ),
    client_logs_in: verb("The client logs in to the account it has.", client, (game, alias) =>
      game.client.logIn(alias),
    ),
    client_pays: verb(
      "The client chooses a plan and pays (Direct Payment only).",
      directOnly(words, "client_pays", payment),
      (game, { client: alias, plan }) => game.client.pay(alias, plan),
    ),
    client_adds: verb("The client adds numbers in Meta's embedded signup.", numbers, (game, aliases) =>
      game.client.add(aliases),
    ),
    client_grants: verb(
      "The client ticks numbers on the permission screen (Direct Payment only).",
      directOnly(words, "client_grants", numbers),
      (game, aliases) => game.client.choose(aliases, true),
    ),
    client_refuses: verb(
      "The client leaves numbers unticked on the permission screen (Direct Payment only).",
      directOnly(words, "client_refuses", numbers),
      (game, aliases) => game.client.choose(aliases, false),
    ),
    client_revokes: verb(
      "The client unticks numbers that were permitted (Direct Payment only).",
      directOnly(words, "client_revokes", numbers),
      (game, aliases) => game.client.revoke(aliases),
    ),
    client_confirms: verb("The client submits what it chose; the visit ends.", client, (game, alias) =>
      game.client.confirm(alias),
    ),
    client_returns: verb("The browser follows the redirect to your app.", client, (game, alias) =>
      game.client.return(alias),
    ),
    client_closes_popup: verb("The client closes the window; nothing is sent.", client, (game, alias) =>
      game.client.closePopup(alias),
    ),
  };
}

function worldVerbs(words: Words) {
  const { client, number, numberList } = words;
  const clientHub = strict({ client, grants: numberList.default([]), revokes: numberList.default([]) });
  const message = strict({
    to: number,
    text: z.string().min(1, { error: "the text is empty. Write what the customer says." }),
    from: phoneSchema.default(defaultCustomer),
  });
  return {
    client_hub: verb(
      "The client changes permissions in its Client Hub; there is no redirect (Direct Payment only).",
      directOnly(words, "client_hub", clientHub),
      (game, given) => game.client.changeInHub(given.client, given.grants, given.revokes),
    ),
    customer_writes: verb("A customer writes a text to a number.", message, (game, given) =>
      game.world.customerWrites(given),
    ),
    number_becomes: verb(
      "A number reaches a step of its life now, whatever was planned.",
      strict({ number, step: z.enum(lifeSteps) }),
      (game, given) => game.world.become(given.number, given.step),
    ),
    receiver: verb(
      "Your app's webhook receiver goes down (every connection is refused), or is back up.",
      z.enum(["down", "up"]),
      (game, state) => game.world.setReceiver(state === "up"),
    ),
    fault: verb(
      "Something breaks on purpose: webhooks (`on: webhook`) or calls of your app (`on: api`). `channel` is a number's alias.",
      faultSchema,
      (game, given) => game.world.breaks(given),
    ),
    mend: verb("All faults end.", z.literal("all"), (game) => game.world.mend()),
    wait: verb("Time passes on the hub's clock: 90s, 10m, 1h30m, 2d.", durationSchema, (game, duration) =>
      game.world.wait(duration),
    ),
  };
}

/** Every verb of the language. */
export const verbsFor = (words: Words) => ({ ...visitVerbs(words), ...worldVerbs(words) });
