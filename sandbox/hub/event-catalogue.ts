import { documented, type Evidence, inferred, invented, observed } from "../evidence/evidence.js";

/** One webhook event: when it is sent, and how sure we are of it and of its body. */
export interface EventFact {
  /** What happens in the hub; also what `trigger` makes happen. */
  cause: string;
  evidence: Evidence;
  /** How sure we are of the shape of `data`. */
  body: Evidence;
}

const channelObject = observed("channel object of the .NET client, a Go client and a FastAPI app");
const older = documented("older copy of the event page");

/** Every event that the sandbox sends, in the order of a number's life (facts of the webhooks, section 2.2). */
export const eventCatalogue = {
  client_created: {
    cause: "a client signs up",
    evidence: documented("event page"),
    body: observed("a FastAPI app reads data.client"),
  },
  channel_created: { cause: "a number is added", evidence: documented("event page"), body: channelObject },
  channel_submitted: {
    cause: "a number is handed to Meta (older flows)",
    evidence: older,
    body: channelObject,
  },
  channel_ready: {
    cause: "a number is ready to be registered",
    evidence: documented("event page"),
    body: channelObject,
  },
  channel_running: { cause: "a number runs", evidence: documented("event page"), body: channelObject },
  channel_live: { cause: "a number goes live", evidence: documented("event page"), body: channelObject },
  channel_permission_granted: {
    cause: "the client permits API keys",
    evidence: observed("a FastAPI app and a Next.js project act on it"),
    body: channelObject,
  },
  channel_permission_revoked: {
    cause: "the client takes the permission back (off unless the partner's setting asks for it)",
    evidence: invented("plausible; no source names it"),
    body: invented("the channel object, like its counterpart"),
  },
  cancellation_request: {
    cause: "a cancellation is requested",
    evidence: observed(".NET client"),
    body: observed(".NET client"),
  },
  cancellation_revoke: {
    cause: "the request is withdrawn",
    evidence: observed(".NET client"),
    body: observed(".NET client"),
  },
  cancellation_processed: {
    cause: "the cancellation takes effect",
    evidence: observed(".NET client"),
    body: observed(".NET client"),
  },
  account_violation: {
    cause: "Meta finds a violation",
    evidence: older,
    body: inferred("the docs name phone_number and violation_type, not their place"),
  },
  account_restriction: {
    cause: "Meta restricts the account",
    evidence: older,
    body: inferred("the docs name phone_number and violation_type, not their place"),
  },
  phone_number_quality_changed: {
    cause: "quality rating or messaging limit changes",
    evidence: observed("two clients handle it"),
    body: inferred("data.id is the channel's; the rest is unknown"),
  },
  waba_template_status_changed: {
    cause: "a template's review ends",
    evidence: documented("api-reference/webhook-management"),
    body: observed("test body of a Go client"),
  },
  waba_template_category_changed: {
    cause: "Meta moves a template to another category",
    evidence: observed("a chatbot platform"),
    body: observed("a chatbot platform"),
  },
  template_messaging_enabled: {
    cause: "template messaging is switched on",
    evidence: documented("api-reference/webhooks"),
    body: inferred("the channel object is likely"),
  },
  template_messaging_disabled: {
    cause: "template messaging is switched off",
    evidence: documented("api-reference/webhooks"),
    body: inferred("the channel object is likely"),
  },
} satisfies Record<string, EventFact>;

export type EventName = keyof typeof eventCatalogue;

/** All names, in the catalogue's order. */
export const eventNames = Object.keys(eventCatalogue).filter(
  (name): name is EventName => name in eventCatalogue,
);
