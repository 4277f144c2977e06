import { formatDuration } from "../../clock/duration.js";
import type { Attempt } from "../attempt.js";
import type { PartnerRecord } from "../record.js";
import { type Advice, counted, type Finder, groupBy, newestOf } from "./advice.js";

/** Errors that a rule speaks of, or a fault made: the app's address is not to blame for them. */
const isOfTheWay = ({ status, error }: Attempt): boolean =>
  status === null && error !== "" && !/^(The fault |No answer within|The receiver answered)/.test(error);

/** The last attempt of each delivery. */
const lastAttempts = ({ attempts }: PartnerRecord): Attempt[] => [
  ...new Map(attempts.map((attempt) => [attempt.delivery, attempt])).values(),
];

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);

/** Webhooks that found no app: nobody listens, the host is unknown, or it is not on this machine. */
export const unreachable: Finder = ({ attempts }) =>
  [...groupBy(attempts, ({ url }) => originOf(url)).values()].flatMap((group): Advice[] => {
    const failed = group.filter(isOfTheWay);
    const last = group.at(-1);
    if (!last || !isOfTheWay(last)) return [];
    return [
      {
        says: `${last.error} ${counted(failed.length, "webhook")} did not get through.`,
        severity: "wrong",
        entries: newestOf(failed),
        subject: null,
        mend: `Start your app, or set another URL than ${last.url}.`,
      },
    ];
  });

/** Events that went nowhere, because there was no URL to send them to. */
export function unsent({ announcements, channels, attempts, entries }: PartnerRecord): Advice[] {
  const lost = entries.filter(
    ({ kind, data }) =>
      kind === "note" &&
      typeof data.delivery === "string" &&
      announcements.get(data.delivery)?.route === "partner",
  );
  const lastLost = lost.at(-1);
  const isSet = attempts.some(({ route, seq }) => route === "partner" && seq > (lastLost?.seq ?? 0));
  const partner: Advice[] =
    lost.length === 0
      ? []
      : [
          {
            says: `${counted(lost.length, "event")} went nowhere: the partner had no webhook URL.`,
            severity: isSet ? "info" : "wrong",
            entries: newestOf(lost),
            subject: null,
            mend: isSet
              ? "Resend them from the deliveries, if your app should still hear of them."
              : "Set it in the Partner Hub, or with POST …/partners/{partner_id}/webhook_url.",
          },
        ];
  const numbers = [...channels.values()].flatMap((story): Advice[] => {
    const newest = story.lost.at(-1);
    if (!newest || story.messages.some(({ seq }) => seq > newest.seq)) return [];
    return [
      {
        says: `${story.id} has no messaging webhook: ${counted(story.lost.length, "message or status", "messages and statuses")} went nowhere.`,
        severity: "wrong",
        entries: newestOf(story.lost),
        subject: story.id,
        mend: "Set it with POST /v1/configs/webhook and the number's newest key.",
      },
    ];
  });
  return [...partner, ...numbers];
}

/** A try is written down once it is over; one that is overdue for longer will not come: its URL was taken away. */
const graceMs = 10_000;

/** Deliveries that wait for their next try, and those that were given up. */
export const waiting: Finder = (record) => {
  const last = lastAttempts(record);
  const planned = last.flatMap((attempt) =>
    attempt.nextAt === null || attempt.delivered || attempt.nextAt + graceMs < record.end.at
      ? []
      : [{ ...attempt, nextAt: attempt.nextAt }],
  );
  const [first] = planned.sort((a, b) => a.nextAt - b.nextAt);
  const dead = last.filter(({ delivered, nextAt }) => !delivered && nextAt === null);
  const advice: Advice[] = [];
  if (first) {
    const time = new Date(first.nextAt).toISOString().replace("T", " ").slice(0, 19);
    const others = planned.length === 1 ? "" : ` ${counted(planned.length - 1, "other")} wait too.`;
    const left = formatDuration(Math.max(0, first.nextAt - record.end.at));
    advice.push({
      says: `${first.event} for ${first.subject ?? "the partner"} waits for attempt ${first.number + 1} at ${time}, in ${left} of virtual time.${others}`,
      severity: "look",
      entries: newestOf(planned),
      subject: first.subject,
      mend: "Advance the clock, or resend it now from the deliveries.",
    });
  }
  const [given] = dead;
  if (given) {
    const what =
      dead.length === 1
        ? `${given.event} for ${given.subject ?? "the partner"} was`
        : `${dead.length} deliveries were`;
    advice.push({
      says: `${what} given up after the last attempt.`,
      severity: "wrong",
      entries: newestOf(dead),
      subject: dead.length === 1 ? given.subject : null,
      mend: "Mend the receiver, then resend from the deliveries.",
    });
  }
  return advice;
};

/** Partner webhooks that nobody can check. */
export const unsigned: Finder = ({ attempts }) => {
  const sent = attempts.filter(({ route }) => route === "partner");
  const last = sent.at(-1);
  if (!last || last.headers["x-360dialog-signature"] !== undefined) return [];
  return [
    {
      says: "Webhooks to your app are not signed: the partner has no platform secret.",
      severity: "info",
      entries: [last.seq],
      subject: null,
      mend: "Generate one in the Partner Hub to try the check of x-360dialog-signature.",
    },
  ];
};
