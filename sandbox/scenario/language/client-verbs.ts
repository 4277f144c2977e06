import { z } from "zod";
import { plans } from "../../hub/plans.js";
import { verb } from "./verb.js";
import { directOnly, strict, type Words } from "./words.js";

const opensHow = {
  blocked: z
    .boolean()
    .default(false)
    .describe("The browser blocks the popup: Connect is clicked, and no window opens."),
  direct_link: z
    .boolean()
    .default(false)
    .describe("It follows a bare link to the permissions page, such as from a mail, without your app."),
};

const returnsHow = {
  may_refuse: z
    .boolean()
    .default(false)
    .describe("Your app may answer with 4xx too; without it, only 2xx is right."),
  other_host: z
    .boolean()
    .default(false)
    .describe(
      "Under the other name of this machine (localhost, 127.0.0.1): another origin, without its cookies.",
    ),
};

/** The alias of a client, or a map with more. */
function clientWith<Shape extends z.core.$ZodLooseShape>({ client }: Words, shape: Shape, example: string) {
  const long = strict({ client, ...shape });
  const short = client.transform((alias) => long.parse({ client: alias }));
  return z.union([short, long], { error: `expected the alias of a client, or \`${example}\`.` });
}

function comingVerbs(words: Words) {
  const { client } = words;
  return {
    client_opens: verb(
      "The client clicks Connect in your app; the permissions page opens.",
      clientWith(words, opensHow, "{ client: …, blocked: true }"),
      (game, { client: alias, blocked, direct_link }) =>
        blocked ? game.client.clickBlocked(alias) : game.client.open(alias, direct_link),
      (names, { client: alias, blocked, direct_link }) => {
        const name = names.client(alias);
        if (direct_link) return `${name} opens the permissions page from a bare link in a mail.`;
        return blocked
          ? `${name} clicks Connect, and its browser blocks the popup.`
          : `${name} clicks Connect; the permissions page opens.`;
      },
    ),
    client_signs_up: verb(
      "The client makes an account at the hub.",
      client,
      (game, alias) => game.client.signUp(alias),
      (names, alias) => `${names.client(alias)} makes an account.`,
    ),
    client_logs_in: verb(
      "The client logs in to the account it has.",
      client,
      (game, alias) => game.client.logIn(alias),
      (names, alias) => `${names.client(alias)} logs in.`,
    ),
    client_pays: verb(
      "The client chooses a plan and pays (Direct Payment only).",
      directOnly(
        words,
        "client_pays",
        clientWith(words, { plan: z.enum(plans).default("regular") }, "{ client: …, plan: premium }"),
      ),
      (game, { client: alias, plan }) => game.client.pay(alias, plan),
      (names, { client: alias, plan }) => `${names.client(alias)} chooses the plan ${plan} and pays.`,
    ),
  };
}

function decidingVerbs(words: Words) {
  const { numbers } = words;
  return {
    client_adds: verb(
      "The client adds numbers in Meta's embedded signup.",
      numbers,
      (game, aliases) => game.client.add(aliases),
      (names, aliases) => `Its owner adds ${names.numbers(aliases)}.`,
    ),
    client_grants: verb(
      "The client ticks numbers on the permission screen (Direct Payment only).",
      directOnly(words, "client_grants", numbers),
      (game, aliases) => game.client.choose(aliases, true),
      (names, aliases) => `Its owner ticks ${names.numbers(aliases)} on the permission screen.`,
    ),
    client_refuses: verb(
      "The client leaves numbers unticked on the permission screen (Direct Payment only).",
      directOnly(words, "client_refuses", numbers),
      (game, aliases) => game.client.choose(aliases, false),
      (names, aliases) => `Its owner leaves ${names.numbers(aliases)} unticked.`,
    ),
    client_revokes: verb(
      "The client unticks numbers that were permitted (Direct Payment only).",
      directOnly(words, "client_revokes", numbers),
      (game, aliases) => game.client.revoke(aliases),
      (names, aliases) => `Its owner takes the tick away from ${names.numbers(aliases)}.`,
    ),
  };
}

function leavingVerbs(words: Words) {
  const { client } = words;
  return {
    client_confirms: verb(
      "The client submits what it chose; the visit ends.",
      client,
      (game, alias) => game.client.confirm(alias),
      (names, alias) => `${names.client(alias)} confirms, and is done at the hub.`,
    ),
    client_returns: verb(
      "The browser follows the redirect to your app; once more when the step is there twice.",
      clientWith(words, returnsHow, "{ client: …, may_refuse: true }"),
      (game, given) => game.client.return(given.client, given),
      (names, { client: alias, other_host }) =>
        `${names.client(alias)}'s browser comes back to the app${other_host ? " under another host name" : ""}.`,
    ),
    client_closes_popup: verb(
      "The client closes the window; nothing is sent.",
      client,
      (game, alias) => game.client.closePopup(alias),
      (names, alias) => `${names.client(alias)} closes the window half-way.`,
    ),
  };
}

function clientHubVerbs(words: Words) {
  const { client, number, numbers, numberList } = words;
  const changes = strict({ client, grants: numberList.default([]), revokes: numberList.default([]) });
  return {
    client_hub: verb(
      "The client changes permissions in its Client Hub; there is no redirect. With Partner Payment it may do so only where the setting `client_may_revoke` is `always`.",
      changes,
      (game, given) => game.client.changeInHub(given.client, given.grants, given.revokes),
      (names, { client: alias, grants, revokes }) => {
        const deeds = [
          ...(grants.length > 0 ? [`permits ${names.numbers(grants)}`] : []),
          ...(revokes.length > 0 ? [`takes back ${names.numbers(revokes)}`] : []),
        ];
        return `In its Client Hub, ${names.client(alias)} ${deeds.join(" and ") || "looks around"}.`;
      },
    ),
    client_cancels: verb(
      "The client cancels numbers in its Client Hub; they end with the month.",
      numbers,
      (game, aliases) => game.client.cancelNumbers(aliases),
      (names, aliases) => `Its owner cancels ${names.numbers(aliases)}.`,
    ),
    client_withdraws_cancellation: verb(
      "The client takes the cancellation of numbers back.",
      numbers,
      (game, aliases) => game.client.withdrawCancellation(aliases),
      (names, aliases) => `Its owner takes the cancellation of ${names.numbers(aliases)} back.`,
    ),
    client_creates_own_key: verb(
      "The client makes a key of its own in its Client Hub, once the number is not shared any more; yours is dead.",
      number,
      (game, alias) => game.client.createOwnKey(alias),
      (names, alias) => `Its owner makes a key of its own for ${names.numbers([alias])}.`,
    ),
  };
}

/** What a client does, in the order of an onboarding. */
export const clientVerbs = (words: Words) => ({
  ...comingVerbs(words),
  ...decidingVerbs(words),
  ...leavingVerbs(words),
  ...clientHubVerbs(words),
});
