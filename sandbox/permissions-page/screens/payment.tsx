import { type Plan, plans } from "../../hub/visits.js";
import { Choice, ErrorText, FormError } from "../../pages/field.js";
import { VisitPage } from "../components/visit-page.js";
import { testCards } from "../test-cards.js";
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

function Cards({ view: { t, refusal } }: { view: View }) {
  const wanted = refusal?.typed.card;
  const chosen = testCards.find(({ id }) => id === wanted) ?? testCards[0];
  return (
    <fieldset class="choices">
      <legend>{t.payment.method}</legend>
      <p class="hint">{t.payment.methodHint}</p>
      {testCards.map(({ id, digits }) => (
        <Choice key={id} name="card" value={id} checked={id === chosen.id} testId={`card-${id}`}>
          <span class="choice-text">{t.payment.card(digits)}</span>
          <span class="hint">{t.payment.cardText}</span>
        </Choice>
      ))}
      {refusal?.field === "card" && <ErrorText message={refusal.message} />}
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
          name="terms"
          value="accepted"
          data-testid="accept-terms"
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

/** Price and payment, between account and number; documented for Direct Payment only. */
export function PaymentScreen({ view }: { view: View }) {
  const { t, path, refusal } = view;
  return (
    <VisitPage view={view} title={t.payment.title} lead={t.payment.lead}>
      <form method="post" action={`${path}/payment`} novalidate data-testid="payment-form">
        <FormError refusal={refusal} fields={["plan", "card", "terms"]} />
        <Plans view={view} />
        <Cards view={view} />
        <AcceptTerms view={view} />
        <button class="primary" type="submit" data-testid="pay">
          {t.payment.pay}
        </button>
      </form>
    </VisitPage>
  );
}
