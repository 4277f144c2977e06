import { documented } from "../../evidence/evidence.js";
import { judgeEach, type Rule } from "../rule.js";
import { answeredWebhooks, refusal } from "../webhook-answers.js";

export const answersMessagingWebhooks: Rule = {
  id: "answers-messaging-webhooks",
  title: "Answers every messaging webhook with 200",
  why: "Only 200 counts as received. Anything else is tried again for seven days, and a customer waits meanwhile.",
  evidence: documented("receiving messages via webhook: HTTPS 200"),
  looksFor: "Each messaging webhook that the app answered; broken by an answer other than 200.",
  mend: "Answer exactly 200 as soon as the message is stored, whatever your own work then makes of it.",
  isGeneral: true,
  judge: (record) =>
    judgeEach(answeredWebhooks(record, "messaging"), (attempt) =>
      attempt.status === 200 ? undefined : refusal(attempt),
    ),
};
