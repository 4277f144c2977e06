import { z } from "zod";
import { eventNames } from "../../hub/event-catalogue.js";
import { remedyFor } from "../language/spelling.js";
import { strict, type Words } from "../language/words.js";
import type { CallName } from "./occurrence.js";
import type { Happening, Scene } from "./scene.js";

/** Finds occurrences, and can say what it looks for. */
export interface Matcher {
  /** `create_api_key for shop answered 201` */
  says: string;
  matches(one: Happening, scene: Scene): boolean;
  /** Of the same kind, though about something else or with another ending: worth showing when nothing matches. */
  resembles(one: Happening): boolean;
}

const messageEvents = ["received", "sent", "delivered", "read"] as const;

const statusClasses = ["2xx", "4xx", "5xx"] as const;

const hasStatus = (status: number | null, wanted: number | (typeof statusClasses)[number]): boolean =>
  typeof wanted === "number" ? status === wanted : String(status).startsWith(wanted.charAt(0));

const probeNames = ["forged-webhook", "forged-redirect", "forged-link"] as const;

/** The calls that an expectation can name. */
export const callNames: readonly CallName[] = [
  "create_api_key",
  "list_api_keys",
  "delete_api_keys",
  "get_channel",
  "list_channels",
  "list_clients",
  "shared_client_numbers",
  "request_cancellation",
  "set_messaging_webhook",
  "set_waba_webhook",
  "send_message",
];

const aboutTheAccount: readonly string[] = ["list_channels", "list_clients"] satisfies CallName[];

/** What a call or an event is about: one number, one client, or the whole account. */
const aboutOf = (name: string): "number" | "client" | "nothing" => {
  if (name === "client_created" || name === "shared_client_numbers") return "client";
  return aboutTheAccount.includes(name) ? "nothing" : "number";
};

interface Subject {
  number?: string | undefined;
  client?: string | undefined;
}

const forWhom = ({ number, client }: Subject): string =>
  number !== undefined ? ` for ${number}` : client !== undefined ? ` for ${client}` : "";

/** Whether an occurrence is about the number or client that was named; when none was, it is. */
function isAbout(one: Happening, { number, client }: Subject, { cast }: Scene): boolean {
  if (number !== undefined) return one.subject === cast.numbers.get(number);
  if (client !== undefined) return one.subject === cast.clients.get(client);
  return true;
}

const oneOf = (what: string, names: readonly string[]) => ({
  error: (issue: { input?: unknown }) =>
    `there is no ${what} "${issue.input}". ${remedyFor(String(issue.input), names, "")}`,
});

function refuseMisfit(name: string, subject: Subject, context: z.core.$RefinementCtx): void {
  const about = aboutOf(name);
  const given = subject.number !== undefined ? "number" : subject.client !== undefined ? "client" : undefined;
  if (given === undefined || given === about) return;
  const remedy = about === "nothing" ? "Leave it out." : `Name the ${about} instead.`;
  const reason = about === "nothing" ? "the whole account" : `a ${about}`;
  context.addIssue({ code: "custom", path: [given], message: `${name} is about ${reason}. ${remedy}` });
}

/** Keys that find an event which the app took (answered as received). */
export const eventKeys = (words: Words) => ({
  event: z.enum(eventNames, oneOf("event", eventNames)).describe("An event of the partner webhook."),
  number: words.number.optional(),
  client: words.client.optional(),
});

/** Keys that find a call of the app. */
export const callKeys = (words: Words) => ({
  call: z.enum(callNames, oneOf("call", callNames)).describe("A call of your app."),
  number: words.number.optional(),
  client: words.client.optional(),
  status: z
    .union([z.int().min(100).max(599), z.enum(statusClasses)], {
      error: "expected a status such as 201, or 2xx, 4xx, 5xx.",
    })
    .optional()
    .describe("Only calls that were answered so: 201, or a class such as 4xx."),
});

/** Keys that find a messaging webhook that the app took. */
export const messageKeys = (words: Words) => ({
  message: z
    .enum(messageEvents, oneOf("message webhook", messageEvents))
    .describe("A messaging webhook: an inbound message, or how far an outgoing one got."),
  number: words.number.optional(),
});

/** Keys that find a change of a permission at the hub, wherever the client made it. */
export const permissionKeys = (words: Words) => ({
  permission: z.enum(["granted", "revoked"]).describe("The client changed its permission."),
  number: words.number.optional(),
});

export const redirectKeys = (words: Words) => ({
  redirect: strict({
    client: words.client.optional(),
    channels: words.numberList.optional().describe("Exactly these; left out, any."),
    revoked: words.numberList.optional().describe("Exactly these; left out, any."),
  }).describe("The browser was sent back with these numbers in the query."),
});

