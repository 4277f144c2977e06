import type { Attempt } from "../attempt.js";
import type { Call } from "../call.js";
import type { PartnerRecord } from "../record.js";
import { type Advice, counted, type Finder, groupBy, newestOf } from "./advice.js";

/** Names that look like fields: with an underscore, or named by an error as missing. */
function fieldsIn(answer: string): string[] {
  const snake = answer.matchAll(/\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/g);
  const named = answer.matchAll(
    /(?:reading|missing|required|KeyError:?|undefined:?) \\?["'`]([A-Za-z][\w.]*)\\?["'`]/g,
  );
  return [...new Set([...[...snake].map(([name]) => name), ...[...named].map(([, name]) => name ?? "")])];
}

/** A field that the app's error speaks of and the event does not have. */
function missingField({ answerBody, delivery, status }: Attempt, record: PartnerRecord): string | undefined {
  const body = record.announcements.get(delivery)?.body ?? "";
  if (status === null || status < 400 || body === "") return undefined;
  return fieldsIn(answerBody).find((name) => !body.includes(`"${name.split(".").at(-1)}"`));
}

/** The app stumbled over a field that an event has not got. */
export const missingFields: Finder = (record) => {
  const found = record.attempts.flatMap((attempt) => {
    const field = missingField(attempt, record);
    return field === undefined ? [] : [{ ...attempt, field }];
  });
  return [...groupBy(found, ({ event, field }) => `${event} ${field}`).values()].flatMap(
    (group): Advice[] => {
      const last = group.at(-1);
      if (!last) return [];
      return [
        {
          says: `Your app answered ${last.status} to ${last.event} and spoke of \`${last.field}\`, which is not part of this event${group.length > 1 ? ` (${group.length} times)` : ""}.`,
          severity: "look",
          entries: newestOf(group),
          subject: last.subject,
          mend: "Compare with the event's body in the log: channel events carry the channel object in data.",
        },
      ];
    },
  );
};

const refusedCredential = ({ status, credentials, refused }: Call): boolean =>
  status === 401 && credentials.length > 0 && Object.keys(refused).length === 0;

/** Keys that the sandbox has never heard of. */
export const unknownKeys: Finder = ({ calls }) =>
  [
    ...groupBy(calls, ({ credentials }) =>
      credentials.map(({ header, mask }) => header + mask).join(" "),
    ).values(),
  ].flatMap((group): Advice[] => {
    const refused = group.filter(refusedCredential);
    const last = refused.at(-1);
    const [credential] = last?.credentials ?? [];
    if (!last || !credential || group.at(-1) !== last) return [];
    return [
      {
        says: `${counted(refused.length, "call")} with the credential in ${credential.header} ${refused.length === 1 ? "was" : "were"} answered 401: it is not known here.`,
        severity: "wrong",
        entries: newestOf(refused),
        subject: last.subject,
        mend: "Use a key of this sandbox: the Partner Hub shows those of the partner, and each reset makes them anew.",
      },
    ];
  });

/** Calls of the messaging API that the real one may have, and the sandbox has not. */
export const unserved: Finder = ({ calls }) => {
  const told = calls.filter(
    ({ surface, isUnknownPath, credentials }) =>
      surface === "messaging-api" && isUnknownPath && credentials.length > 0,
  );
  return [...groupBy(told, ({ method, path }) => `${method} ${path}`).values()].flatMap((group): Advice[] => {
    const last = group.at(-1);
    if (!last) return [];
    return [
      {
        says: `${last.method} ${last.path} is not served by the sandbox's messaging API${group.length > 1 ? ` (called ${group.length} times)` : ""}.`,
        severity: "info",
        entries: newestOf(group),
        subject: last.subject,
        mend: "It may exist at the real hub: the sandbox goes as far as webhooks, templates and text messages.",
      },
    ];
  });
};
