import { FormError, TextField } from "../../pages/field.js";
import { VisitPage } from "../components/visit-page.js";
import type { View } from "../view.js";

/** What the form asks for, in its order; the first that the link has not filled in gets the focus. */
type Field = "name" | "user_name" | "email" | "password";

function AccountFields({ view: { t, visit, refusal }, isLogin }: { view: View; isLogin: boolean }) {
  const { account } = t;
  const { name, email } = visit.params;
  const prefilled: Partial<Record<Field, string | undefined>> = { name, email };
  const fields: Field[] = isLogin
    ? ["user_name", "email", "password"]
    : ["name", "user_name", "email", "password"];
  const first = fields.find((field) => prefilled[field] === undefined);
  return (
    <>
      {!isLogin && (
        <TextField
          name="name"
          label={account.name}
          testId="name"
          value={name}
          autocomplete="organization"
          autofocus={first === "name"}
          refusal={refusal}
        />
      )}
      <TextField
        name="user_name"
        label={account.userName}
        testId="user-name"
        autocomplete="name"
        autofocus={first === "user_name"}
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
        refusal={refusal}
      />
      <TextField
        name="password"
        label={account.password}
        testId="password"
        type="password"
        hint={account.passwordHint}
        autocomplete="new-password"
        refusal={refusal}
      />
    </>
  );
}

function Terms({ view: { t, partner, language } }: { view: View }) {
  return (
    <p class="small">
      {t.account.termsBefore}
      <a href={`/onboarding/${partner.id}/terms?lang=${language}`} target="terms">
        {t.account.termsLink}
      </a>
      {t.account.termsAfter}
    </p>
  );
}

interface SignUpProps {
  view: View;
  /** The client that the link wants a login for; documented for partners that host Meta's embedded signup themselves. */
  connecting: { name: string } | undefined;
}

/** The first screen of a new client. Documented: a link to the terms, no tick box. */
export function SignUpScreen({ view, connecting }: SignUpProps) {
  const { t, partner, path, refusal } = view;
  const { account } = t;
  const brand = partner.brandName;
  const title = connecting ? account.connectTitle : account.signUpTitle;
  const lead = connecting ? account.connectLead(connecting.name, brand) : account.signUpLead(brand);
  return (
    <VisitPage view={view} title={title} lead={lead}>
      <form method="post" action={`${path}/sign-up`} novalidate data-testid="sign-up-form">
        <FormError refusal={refusal} fields={["name", "user_name", "email", "password"]} />
        {connecting && (
          <p class="fixed-value" data-testid="name">
            <span class="hint">{account.name}</span>
            <strong>{connecting.name}</strong>
          </p>
        )}
        <AccountFields view={view} isLogin={connecting !== undefined} />
        <button class="primary" type="submit" data-testid="submit">
          {connecting ? account.connect : account.signUp}
        </button>
        <Terms view={view} />
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
