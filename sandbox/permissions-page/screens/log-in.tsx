import { FormError, TextField } from "../../pages/field.js";
import { VisitPage } from "../components/visit-page.js";
import type { View } from "../view.js";

/** The first screen of a client that has an account: by its choice, or because the link says `next=login`. */
export function LogInScreen({ view }: { view: View }) {
  const { t, partner, path, visit, refusal } = view;
  const { account } = t;
  const { email } = visit.params;
  return (
    <VisitPage view={view} title={account.logInTitle} lead={account.logInLead(partner.brandName)}>
      <form method="post" action={`${path}/log-in`} novalidate data-testid="log-in-form">
        <FormError refusal={refusal} fields={["email", "password"]} />
        <TextField
          name="email"
          label={account.email}
          testId="email"
          type="email"
          value={email}
          autocomplete="username"
          autofocus={email === undefined}
          refusal={refusal}
        />
        <TextField
          name="password"
          label={account.password}
          testId="password"
          type="password"
          autocomplete="current-password"
          autofocus={email !== undefined}
          refusal={refusal}
        />
        <button class="primary" type="submit" data-testid="submit">
          {account.logIn}
        </button>
      </form>
      <form class="switch" method="post" action={`${path}/use-sign-up`}>
        {account.noAccount}{" "}
        <button class="link" type="submit" data-testid="switch-to-sign-up">
          {account.toSignUp}
        </button>
      </form>
    </VisitPage>
  );
}
