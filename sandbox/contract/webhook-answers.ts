import type { Attempt } from "./attempt.js";
import type { PartnerRecord } from "./record.js";
import type { Finding } from "./rule.js";

/** An attempt that the app itself answered. */
export type Answered = Attempt & { status: number };

const isAnswered = (attempt: Attempt): attempt is Answered => attempt.status !== null;

/** Webhooks that a good app takes: answered by it, with a right signature and a body that nobody changed on purpose. */
export const answeredWebhooks = (
  { attempts, announcements }: PartnerRecord,
  route: Attempt["route"],
): Answered[] =>
  attempts
    .filter((attempt) => attempt.route === route && !attempt.isForged)
    .filter(({ delivery }) => announcements.get(delivery)?.isMutated !== true)
    .filter(isAnswered);

/** `channel_live for y9MiLoCH was answered 500 at attempt 2.` */
export function refusal({ event, subject, status, number, seq }: Answered): Finding {
  const about = subject === null ? "" : ` for ${subject}`;
  const again = number > 1 ? ` at attempt ${number}` : "";
  return { says: `${event}${about} was answered ${status}${again}.`, entries: [seq], subject };
}
