import type { Partner } from "../../hub/partner.js";
import type { UrlTest } from "../../hub/url-tests.js";
import { TextField } from "../../pages/field.js";
import type { Refusal } from "../../pages/forms.js";
import { HubPage, Panel } from "../frame.js";
import { Copyable, NewSecret, Sure } from "../parts.js";
import { settingFacts } from "../settings/controls.js";
import { SettingFields, type SettingsRefusal } from "../settings/fields.js";
import { hubPath, masked, type View } from "../view.js";
import { UrlTestResult } from "./url-test.js";
import { WebhookHeaders } from "./webhook-headers.js";

export interface IntegrationProps {
  view: View;
  test: UrlTest | undefined;
  refusal?: Refusal | undefined;
  settingsRefusal?: SettingsRefusal | undefined;
}

interface UrlFormProps extends IntegrationProps {
  of: UrlTest["of"];
  name: string;
  label: string;
  hint: string;
  value: string | null;
}

function UrlForm({ view: { partner }, of, name, label, hint, value, test, refusal }: UrlFormProps) {
  const path = hubPath(partner.id, `integration/${of}-url`);
  return (
    <>
      <form method="post" action={path} novalidate>
        <TextField
          name={name}
          label={label}
          testId={`${of}-url`}
          type="url"
          value={value ?? ""}
          hint={hint}
          autocomplete="off"
          required={false}
          refusal={refusal}
        />
        <div class="buttons">
          <button class="primary" type="submit" data-testid={`save-${of}-url`}>
            Save
          </button>
          <button
            class="secondary"
            type="submit"
            formaction={`${path}/test`}
            disabled={value === null}
            data-testid={`test-${of}-url`}
          >
            Test the saved URL
          </button>
        </div>
      </form>
      {test?.of === of && <UrlTestResult test={test} />}
    </>
  );
}

function RedirectUrl(props: IntegrationProps) {
  const { redirectUrl } = props.view.partner;
  return (
    <Panel title="Redirect URL (Integrated Onboarding)" id="redirect">
      <UrlForm
        {...props}
        of="redirect"
        name="partner_redirect_url"
        label="Redirect URL"
        hint="Where clients come back to with client and channels, unless a link names its own. Empty: none. The test gets it from here, without these parameters."
        value={redirectUrl}
      />
      {redirectUrl !== null && (
        <p class="small">
          <a href={redirectUrl} target="_blank" rel="noreferrer">
            Open it in a tab, as a client's browser would
          </a>
        </p>
      )}
    </Panel>
  );
}

function PartnerWebhook(props: IntegrationProps) {
  const { view, refusal } = props;
  return (
    <Panel title="Partner webhook" id="webhook">
      <UrlForm
        {...props}
        of="webhook"
        name="webhook_url"
        label="Webhook URL"
        hint={`All events of your clients and their numbers go there. Empty: nowhere. The test posts one event, ${view.partner.settings.webhook_test_event}, signed and with your headers, and does not try again.`}
        value={view.partner.webhookUrl}
      />
      <WebhookHeaders partner={view.partner} refusal={refusal} />
    </Panel>
  );
}

function PlatformSecret({ view: { partner, secret } }: { view: View }) {
  const { platformSecret } = partner;
  const action = hubPath(partner.id, "integration/platform-secret");
  return (
    <Panel
      title="Platform secret"
      id="platform-secret"
      lead="It signs your webhooks (x-360dialog-signature) and your links (IO Signature)."
    >
      {secret?.of === "platform-secret" && (
        <NewSecret secret={secret} title="The new platform secret">
          Your app needs it to check signatures.
        </NewSecret>
      )}
      {platformSecret === null ? (
        <form method="post" action={action}>
          <p data-testid="platform-secret">None: webhooks go out unsigned.</p>
          <button class="primary" type="submit" data-testid="generate-secret">
            Generate platform secret
          </button>
        </form>
      ) : (
        <>
          <p>
            <code data-testid="platform-secret">{masked(platformSecret)}</code>
          </p>
          <Sure action={action} ask="Rotate platform secret…" confirm="Rotate it now" testId="rotate-secret">
            Every webhook from now on is signed with the new secret, further attempts of earlier events too.
            Until your app knows it, signatures will look wrong to it, and links that it signs are refused.
          </Sure>
        </>
      )}
    </Panel>
  );
}

const switchNames = /^(io_|bearer_|signature_|messaging_signature)/;
const switches = settingFacts.filter(({ name }) => switchNames.test(name));

function Switches({ view: { partner }, settingsRefusal }: IntegrationProps) {
  return (
    <Panel title="Signatures and access" id="switches">
      <form method="post" action={hubPath(partner.id, "integration/switches")} novalidate>
        <SettingFields facts={switches} settings={partner.settings} refusal={settingsRefusal} />
        <div class="buttons">
          <button class="primary" type="submit" data-testid="save-switches">
            Save
          </button>
        </div>
      </form>
    </Panel>
  );
}

function PartnerId({ partner }: { partner: Partner }) {
  return (
    <Panel title="Partner ID">
      <p>
        <Copyable id="partner-id" text={partner.id} what="the partner id" testId="partner-id" />
      </p>
      <p class="hint">For the Connect button, the onboarding link, and every path of the Partner API.</p>
    </Panel>
  );
}

/** How the partner's app and the hub reach each other. */
export function IntegrationScreen(props: IntegrationProps) {
  const { view } = props;
  return (
    <HubPage
      view={view}
      tab="integration"
      title="Integration"
      styles={["partner-hub/details.css", "partner-hub/integration.css"]}
    >
      <h1>Integration</h1>
      <div class="columns">
        <div class="stack">
          <PartnerId partner={view.partner} />
          <RedirectUrl {...props} />
          <PlatformSecret view={view} />
        </div>
        <PartnerWebhook {...props} />
      </div>
      <Switches {...props} />
    </HubPage>
  );
}
