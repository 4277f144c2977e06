import { type TestCard, testCards } from "../../hub/test-cards.js";
import { ErrorText, TextField } from "../../pages/field.js";
import type { View } from "../view.js";

/** What a value of the number field has to look like: one of the test numbers, with or without spaces. */
const testNumbers = testCards.map(({ number }) => [...number.replaceAll(" ", "")].join(" ?")).join("|");

/** The chosen card's id is the only thing of a card that the form sends. */
function CardList({ view: { t, refusal } }: { view: View }) {
  const wanted = refusal?.typed.card;
  const chosen = testCards.find(({ id }) => id === wanted) ?? testCards[0];
  const text = ({ network, number, outcome }: TestCard) =>
    `${network} ${number.slice(-4)}, ${t.payment.outcomes[outcome]}`;
  return (
    <div class="field">
      <label for="card">{t.payment.testCard}</label>
      <div class="card-list">
        <select
          id="card"
          name="card"
          data-testid="test-card"
          aria-describedby={refusal?.field === "card" ? "card-error" : undefined}
        >
          {testCards.map((card) => (
            <option
              key={card.id}
              value={card.id}
              selected={card.id === chosen.id}
              data-number={card.number}
              data-cvc={card.cvcLength}
            >
              {text(card)}
            </option>
          ))}
        </select>
        <button class="secondary" type="button" id="fill-card" data-testid="fill-card" hidden>
          {t.payment.fillIn}
        </button>
      </div>
      {refusal?.field === "card" && <ErrorText id="card-error" message={refusal.message} />}
    </div>
  );
}

/**
 * Real card fields that take test cards only. They have no `name`, so that no digit ever leaves the browser, and no
 * `autocomplete`, so that it does not offer a card of the person's own.
 */
export function CardFields({ view }: { view: View }) {
  const { payment } = view.t;
  const field = { autocomplete: "off", isUnsent: true, refusal: undefined } as const;
  return (
    <fieldset class="choices card-fields" data-missing={payment.missing} data-expired={payment.expired}>
      <legend>{payment.method}</legend>
      <p class="hint">{payment.methodHint}</p>
      <CardList view={view} />
      <TextField
        {...field}
        name="card-number"
        testId="card-number"
        label={payment.number}
        inputmode="numeric"
        pattern={testNumbers}
        title={payment.numberBad}
        placeholder="4242 4242 4242 4242"
        maxlength={23}
        class="digits"
      />
      <div class="card-short">
        <TextField
          {...field}
          name="card-expiry"
          testId="card-expiry"
          label={payment.expiry}
          inputmode="numeric"
          pattern="(0[1-9]|1[0-2]) ?\/ ?[0-9]{2}"
          title={payment.expiryBad}
          placeholder="MM/YY"
          maxlength={7}
          class="digits"
        />
        <TextField
          {...field}
          name="card-cvc"
          testId="card-cvc"
          label={payment.cvc}
          inputmode="numeric"
          pattern="[0-9]{3,4}"
          title={payment.cvcBad(3)}
          placeholder="123"
          maxlength={4}
          class="digits"
        />
      </div>
      <TextField {...field} name="card-name" testId="card-name" label={payment.holder} />
    </fieldset>
  );
}
