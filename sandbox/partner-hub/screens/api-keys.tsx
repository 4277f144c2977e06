import type { PartnerKey } from "../../hub/partner-keys.js";
import { FormError, TextField } from "../../pages/field.js";
import type { Refusal } from "../../pages/forms.js";
import { HubPage, Panel } from "../frame.js";
import { NewSecret, Sure } from "../parts.js";
import { hubPath, masked, readableTime, type View } from "../view.js";

interface ApiKeysProps {
  view: View;
  keys: readonly PartnerKey[];
  refusal?: Refusal | undefined;
}

function KeyRow({ view: { partner }, name, apiKey, createdAt }: PartnerKey & { view: View }) {
  return (
    <tr data-testid={`partner-key-${name}`}>
      <th scope="row">{name}</th>
      <td data-label="Key">
        <code>{masked(apiKey)}</code>
      </td>
      <td data-label="Created">{createdAt === null ? "unknown" : readableTime(createdAt)}</td>
      <td>
        <Sure
          action={hubPath(partner.id, "api-keys/delete")}
          ask="Delete…"
          confirm={`Delete ${name}`}
          testId={`delete-key-${name}`}
          fields={{ name }}
        >
          Whatever uses this key is refused from then on. It does not come back.
        </Sure>
      </td>
    </tr>
  );
}

function KeyTable({ view, keys }: ApiKeysProps) {
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Key</th>
          <th scope="col">Created</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.name} view={view} {...key} />
        ))}
      </tbody>
    </table>
  );
}

/** The partner's own keys for the Partner API. Documented: made here by hand, each with a name, each deleted alone. */
export function ApiKeysScreen({ view, keys, refusal }: ApiKeysProps) {
  const { partner, secret } = view;
  return (
    <HubPage view={view} tab="api-keys" title="API Keys" styles={["partner-hub/details.css"]}>
      <div class="heading">
        <h1>API Keys</h1>
        <p class="lead">
          For your app's calls of the Partner API, in the header <code>X-API-Key</code>.
        </p>
      </div>
      {secret?.of === "partner-key" && <NewSecret secret={secret} title="The new API key" />}
      <section class="panel" aria-label="API keys">
        {keys.length === 0 ? (
          <p class="empty" data-testid="no-keys">
            There is no key: your app can only use an access token.
          </p>
        ) : (
          <KeyTable view={view} keys={keys} />
        )}
      </section>
      <Panel
        title="New API key"
        lead="The real Partner Hub asks for a one-time password here; the sandbox does not."
      >
        <form class="one-line" method="post" action={hubPath(partner.id, "api-keys")} novalidate>
          <FormError refusal={refusal} fields={["name"]} />
          <TextField
            name="name"
            label="Name"
            testId="key-name"
            hint="What will use it, for instance production or ci."
            autocomplete="off"
            refusal={refusal}
          />
          <button class="primary" type="submit" data-testid="create-key">
            Create API key
          </button>
        </form>
      </Panel>
    </HubPage>
  );
}
