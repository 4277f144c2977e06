import { documented } from "../../evidence/evidence.js";
import { judgeEach, type Rule } from "../rule.js";
import { answeredWebhooks } from "../webhook-answers.js";

const header = "x-360dialog-signature";

export const acceptsGoodSignatures: Rule = {
  id: "accepts-good-signatures",
  title: "Accepts webhooks that are rightly signed",
  why: "A check that is wrong by a byte refuses every event, and no number ever comes to life.",
  evidence: documented("signature validation: HMAC-SHA256 over the raw body with the platform secret"),
  looksFor: `Partner webhooks with a right ${header}; broken by 401 or 403.`,
  mend: "Compute the HMAC-SHA256 over the raw bytes, not over JSON that was parsed and written again, and compare bare lower-case hex. Check that the app has the partner's present platform secret.",
  judge: (record) =>
    judgeEach(
      answeredWebhooks(record, "partner").filter(({ headers }) => headers[header] !== undefined),
      ({ event, subject, status, seq }) =>
        status === 401 || status === 403
          ? { says: `${event} was rightly signed, and was answered ${status}.`, entries: [seq], subject }
          : undefined,
    ),
};
