import { displayPhoneNumber } from "../../hub/phone.js";
import { CallForm } from "../call-form.js";
import { consoleHref } from "../console-query.js";
import { type HubQuery, hubHref } from "./hub-query.js";
import { type NumberProps, NumberState } from "./number-state.js";

const ratings = ["GREEN", "YELLOW", "RED", "UNKNOWN"];
const limits = ["TIER_0.25K", "TIER_1K", "TIER_10K", "TIER_100K"];

type Place = { partner: string; channel: string };

function CustomerWrites({ place }: { place: Place }) {
  return (
    <details class="edit" id="customer-writes">
      <summary>A customer writes</summary>
      <CallForm call="POST /messages" body={place} done="Received." clears testId="message-form">
        <div class="field">
          <label for="message-from">From</label>
          <input
            id="message-from"
            name="from"
            type="tel"
            placeholder="+4915100000099"
            data-testid="message-from"
          />
        </div>
        <div class="field">
          <label for="message-text">Text</label>
          <textarea id="message-text" name="text" rows={2} required data-testid="message-text"></textarea>
        </div>
        <button type="submit" class="primary-button" data-testid="message-send">
          Send it
        </button>
      </CallForm>
    </details>
  );
}

function Quality({ place }: { place: Place }) {
  return (
    <details class="edit" id="quality">
      <summary>Quality and limit</summary>
      <CallForm call="POST /quality" body={place} done="Meta has changed it." testId="quality-form">
        <div class="field">
          <label for="rating">Quality rating</label>
          <select id="rating" name="rating" data-testid="rating">
            <option value="">as it is</option>
            {ratings.map((rating) => (
              <option value={rating}>{rating}</option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="limit">Messaging limit</label>
          <select id="limit" name="limit" data-testid="limit">
            <option value="">as it is</option>
            {limits.map((limit) => (
              <option value={limit}>{limit}</option>
            ))}
          </select>
        </div>
        <button type="submit" class="primary-button" data-testid="change-quality">
          Change
        </button>
      </CallForm>
    </details>
  );
}

function Incident({ place }: { place: Place }) {
  return (
    <details class="edit" id="incident">
      <summary>Meta warns or bans the account</summary>
      <CallForm call="POST /events" body={place} done="It happened." testId="incident-form">
        <div class="field">
          <label for="incident-event">What happens</label>
          <select id="incident-event" name="event" data-testid="incident-event">
            <option value="account_violation">Warning (account_violation)</option>
            <option value="account_restriction">Ban (account_restriction)</option>
          </select>
        </div>
        <div class="field">
          <label for="violation">Violation</label>
          <input
            id="violation"
            name="violation_type"
            type="text"
            placeholder="SCAM"
            autocomplete="off"
            data-testid="violation"
          />
        </div>
        <button type="submit" class="primary-button" data-testid="incident-do">
          Make it happen
        </button>
      </CallForm>
    </details>
  );
}

function NewName({ place: { partner, channel } }: { place: Place }) {
  return (
    <details class="edit" id="new-name">
      <summary>Ask for another display name</summary>
      <CallForm
        call={`POST /channels/${channel}/display_name`}
        body={{ partner }}
        done="It is under review: approve or decline it above."
        clears
        testId="name-form"
      >
        <div class="field">
          <label for="new-name-text">Display name</label>
          <input
            id="new-name-text"
            name="name"
            type="text"
            required
            autocomplete="off"
            data-testid="new-name"
          />
        </div>
        <button type="submit" class="primary-button" data-testid="ask-name">
          Ask for it
        </button>
      </CallForm>
    </details>
  );
}

/** One number: where it stands, and making things happen to it. */
export function NumberDetail(props: NumberProps & { shown: HubQuery }) {
  const { query, channel, shown } = props;
  const { id, partnerId, phoneName, phoneNumber } = channel;
  const place = { partner: partnerId, channel: id };
  const timeline = { partner: partnerId, subject: id, text: undefined, kinds: [], entry: undefined };
  return (
    <article class="entry-detail">
      <header class="detail-head">
        <h2>{phoneName}</h2>
        <a
          class="close small-button"
          href={hubHref("/_sandbox/hub", query, shown)}
          data-close
          aria-label="Close"
        >
          ✕
        </a>
      </header>
      <p class="quiet when">
        {displayPhoneNumber(phoneNumber)} · {id} · {partnerId}
      </p>
      <p class="actions">
        <a class="small-button" href={consoleHref("/_sandbox", timeline)}>
          Its timeline
        </a>
        <a class="small-button" href={`/partner-hub/${partnerId}/channels/${id}`}>
          In the Partner Hub
        </a>
      </p>
      <div class="progress" data-part={`/_sandbox/hub/parts/numbers/${partnerId}/${id}/state`}>
        <NumberState {...props} />
      </div>
      <div class="more-actions">
        <CustomerWrites place={place} />
        <Quality place={place} />
        <Incident place={place} />
        <NewName place={place} />
      </div>
    </article>
  );
}

/** Where a number would be that is not there. */
export const NoNumber = ({ id }: { id: string }) => (
  <p class="error">There is no number {id}. A reset may have taken it away.</p>
);
