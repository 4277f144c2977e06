import type { Partner } from "../../hub/partner.js";
import { FormError, TextField } from "../../pages/field.js";
import type { Refusal } from "../../pages/forms.js";
import { hubPath, type View } from "../view.js";
import { HubPage } from "./hub-page.js";

interface LogInProps {
  view: View;
  partner: Partner;
  refusal: Refusal | undefined;
}

/** The client's own e-mail and password, as it chose them on the permissions page. */
export function LogInPage({ view, partner, refusal }: LogInProps) {
  const { t, query } = view;
  return (
    <HubPage view={view} title={t.logIn.title} partner={partner}>
      <h1>{t.logIn.title}</h1>
      <p class="lead">{t.logIn.lead(partner.brandName)}</p>
      <form method="post" action={`${hubPath(partner)}/log-in${query}`} novalidate data-testid="log-in-form">
        <FormError refusal={refusal} fields={["email", "password"]} />
        <TextField
          name="email"
          label={t.logIn.email}
          testId="email"
          type="email"
          autocomplete="username"
          autofocus
          refusal={refusal}
        />
        <TextField
          name="password"
          label={t.logIn.password}
          testId="password"
          type="password"
          autocomplete="current-password"
          refusal={refusal}
        />
        <button class="primary" type="submit" data-testid="submit">
          {t.logIn.submit}
        </button>
      </form>
      <p class="small">{t.logIn.noAccount(partner.brandName)}</p>
    </HubPage>
  );
}
