import { FormError, TextField } from "../../pages/field.js";
import { VisitPage } from "../components/visit-page.js";
import type { View } from "../view.js";

function AccountFields({ view: { t, visit, refusal } }: { view: View }) {
  const { account } = t;
  const { name, email } = visit.params;
  return (
    <>
      <TextField
        name="name"
        label={account.name}
        testId="name"
        value={name}
        autocomplete="organization"
        autofocus={name === undefined}
        refusal={refusal}
      />
      <TextField
        name="email"
        label={account.email}
        testId="email"
        type="email"
        value={email}
        hint={account.emailHint}
        autocomplete="email"
        autofocus={name !== undefined && email === undefined}
        refusal={refusal}
      />
      <TextField
        name="password"
        label={account.password}
        testId="password"
        type="password"
        hint={account.passwordHint}
        autocomplete="new-password"
        autofocus={name !== undefined && email !== undefined}
        refusal={refusal}
      />
    </>
  );
}

/** The first screen of a new client. Documented: a link to the terms, no tick box. */
export function SignUpScreen({ view }: { view: View }) {
  const { t, partner, path, language, refusal } = view;
  const { account } = t;
  return (
    <VisitPage view={view} title={account.signUpTitle} lead={account.signUpLead(partner.brandName)}>
      <form method="post" action={`${path}/sign-up`} novalidate data-testid="sign-up-form">
        <FormError refusal={refusal} fields={["name", "email", "password"]} />
        <AccountFields view={view} />
        <button class="primary" type="submit" data-testid="submit">
          {account.signUp}
        </button>
        <p class="small">
          {account.termsBefore}
          <a href={`/onboarding/${partner.id}/terms?lang=${language}`} target="terms">
            {account.termsLink}
          </a>
          {account.termsAfter}
        </p>
      </form>
      <form class="switch" method="post" action={`${path}/use-log-in`}>
        {account.haveAccount}{" "}
        <button class="link" type="submit" data-testid="switch-to-log-in">
          {account.toLogIn}
        </button>
      </form>
    </VisitPage>
  );
}
