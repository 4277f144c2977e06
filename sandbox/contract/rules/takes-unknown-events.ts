import { observed } from "../../evidence/evidence.js";
import { judgeEach, type Rule } from "../rule.js";
import { answeredWebhooks } from "../webhook-answers.js";

/** Events that every onboarding has to know. */
const ofAnOnboarding =
  /^(client_created|channel_(created|submitted|ready|running|live|permission_granted|permission_revoked))$/;

export const takesUnknownEvents: Rule = {
  id: "takes-unknown-events",
  title: "Takes events that it does not know",
  why: "There is one webhook URL and no subscription: templates, quality and cancellations arrive there too, and new events with every release of the hub.",
  evidence: observed(
    "the lists of the docs and of clients of different years differ; newer ones have more events",
  ),
  looksFor: "Answers to partner webhooks that are no part of an onboarding; broken by 4xx or 5xx.",
  mend: "Answer 200 to any event name, and leave out what you have no use for.",
  judge: (record) =>
    judgeEach(
      answeredWebhooks(record, "partner").filter(({ event }) => !ofAnOnboarding.test(event)),
      ({ event, subject, status, seq }) =>
        status < 400
          ? undefined
          : { says: `${event} was answered ${status}, as if it were an error.`, entries: [seq], subject },
    ),
};
