import { SelectField, TextField } from "../../pages/field.js";
import type { LinkForm } from "../connect-routes.js";
import { HubPage, Panel } from "../frame.js";
import { Code, Copyable } from "../parts.js";
import { hubPath, type View } from "../view.js";

interface LinkProps {
  view: View;
  link: string;
}

function OpenLink({ view: { partner }, params = {} }: { view: View; params?: Partial<LinkForm> }) {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== ""));
  return (
    <a
      class="primary"
      href={`${hubPath(partner.id, "connect/open")}${query.size === 0 ? "" : `?${query}`}`}
      target="_blank"
      data-testid="open-permissions-page"
      rel="noopener"
    >
      Open it as a client
    </a>
  );
}

const signedHint =
  "It is signed, because this partner asks for IO Signature: it opens one visit, and within minutes. Your server signs a new one for each click.";

/** The way in for clients: what a Connect button opens. */
export function ConnectBand({ view, link }: LinkProps) {
  const isSigned = view.partner.settings.io_signature;
  return (
    <div class="connect">
      <span class="connect-text">
        <strong>Your onboarding link</strong>
        {isSigned ? (
          <span class="hint">Only links that your server has signed open the permissions page.</span>
        ) : (
          <Copyable id="onboarding-link" text={link} what="the link" testId="onboarding-link" />
        )}
      </span>
      <span class="buttons">
        <a class="secondary" href={hubPath(view.partner.id, "connect")} data-testid="make-link">
          Make a link
        </a>
        <OpenLink view={view} />
      </span>
    </div>
  );
}

const plans = ["regular", "premium", "basic"].map((value) => ({ value, label: value }));
const unset = { value: "", label: "Not set" };

function LinkFields({ params }: { params: LinkForm }) {
  const text = (name: keyof LinkForm, label: string, hint: string) => (
    <TextField
      name={name}
      label={label}
      testId={`link-${name}`}
      value={params[name]}
      hint={hint}
      autocomplete="off"
      required={false}
      refusal={undefined}
    />
  );
  const select = (name: keyof LinkForm, label: string, options: { value: string; label: string }[]) => (
    <SelectField
      name={name}
      label={label}
      testId={`link-${name}`}
      value={params[name]}
      options={[unset, ...options]}
      refusal={undefined}
    />
  );
  return (
    <div class="columns">
      {text(
        "redirect_url",
        "redirect_url",
        "Where the client comes back to, instead of the partner's own URL.",
      )}
      {text("state", "state", "Comes back with the redirect as it is.")}
      {text("name", "name", "Prefills the company's name.")}
      {text("email", "email", "Prefills the e-mail address.")}
      {text("number", "number", "Asks for the permission for this one number.")}
      {text("partner", "partner", "Is kept as the client's partner_payload.")}
      {select("plan_selection", "plan_selection", plans)}
      {select("lang", "lang", [
        { value: "en", label: "en" },
        { value: "de", label: "de" },
        { value: "pt", label: "pt" },
      ])}
      {select("next", "next", [{ value: "login", label: "login: the log-in first" }])}
    </div>
  );
}

/** Fills in a link by hand: the parameters that the permissions page knows, and the address that they make. */
export function ConnectScreen({ view, params, link }: LinkProps & { params: LinkForm }) {
  return (
    <HubPage view={view} tab="channels" title="Make a link" styles={["partner-hub/details.css"]}>
      <div class="heading">
        <a class="back" href={hubPath(view.partner.id, "channels")}>
          Channels
        </a>
        <h1>Make a link</h1>
        <p class="lead">What your Connect button opens, or you send to a client by hand.</p>
      </div>
      <Panel title="The link">
        <Code id="made-link" label="Onboarding link" text={link} testId="made-link" />
        {view.partner.settings.io_signature && <p class="hint">{signedHint}</p>}
        <div class="buttons">
          <OpenLink view={view} params={params} />
        </div>
      </Panel>
      <Panel title="Parameters">
        <form method="get" action={hubPath(view.partner.id, "connect")} novalidate data-testid="link-form">
          <LinkFields params={params} />
          <div class="buttons">
            <button class="secondary" type="submit" data-testid="link-submit">
              Update the link
            </button>
          </div>
        </form>
      </Panel>
    </HubPage>
  );
}
