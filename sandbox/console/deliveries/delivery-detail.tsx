import type { Attempt, Delivery } from "../../webhooks/delivery.js";
import { CallButton, CallForm } from "../call-form.js";
import { CodeBlock, readable } from "../code-block.js";
import { type ConsoleQuery, consoleHref, partnerHref } from "../console-query.js";
import { fromNow, momentOf } from "../moments.js";
import type { ConsoleRooms } from "../rooms.js";
import { stateWords } from "./delivery-words.js";

interface DeliveryDetailProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
  delivery: Delivery;
}

function AttemptItem({ attempt }: { attempt: Attempt }) {
  const { number, at, url, status, error, answer, tookMs } = attempt;
  return (
    <li>
      <p>
        <strong>{number}.</strong> {momentOf(at)}{" "}
        <span class={`result-of ${error === null ? "good" : "bad"}`}>{status ?? "no answer"}</span>{" "}
        <span class="quiet">after {tookMs} ms</span>
      </p>
      <p class="address">
        <code>{url}</code>
      </p>
      {error !== null && <p class="quiet">{error}</p>}
      {answer !== "" && (
        <details id={`answer-${number}`}>
          <summary>Answer</summary>
          <CodeBlock name="the answer" text={readable(answer)} />
        </details>
      )}
    </li>
  );
}

function SendEdited({ delivery }: { delivery: Delivery }) {
  return (
    <details class="edit" id="send-edited">
      <summary data-testid="open-edit">Send it edited</summary>
      <CallForm
        call={`POST /deliveries/${delivery.id}/send_edited`}
        done="Sent once. The timeline marks it as edited."
        testId="edit-form"
      >
        <div class="field">
          <label for="edit-body">Body</label>
          <textarea id="edit-body" name="body" rows={12} spellcheck={false} data-testid="edit-body">
            {readable(delivery.body)}
          </textarea>
        </div>
        <div class="field">
          <label for="edit-headers">
            Headers <span class="hint">a JSON object; null takes one away</span>
          </label>
          <textarea
            id="edit-headers"
            name="headers"
            rows={3}
            spellcheck={false}
            placeholder='{"x-360dialog-signature": "0000"}'
            data-json
            data-testid="edit-headers"
          ></textarea>
        </div>
        <p class="hint">
          It is signed anew over the text as it stands here, unless the headers bring a signature. The
          delivery itself stays as it is, and nothing is tried again.
        </p>
        <button type="submit" class="primary-button" data-testid="send-edited">
          Send once
        </button>
      </CallForm>
    </details>
  );
}

/** How far a delivery is: its state, when it is tried next, and each attempt so far. */
export function DeliveryProgress({ rooms, query, delivery }: DeliveryDetailProps) {
  const { id, partnerId, nextAt, cause } = delivery;
  const { says, tone } = stateWords(delivery);
  const attempts = rooms.outbox.attempts(id);
  return (
    <>
      <p>
        <span class={`result-of ${tone}`} data-testid="delivery-state">
          {says}
        </span>
        {nextAt !== null && (
          <span data-testid="next-try">
            {" "}
            at {momentOf(nextAt)}, <strong>{fromNow(nextAt, rooms.clock.now(partnerId))}</strong>
          </span>
        )}
      </p>
      <div class="actions">
        <CallButton call={`POST /deliveries/${id}/resend`} done="On its way again." testId="resend">
          {nextAt === null ? "Send again" : "Try now"}
        </CallButton>
        {cause !== null && (
          <a class="small-button" href={consoleHref("/_sandbox", { ...query, kinds: [], entry: cause })}>
            In the timeline
          </a>
        )}
      </div>
      <h3>{attempts.length === 0 ? "No attempt yet" : "Attempts"}</h3>
      <ol class="attempts" data-testid="attempts">
        {attempts.map((attempt) => (
          <AttemptItem attempt={attempt} />
        ))}
      </ol>
    </>
  );
}

/** One delivery: what was sent, each attempt, and sending it again, as it was or edited. */
export function DeliveryDetail(props: DeliveryDetailProps) {
  const { query, delivery } = props;
  const { id, event, subject, partnerId, createdAt } = delivery;
  return (
    <article class="entry-detail">
      <header class="detail-head">
        <h2>
          <code>{event}</code>
        </h2>
        <a
          class="close small-button"
          href={partnerHref("/_sandbox/deliveries", query)}
          data-close
          aria-label="Close"
        >
          ✕
        </a>
      </header>
      <p class="quiet when">
        {id} · {subject} · {partnerId} · made {momentOf(createdAt)}
      </p>
      <div class="progress" data-part={partnerHref(`/_sandbox/parts/deliveries/${id}/progress`, query)}>
        <DeliveryProgress {...props} />
      </div>
      <h3>Body</h3>
      <CodeBlock name="the body" text={readable(delivery.body)} testId="delivery-body" />
      <SendEdited delivery={delivery} />
    </article>
  );
}
