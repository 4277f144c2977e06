import { LogInForm } from "../../pages/log-in-form.js";
import { VisitPage } from "../components/visit-page.js";
import type { View } from "../view.js";

/** The first screen of a client that has an account: by its choice, or because the link says `next=login`. */
export function LogInScreen({ view }: { view: View }) {
  const { t, partner, path, visit, refusal } = view;
  const { account } = t;
  return (
    <VisitPage view={view} title={account.logInTitle} lead={account.logInLead(partner.brandName)}>
      <LogInForm
        action={`${path}/log-in`}
        texts={{ ...account, submit: account.logIn }}
        email={visit.params.email}
        refusal={refusal}
      />
      <form class="switch" method="post" action={`${path}/use-sign-up`}>
        {account.noAccount}{" "}
        <button class="link" type="submit" data-testid="switch-to-sign-up">
          {account.toSignUp}
        </button>
      </form>
    </VisitPage>
  );
}
