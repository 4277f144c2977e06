import type { Partner } from "../../hub/partner.js";
import type { Refusal } from "../../pages/forms.js";
import { LogInForm } from "../../pages/log-in-form.js";
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
      <LogInForm action={`${hubPath(partner)}/log-in${query}`} texts={t.logIn} refusal={refusal} />
      <p class="small">{t.logIn.noAccount(partner.brandName)}</p>
    </HubPage>
  );
}
