import type { Delivery } from "../webhooks/delivery.js";
import { stoppedResult } from "../webhooks/post.js";
import { sentAndAnswered, webhookRequest } from "../webhooks/request.js";
import type { ResolveTarget } from "../webhooks/sender.js";
import type { HubContext } from "./context.js";
import { invalid } from "./errors.js";
import { requireHeaders } from "./partner.js";

/** What is to be other than in the delivery. */
export interface DeliveryEdit {
  /** The text to send; it is signed like any other, unless `headers` bring a signature. */
  body?: string | undefined;
  /** Headers to add or replace, by name; `null` takes one away. */
  headers?: Readonly<Record<string, string | null>> | undefined;
}

/** Sends deliveries once with another body or other headers, to see what an app makes of them. */
export interface EditedDeliveries {
  /**
   * Posts it now, beside the outbox: the delivery itself stays as it is, and nothing is tried again.
   *
   * @returns the number of the journal entry that tells how it went; its data says `edited: true`.
   * @throws HubError `invalid` when there is no URL to send it to, or a header cannot be sent.
   */
  send(delivery: Delivery, edit: DeliveryEdit): Promise<number>;
}

function editedHeaders(
  headers: Readonly<Record<string, string>>,
  edits: NonNullable<DeliveryEdit["headers"]>,
): Record<string, string> {
  const lower = Object.entries(edits).map(([name, value]) => [name.toLowerCase(), value] as const);
  const changed = new Map<string, string | null>([
    ...Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const),
    ...lower,
  ]);
  return Object.fromEntries([...changed].flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

export function createEditedDeliveries(
  { store, journal, poster }: HubContext,
  resolve: ResolveTarget,
): EditedDeliveries {
  return {
    async send(delivery, { body = delivery.body, headers = {} }) {
      const target = resolve(delivery);
      if ("reason" in target) throw invalid(`It cannot be sent: ${target.reason}`);
      const sent = webhookRequest({ ...delivery, body }, target);
      sent.headers = requireHeaders(editedHeaders(sent.headers, headers), "headers");
      const { id, partnerId, subject, event, route, cause, attempts } = delivery;
      const result = (await poster.post(sent)) ?? stoppedResult;
      const isReceived = result.status !== null && target.accepts(result.status);
      const error = isReceived ? null : (result.error ?? `The receiver answered ${result.status}.`);
      return store.transaction(() =>
        journal.record({
          partner: partnerId,
          subject,
          kind: "attempt",
          summary: `${event} → ${result.status ?? error} (edited)`,
          cause,
          data: {
            delivery: id,
            route,
            event,
            attempt: attempts,
            edited: true,
            body,
            ...sentAndAnswered(sent, result),
            error,
            outcome: isReceived ? "delivered" : "dead",
            nextAt: null,
          },
        }),
      );
    },
  };
}