/** Keys that find an attack of the scenario, by how it was taken. */
export const probeKeys = (words: Words) => ({
  probe: z.enum(probeNames, oneOf("probe", probeNames)).describe("An attack of the scenario."),
  number: words.number.optional(),
  refused: z.boolean().optional().describe("It was refused (4xx), or it was not."),
});

type Keys<Make extends (words: Words) => z.core.$ZodLooseShape> = z.output<z.ZodObject<ReturnType<Make>>>;

export function eventMatcher({ event, ...subject }: Keys<typeof eventKeys>): Matcher {
  return {
    says: `${event}${forWhom(subject)} delivered`,
    matches: (one, scene) =>
      one.kind === "attempt" && one.name === event && one.delivered && isAbout(one, subject, scene),
    resembles: ({ kind, name }) => (kind === "attempt" || kind === "announced") && name === event,
  };
}

export function callMatcher({ call, status, ...subject }: Keys<typeof callKeys>): Matcher {
  return {
    says: `${call}${forWhom(subject)}${status === undefined ? "" : ` answered ${status}`}`,
    matches: (one, scene) =>
      one.kind === "call" &&
      one.name === call &&
      (status === undefined || hasStatus(one.status, status)) &&
      isAbout(one, subject, scene),
    resembles: ({ kind, name }) => kind === "call" && name === call,
  };
}

export function messageMatcher({ message, number }: Keys<typeof messageKeys>): Matcher {
  return {
    says: `message ${message}${forWhom({ number })}`,
    matches: (one, scene) =>
      one.kind === "message" && one.name === message && one.delivered && isAbout(one, { number }, scene),
    resembles: ({ kind, name }) => (kind === "message" || kind === "announced") && name === message,
  };
}

export function permissionMatcher({ permission, number }: Keys<typeof permissionKeys>): Matcher {
  return {
    says: `permission${forWhom({ number })} ${permission}`,
    matches: (one, scene) =>
      one.kind === "permission" && one.name === permission && isAbout(one, { number }, scene),
    resembles: ({ kind }) => kind === "permission",
  };
}

export function probeMatcher({ probe, number, refused }: Keys<typeof probeKeys>): Matcher {
  const how = refused === undefined ? "" : refused ? " refused" : " taken";
  return {
    says: `${probe}${forWhom({ number })}${how}`,
    matches: (one, scene) =>
      one.kind === "probe" &&
      one.name === probe &&
      (refused === undefined || one.delivered !== refused) &&
      isAbout(one, { number }, scene),
    resembles: ({ kind }) => kind === "probe",
  };
}

const namedAtMost = 6;

/** A long list of aliases as a person wants to read it: its first ones, and how many more there are. */
function shortened(aliases: readonly string[]): readonly string[] {
  if (aliases.length <= namedAtMost) return aliases;
  return [...aliases.slice(0, 3), `… and ${aliases.length - 3} more`];
}

function sameIds(aliases: readonly string[] | undefined, ids: readonly string[], { cast }: Scene): boolean {
  if (aliases === undefined) return true;
  const wanted = new Set(aliases.map((name) => cast.numbers.get(name) ?? `no id of ${name}`));
  return wanted.size === ids.length && ids.every((id) => wanted.has(id));
}

export function redirectMatcher({
  redirect: { client, channels, revoked },
}: Keys<typeof redirectKeys>): Matcher {
  const list = (name: string, aliases: readonly string[] | undefined) =>
    aliases === undefined ? "" : ` ${name} [${shortened(aliases).join(", ")}]`;
  return {
    says: `redirect${forWhom({ client })} with${list("channels", channels)}${list("revoked", revoked)}`,
    matches: (one, scene) =>
      one.kind === "redirect" &&
      isAbout(one, { client }, scene) &&
      sameIds(channels, one.channels, scene) &&
      sameIds(revoked, one.revoked, scene),
    resembles: ({ kind }) => kind === "redirect",
  };
}

interface About extends Subject {
  event?: string;
  call?: string;
}

/** Refuses a number where only a client makes sense, and the other way round. */
export const checkAbout = (given: About, context: z.core.$RefinementCtx) =>
  refuseMisfit(given.event ?? given.call ?? "", given, context);

/** Names one thing that happens, as `before` and `after` do. */
export function matcherSchema(words: Words) {
  return z.union([
    strict(eventKeys(words)).superRefine(checkAbout).transform(eventMatcher),
    strict(callKeys(words)).superRefine(checkAbout).transform(callMatcher),
    strict(messageKeys(words)).transform(messageMatcher),
    strict(permissionKeys(words)).transform(permissionMatcher),
    strict(redirectKeys(words)).transform(redirectMatcher),
    strict(probeKeys(words)).transform(probeMatcher),
  ]);
}
