import { z } from "zod";
import { eventNames } from "../../hub/event-catalogue.js";
import { lifeSteps } from "../../hub/life.js";
import { remedyFor } from "./spelling.js";
import { capital } from "./telling.js";
import { verb } from "./verb.js";
import { phoneSchema, strict, type Words } from "./words.js";

const defaultCustomer = "+4915100000099";

const ratings = ["GREEN", "YELLOW", "RED"] as const;

/** A text that says something. */
const text = (what: string) => z.string().min(1, { error: `the ${what} is empty. Write one.` });

/** An event of the partner webhook, by its name. */
export const eventWord = z.enum(eventNames, {
  error: ({ input }) => `there is no event "${input}". ${remedyFor(String(input), eventNames, "")}`,
});

function metaVerbs({ number }: Words) {
  const quality = strict({
    number,
    rating: z.enum(ratings).optional(),
    limit: text("limit").optional().describe("The messaging limit, such as TIER_250."),
  }).refine(({ rating, limit }) => rating !== undefined || limit !== undefined, {
    error: "nothing changes. Write a `rating`, a `limit`, or both.",
  });
  const incident = strict({ number, violation: text("violation").default("SCAM") });
  const template = strict({
    number,
    name: text("name"),
    language: text("language").default("en"),
    status: text("status").describe("Such as APPROVED, REJECTED or PAUSED."),
    reason: text("reason").optional().describe("Why it was rejected, such as INVALID_FORMAT."),
  });
  const displayName = strict({
    number,
    name: text("name").describe("The new name that the client asked for."),
    decision: z.enum(["approved", "declined"]),
  });
  return {
    quality_changes: verb(
      "Customers block or praise a number: its quality rating or messaging limit changes.",
      quality,
      (game, given) => game.hub.quality(given),
      (names, { number: alias, rating, limit }) =>
        `The quality of ${names.numbers([alias])} is now ${[rating, limit].filter(Boolean).join(", ")}.`,
    ),
    meta_warns: verb(
      "Meta finds a violation on a number's WhatsApp Business Account.",
      incident,
      (game, { number: alias, violation }) => game.hub.warn(alias, violation),
      (names, { number: alias, violation }) =>
        `Meta finds a violation (${violation}) on the account of ${names.numbers([alias])}.`,
    ),
    meta_restricts: verb(
      "Meta restricts (bans) a number's WhatsApp Business Account.",
      incident,
      (game, { number: alias, violation }) => game.hub.restrict(alias, violation),
      (names, { number: alias, violation }) =>
        `Meta bans the account of ${names.numbers([alias])} (${violation}).`,
    ),
    template_becomes: verb(
      "Meta's review of a message template ends.",
      template,
      (game, given) => game.hub.template(given),
      (names, { number: alias, name, status }) =>
        `The template ${name} of ${names.numbers([alias])} is ${status}.`,
    ),
    display_name: verb(
      "The client has asked for another display name, and Meta decides.",
      displayName,
      (game, given) => game.hub.displayName(given.number, given.name, given.decision),
      (names, { number: alias, name, decision }) =>
        `Meta has ${decision} the display name "${name}" of ${names.numbers([alias])}.`,
    ),
  };
}

function lifeVerbs({ number, numbers }: Words) {
  return {
    number_becomes: verb(
      "A number reaches a step of its life now, whatever was planned.",
      strict({ number, step: z.enum(lifeSteps) }),
      (game, given) => game.hub.become(given.number, given.step),
      (names, { number: alias, step }) => `${capital(names.numbers([alias]))} becomes ${step}.`,
    ),
    hub_terminates: verb(
      "The hub ends numbers now: no key and no message works any more.",
      numbers,
      (game, aliases) => game.hub.terminate(aliases),
      (names, aliases) => `The hub terminates ${names.numbers(aliases)}.`,
    ),
  };
}

function partnerVerbs({ number, hub }: Words) {
  return {
    hub_sends: verb(
      "The hub sends an event once more or out of turn; `set` gives it other values and changes nothing else.",
      strict({
        number,
        event: eventWord,
        set: z
          .record(z.string(), z.json())
          .optional()
          .describe("Other values at paths, such as data.status."),
      }),
      (game, given) => game.hub.send(given.number, given.event, given.set),
      (names, { number: alias, event }) => `The hub sends ${event} for ${names.numbers([alias])}.`,
    ),
    another_key: verb(
      "Somebody else at the partner creates a key for the number; every older one is dead.",
      number,
      (game, alias) => game.hub.anotherKey(alias),
      (names, alias) => `A colleague creates another key for ${names.numbers([alias])}.`,
    ),
    tokens_expire: verb(
      "Every access token of the partner expires now, long before its time.",
      z.literal("all"),
      (game) => game.hub.expireTokens(),
      () => "Every access token of the partner expires.",
    ),
    redirect_url: verb(
      "Somebody changes the redirect URL in the Partner Hub, or clears it (`none`).",
      strict({
        is: z.union([z.literal("none"), z.url({ error: "is no URL. Write one, or `none`." })]),
        hub: hub.optional().describe("One hub only, when the scenario has several."),
      }),
      (game, { is, hub: alias }) => game.hub.setRedirectUrl(is === "none" ? null : is, alias),
      (_, { is }) =>
        is === "none"
          ? "Somebody clears the redirect URL in the Partner Hub."
          : `Somebody sets the redirect URL to ${is} in the Partner Hub.`,
    ),
  };
}

function customerVerbs({ number }: Words) {
  const message = strict({
    to: number,
    text: z.string().min(1, { error: "the text is empty. Write what the customer says." }),
    from: phoneSchema.default(defaultCustomer),
  });
  return {
    customer_writes: verb(
      "A customer writes a text to a number.",
      message,
      (game, given) => game.hub.customerWrites(given),
      (names, { to, text }) => `A customer writes to ${names.numbers([to])}: “${text}”`,
    ),
  };
}

/** What the hub, Meta, colleagues and customers do. */
export const hubVerbs = (words: Words) => ({
  ...customerVerbs(words),
  ...lifeVerbs(words),
  ...metaVerbs(words),
  ...partnerVerbs(words),
});
