import { z } from "zod";
import { eventWord } from "./hub-verbs.js";
import { verb } from "./verb.js";
import { strict, type Words } from "./words.js";

const forgeries = ["replayed", "unsigned", "tampered"] as const;

const forgerySays: Record<(typeof forgeries)[number], string> = {
  replayed: "opens the link of CLIENT a second time",
  unsigned: "opens the link of CLIENT without its signature",
  tampered: "opens the link of CLIENT with a made-up signature",
};

/** What somebody does who means harm. Each is a probe: a `note` of the journal says how the app or the hub took it. */
export function attackVerbs({ client, number }: Words) {
  const redirect = strict({
    number: number.describe("Whose number the redirect claims."),
    by: client
      .optional()
      .describe(
        "A client who clicks Connect, and brings somebody else's number with the state of its own visit.",
      ),
  });
  return {
    attacker_forges_webhook: verb(
      "Somebody posts an event to your webhook that the hub never sent, with a made-up signature or none. It says that the number is live and running.",
      strict({
        number,
        event: eventWord.default("channel_running"),
        signature: z.enum(["wrong", "none"]).default("wrong"),
      }),
      (game, given) => game.attacks.forgeWebhook(given),
      (names, { number: alias, event, signature }) =>
        `An attacker posts ${event} for ${names.numbers([alias])} to the app's webhook, ${signature === "none" ? "unsigned" : "with a made-up signature"}.`,
    ),
    attacker_forges_redirect: verb(
      "Somebody calls your redirect page with a number that is not theirs: with a made-up `state`, or (`by`) with the state of a visit of their own.",
      redirect,
      (game, { number: alias, by }) => game.attacks.forgeRedirect(alias, by),
      (names, { number: alias, by }) =>
        by === undefined
          ? `An attacker calls the app's redirect page with ${names.numbers([alias])} and a made-up state.`
          : `${names.client(by)} clicks Connect, and comes back with ${names.numbers([alias])}, which belongs to somebody else.`,
    ),
    attacker_opens_link: verb(
      "Somebody opens the link of a client's visit: a second time, without its IO Signature, or with a made-up one. The hub must refuse it, which needs the setting `io_signature`.",
      strict({ client, link: z.enum(forgeries) }),
      (game, { client: alias, link }) => game.attacks.openLink(alias, link),
      (names, { client: alias, link }) =>
        `An attacker ${forgerySays[link].replace("CLIENT", names.client(alias))}; the hub must refuse.`,
    ),
  };
}
