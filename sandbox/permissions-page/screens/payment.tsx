import { type Plan, plans } from "../../hub/plans.js";
import { Choice, ErrorText, FormError } from "../../pages/field.js";
import { CardFields } from "../components/card-fields.js";
import { VisitPage } from "../components/visit-page.js";
import type { View } from "../view.js";

/** Invented euros for each number and month. */
const prices: Record<Plan, number> = { regular: 20, premium: 40, basic: 10 };

function Plans({ view: { t, language, visit, refusal } }: { view: View }) {
  const wanted = refusal?.typed.plan ?? visit.params.plan_selection;
  const chosen = plans.find((plan) => plan === wanted) ?? "regular";
  const money = new Intl.NumberFormat(language, {
    style: "currency",
    currency: "EUR",
    minimumFractionDigits: 0,
  });
  return (
    <fieldset class="choices">
      <legend>
        {t.payment.plan} <span class="tag warn">{t.payment.invented}</span>
      </legend>
      {plans.map((plan) => (
        <Choice key={plan} name="plan" value={plan} checked={plan === chosen} testId={`plan-${plan}`}>
          <span class="choice-text">
            <strong>{t.payment.plans[plan].name}</strong>
            <span class="hint">{t.payment.plans[plan].text}</span>
          </span>
          <span class="price">
            <strong>{money.format(prices[plan])}</strong>
            <span class="hint">{t.payment.perMonth}</span>
          </span>
        </Choice>
      ))}
      {refusal?.field === "plan" && <ErrorText message={refusal.message} />}
    </fieldset>
  );
}

function AcceptTerms({ view: { t, refusal, partner, language } }: { view: View }) {
  const error = refusal?.field === "terms" ? refusal.message : undefined;
  return (
    <div class="field">
      <label class="tick">
        <input
          type="checkbox"
          id="terms"
          name="terms"
          value="accepted"
          data-testid="accept-terms"
          data-missing={t.payment.acceptBad}
          checked={refusal?.typed.terms === "accepted"}
          required
          aria-invalid={error === undefined ? undefined : "true"}
          aria-describedby={error === undefined ? undefined : "terms-error"}
        />
        <span>{t.payment.accept}</span>
      </label>
      {error && <ErrorText id="terms-error" message={error} />}
      <p class="hint">
        <a href={`/onboarding/${partner.id}/terms?lang=${language}`} target="terms">
          {t.terms.title}
        </a>
      </p>
    </div>
  );
}

/**
 * Price and payment, between account and number; documented for Direct Payment only. The form has no `novalidate`: the
 * browser itself keeps a card that is no test card from being sent, with JavaScript or without.
 */
export function PaymentScreen({ view }: { view: View }) {
  const { t, path, refusal } = view;
  return (
    <VisitPage
      view={view}
      title={t.payment.title}
      lead={t.payment.lead}
      styles={["permissions-page/payment.css"]}
      scripts={["permissions-page/browser/payment.js"]}
    >
      <form method="post" action={`${path}/payment`} data-testid="payment-form">
        <FormError refusal={refusal} fields={["plan", "card", "terms"]} />
        <Plans view={view} />
        <CardFields view={view} />
        <AcceptTerms view={view} />
        <button class="primary" type="submit" data-testid="pay">
          {t.payment.pay}
        </button>
      </form>
    </VisitPage>
  );
}
