import { FormError, TextField } from "../../pages/field.js";
import type { Refusal } from "../../pages/forms.js";
import { Brand, Wordmark } from "../../pages/page.js";
import { billingOf, HubPage, Panel } from "../frame.js";
import { hubPath, type View } from "../view.js";

interface ProfileProps {
  view: View;
  refusal?: Refusal | undefined;
}

const fields = ["brand_name", "logo_url", "country"];

const billingHints = {
  direct: "Your clients pay, and must permit you to create API keys for their numbers.",
  partner: "You pay for your clients, and may create API keys for their numbers by default.",
};

function ProfileForm({ view: { partner }, refusal }: ProfileProps) {
  return (
    <form method="post" action={hubPath(partner.id, "profile")} novalidate>
      <FormError refusal={refusal} fields={fields} />
      <TextField
        name="brand_name"
        label="Brand name"
        testId="brand-name"
        value={partner.brandName}
        autocomplete="organization"
        refusal={refusal}
      />
      <TextField
        name="logo_url"
        label="Logo URL"
        testId="logo-url"
        type="url"
        value={partner.logoUrl ?? ""}
        hint="An image, shown at 40 by 40. Empty: the first letter of the name."
        autocomplete="off"
        required={false}
        refusal={refusal}
      />
      <TextField
        name="country"
        label="Country"
        testId="country"
        value={partner.country}
        hint="Two capital letters, such as DE."
        autocomplete="country"
        refusal={refusal}
      />
      <div class="buttons">
        <button class="primary" type="submit" data-testid="save-profile">
          Save
        </button>
      </div>
    </form>
  );
}

/** Who the partner is: what its clients see on the permissions page, and who pays. */
export function ProfileScreen(props: ProfileProps) {
  const { partner } = props.view;
  return (
    <HubPage view={props.view} tab="profile" title="Profile">
      <h1>Profile</h1>
      <div class="columns">
        <Panel title="Brand">
          <ProfileForm {...props} />
        </Panel>
        <div class="stack">
          <Panel title="What your clients see">
            <div class="preview" data-testid="brand-preview">
              <Brand partner={partner} />
              <Wordmark />
            </div>
            <p>
              <a
                href={hubPath(partner.id, "connect/open")}
                target="_blank"
                data-testid="open-permissions-page"
                rel="noopener"
              >
                Open the permissions page
              </a>
            </p>
          </Panel>
          <Panel title="Billing">
            <p data-testid="billing">
              <strong>{billingOf(partner)}</strong>
            </p>
            <p class="hint">
              {billingHints[partner.billing]} It is fixed when a partner is made: for the other mode, use
              another partner.
            </p>
          </Panel>
        </div>
      </div>
    </HubPage>
  );
}
