import type { Partner } from "../../hub/partner.js";
import { CallButton, CallForm } from "../call-form.js";
import type { ConsoleQuery } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { Secret } from "../secret.js";
import { shownPartners } from "../shown-partners.js";

interface PartnersProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
}

const hidden = "••••••••";

function Address({ name, url }: { name: string; url: string | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{url === null ? <span class="quiet">not set</span> : <code>{url}</code>}</dd>
    </div>
  );
}

function Credentials({ partner: { id, username, platformSecret } }: { partner: Partner }) {
  return (
    <details class="edit" id={`credentials-${id}`}>
      <summary>Credentials</summary>
      <dl class="facts">
        <div>
          <dt>API key</dt>
          <dd>
            <Secret partner={id} field="apiKey" name={`the API key of ${id}`} masked={hidden} />
          </dd>
        </div>
        <div>
          <dt>Log-in</dt>
          <dd>
            {username} <Secret partner={id} field="password" name={`the password of ${id}`} masked={hidden} />
          </dd>
        </div>
        <div>
          <dt>Platform secret</dt>
          <dd>
            {platformSecret === null ? (
              <span class="quiet">none</span>
            ) : (
              <Secret
                partner={id}
                field="platformSecret"
                name={`the platform secret of ${id}`}
                masked={hidden}
              />
            )}
          </dd>
        </div>
      </dl>
    </details>
  );
}

function PartnerCard({ rooms, partner, isOpen }: { rooms: ConsoleRooms; partner: Partner; isOpen: boolean }) {
  const { id, brandName, billing, webhookUrl, redirectUrl } = partner;
  const clients = rooms.hub.clients.list(id, { limit: 1 }).total;
  const numbers = rooms.hub.channels.list(id, { limit: 1 }).total;
  return (
    <details class="panel partner-card" id={`partner-${id}`} open={isOpen} data-testid={`partner-${id}`}>
      <summary>
        <strong>{brandName}</strong>{" "}
        <span class="quiet">
          {id} · {billing === "direct" ? "Direct Payment" : "Partner Payment"} ·{" "}
          {numbers === 1 ? "1 number" : `${numbers} numbers`}
        </span>
      </summary>
      <div class="actions">
        <a
          class="primary-button"
          href={`/_sandbox/hub/visit/${id}`}
          target="_blank"
          data-testid={`visit-${id}`}
          rel="noopener"
        >
          Open its permissions page
        </a>
        <a class="small-button" href={`/partner-hub/${id}/settings`}>
          Settings
        </a>
        <a class="small-button" href={`/partner-hub/${id}/channels`}>
          Partner Hub
        </a>
        <CallButton
          call={`DELETE /partners/${id}`}
          confirm={`${brandName} (${id}) goes with everything it has: ${clients} clients, ${numbers} numbers, its credentials, settings and timeline.`}
          confirmVerb="Remove the partner"
          goTo="/_sandbox/hub"
          isGrave
          testId={`remove-${id}`}
        >
          Remove …
        </CallButton>
      </div>
      <dl class="facts">
        <Address name="Webhooks go to" url={webhookUrl} />
        <Address name="Clients return to" url={redirectUrl} />
      </dl>
      <Credentials partner={partner} />
    </details>
  );
}

/** The chosen partner, or all of them, folded. */
export function PartnerCards({ rooms, query }: PartnersProps) {
  const partners = shownPartners(rooms.hub, query.partner).map((id) => rooms.hub.partners.get(id));
  const total = rooms.hub.partners.list().length;
  return (
    <div class="partner-cards">
      {query.partner === undefined && total > partners.length && (
        <p class="quiet all-columns">
          The newest {partners.length} of {total} partners. Choose another one above.
        </p>
      )}
      {partners.map((partner) => (
        <PartnerCard rooms={rooms} partner={partner} isOpen={query.partner !== undefined} />
      ))}
    </div>
  );
}

/** Makes a fresh tenant. */
export function NewPartner() {
  return (
    <details class="panel partner-card edit" id="new-partner">
      <summary data-testid="new-partner">New partner</summary>
      <CallForm
        call="POST /partners"
        done="The partner is there: choose it above."
        clears
        goTo="/_sandbox/hub"
        testId="partner-form"
      >
        <div class="field">
          <label for="partner-brand">Brand name</label>
          <input
            id="partner-brand"
            name="brand_name"
            type="text"
            required
            autocomplete="off"
            data-testid="partner-brand"
          />
        </div>
        <div class="field">
          <label for="partner-billing">Billing</label>
          <select id="partner-billing" name="billing" data-testid="partner-billing">
            <option value="direct">Direct Payment: the client pays and decides what it shares</option>
            <option value="partner">Partner Payment: the partner pays, and every number is shared</option>
          </select>
        </div>
        <div class="field">
          <label for="partner-id">
            Id <span class="quiet">(optional)</span>
          </label>
          <p class="hint" id="partner-id-hint">
            Six letters or digits and PA; left out, it is drawn.
          </p>
          <input
            id="partner-id"
            name="id"
            type="text"
            autocomplete="off"
            aria-describedby="partner-id-hint"
            data-testid="partner-id"
          />
        </div>
        <div class="field">
          <label for="partner-webhook">
            Webhook URL <span class="quiet">(optional)</span>
          </label>
          <input id="partner-webhook" name="webhook_url" type="url" data-testid="partner-webhook" />
        </div>
        <div class="field">
          <label for="partner-redirect">
            Redirect URL <span class="quiet">(optional)</span>
          </label>
          <input
            id="partner-redirect"
            name="partner_redirect_url"
            type="url"
            data-testid="partner-redirect"
          />
        </div>
        <button type="submit" class="primary-button" data-testid="partner-create">
          Create
        </button>
      </CallForm>
    </details>
  );
}
