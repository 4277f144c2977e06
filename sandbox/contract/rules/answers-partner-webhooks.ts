import { observed } from "../../evidence/evidence.js";
import { judgeEach, type Rule } from "../rule.js";
import { answeredWebhooks, refusal } from "../webhook-answers.js";

export const answersPartnerWebhooks: Rule = {
  id: "answers-partner-webhooks",
  title: "Answers every partner webhook with 2xx",
  why: "An event that is not taken is sent again, later and later, and holds up the events of its number behind it.",
  evidence: observed("receivers in production answer 200 always; what else the real hub takes is unknown"),
  looksFor: "Each partner webhook that the app answered; broken by an answer other than 2xx.",
  mend: "Store the event, answer 200, and do the work afterwards. Keep the error in your own log.",
  isGeneral: true,
  judge: (record) =>
    judgeEach(answeredWebhooks(record, "partner"), (attempt) =>
      attempt.status >= 200 && attempt.status < 300 ? undefined : refusal(attempt),
    ),
};
