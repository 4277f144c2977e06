import { observed } from "../../evidence/evidence.js";
import { judgeEach, type Rule } from "../rule.js";
import { type Answered, answeredWebhooks } from "../webhook-answers.js";

/** What the delivery had to show for itself. */
function carried({ headers, url }: Answered): string {
  if (headers.authorization !== undefined)
    return "its Authorization header is not the one that the app wants";
  return url.includes("?")
    ? "it carried no Authorization header, and the secret in its URL is not the one that the app wants"
    : "it carried no Authorization header, and the webhook's URL has no secret";
}

export const opensMessagingWebhook: Rule = {
  id: "opens-messaging-webhook",
  title: "Lets in the messages that it asked for",
  why: "Setting a messaging webhook replaces its headers too. A URL without them makes the app refuse its own customers' messages: it looks like a dead bot.",
  evidence: observed("one app lost its headers so, and an evening (2026-08)"),
  looksFor: "Messaging webhooks that the app answered; broken by 401 or 403.",
  mend: "Send the headers (or the secret in the URL) with every POST /v1/configs/webhook, and check for exactly these.",
  judge: (record) =>
    judgeEach(answeredWebhooks(record, "messaging"), (attempt) => {
      const { event, subject, status, seq } = attempt;
      if (status !== 401 && status !== 403) return undefined;
      return {
        says: `Your app answered ${status} to ${event} for ${subject ?? "a number"}: ${carried(attempt)}.`,
        entries: [seq],
        subject,
      };
    }),
};
