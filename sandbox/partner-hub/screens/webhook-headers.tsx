import type { Partner } from "../../hub/partner.js";
import { maskHeaders } from "../../journal/mask.js";
import { ErrorText, TextField } from "../../pages/field.js";
import type { Refusal } from "../../pages/forms.js";
import { hubPath } from "../view.js";

/** Documented: a partner can have headers of its own sent along, for its firewalls and gateways. */
export function WebhookHeaders({ partner, refusal }: { partner: Partner; refusal: Refusal | undefined }) {
  const path = hubPath(partner.id, "integration/headers");
  // Shown as the journal has them: a credential is no less one for being the app's own.
  const shown = maskHeaders(Object.entries(partner.webhookHeaders));
  return (
    <div class="stack" id="headers">
      <h3>Custom headers</h3>
      {Object.keys(partner.webhookHeaders).length === 0 ? (
        <p class="hint">None. They go with every webhook, for instance Authorization or X-Partner-Auth.</p>
      ) : (
        <ul class="plain">
          {Object.keys(partner.webhookHeaders).map((name) => (
            <li key={name} class="row" data-testid={`header-${name}`}>
              <code>
                {name}: {shown[name.toLowerCase()]}
              </code>
              <form method="post" action={`${path}/remove`}>
                <input type="hidden" name="name" value={name} />
                <button
                  class="link"
                  type="submit"
                  aria-label={`Remove ${name}`}
                  data-testid={`remove-header-${name}`}
                >
                  Remove
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form class="header-form" method="post" action={path} novalidate>
        {refusal?.field === "webhook_headers" && <ErrorText message={refusal.message} />}
        <TextField name="name" label="Header" testId="header-name" autocomplete="off" refusal={refusal} />
        <TextField
          name="secret_value"
          label="Value"
          testId="header-value"
          autocomplete="off"
          refusal={refusal}
        />
        <button class="secondary" type="submit" data-testid="add-header">
          Set header
        </button>
      </form>
    </div>
  );
}
