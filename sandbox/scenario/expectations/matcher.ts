import { z } from "zod";
import { eventNames } from "../../hub/event-catalogue.js";
import { remedyFor } from "../language/spelling.js";
import { strict, type Words } from "../language/words.js";
import type { CallName, Occurrence } from "./occurrence.js";
import type { Scene } from "./scene.js";

/** Finds occurrences, and can say what it looks for. */
export interface Matcher {
  /** `create_api_key for shop answered 201` */
  says: string;
  matches(one: Occurrence, scene: Scene): boolean;
  /** Of the same kind, though about something else or with another ending: worth showing when nothing matches. */
  resembles(one: Occurrence): boolean;
}

const messageEvents = ["received", "sent", "delivered", "read"] as const;

const callsByName: readonly CallName[] = [
  "create_api_key",
  "get_channel",
  "list_channels",
  "shared_client_numbers",
  "set_messaging_webhook",
  "send_message",
];

/** What a call or an event is about: one number, one client, or the whole account. */
const aboutOf = (name: string): "number" | "client" | "nothing" => {
  if (name === "client_created" || name === "shared_client_numbers") return "client";
  return name === "list_channels" ? "nothing" : "number";
};

interface Subject {
  number?: string | undefined;
  client?: string | undefined;
}

const forWhom = ({ number, client }: Subject): string =>
  number !== undefined ? ` for ${number}` : client !== undefined ? ` for ${client}` : "";

/** Whether an occurrence is about the number or client that was named; when none was, it is. */
function isAbout(one: Occurrence, { number, client }: Subject, { cast }: Scene): boolean {
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
  call: z.enum(callsByName, oneOf("call", callsByName)).describe("A call of your app."),
  number: words.number.optional(),
  client: words.client.optional(),
  status: z.int().min(100).max(599).optional().describe("Only calls that were answered so."),
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
      (status === undefined || one.status === status) &&
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

function sameIds(aliases: readonly string[] | undefined, ids: readonly string[], { cast }: Scene): boolean {
  if (aliases === undefined) return true;
  const wanted = new Set(aliases.map((name) => cast.numbers.get(name) ?? `no id of ${name}`));
  return wanted.size === ids.length && ids.every((id) => wanted.has(id));
}

export function redirectMatcher({
  redirect: { client, channels, revoked },
}: Keys<typeof redirectKeys>): Matcher {
  const list = (name: string, aliases: readonly string[] | undefined) =>
    aliases === undefined ? "" : ` ${name} [${aliases.join(", ")}]`;
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
  ]);
}
