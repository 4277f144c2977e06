import type { Channel, Waba } from "../../hub/channel.js";
import { digitsOf, displayPhoneNumber } from "../../hub/phone.js";
import { Choice, FormError, TextField } from "../../pages/field.js";
import { VisitPage } from "../components/visit-page.js";
import type { View } from "../view.js";

interface NumbersProps {
  view: View;
  channels: readonly Channel[];
  wabas: readonly Waba[];
}

const fields = ["phone_number", "display_name"];

/** The number that the partner asked for, until the client has it. */
function askedNumber({ visit }: View, channels: readonly Channel[]): string | undefined {
  const { number } = visit.params;
  const digits = number === undefined ? undefined : digitsOf(number);
  if (number === undefined || channels.some(({ phoneNumber }) => phoneNumber === digits)) return undefined;
  return digits === number ? `+${number}` : number;
}

function NumberList({ view: { t, visit }, channels }: Omit<NumbersProps, "wabas">) {
  return (
    <section class="list" aria-labelledby="your-numbers">
      <h2 id="your-numbers">{t.numbers.yours}</h2>
      <ul class="rows">
        {channels.map((channel) => (
          <li key={channel.id} class="row" data-testid={`number-${channel.id}`}>
            <span class="choice-text">
              <strong class="digits">{displayPhoneNumber(channel.phoneNumber)}</strong>
              <span class="hint">{channel.phoneName}</span>
            </span>
            {visit.added.includes(channel.id) && <span class="tag good">{t.numbers.addedNow}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Wabas({ view: { t, refusal }, wabas }: Omit<NumbersProps, "channels">) {
  const chosen = refusal?.typed.waba ?? wabas[0]?.id ?? "new";
  return (
    <div class="field">
      <label for="waba">{t.numbers.waba}</label>
      <select id="waba" name="waba" data-testid="waba">
        {wabas.map(({ id, name }) => (
          <option key={id} value={id} selected={id === chosen}>
            {`${name} (${id})`}
          </option>
        ))}
        <option value="new" selected={chosen === "new"}>
          {t.numbers.newWaba}
        </option>
      </select>
    </div>
  );
}

function Verification({ view: { t, refusal } }: { view: View }) {
  const isVoice = refusal?.typed.verification === "voice";
  return (
    <fieldset class="choices inline">
      <legend>{t.numbers.verification}</legend>
      <Choice name="verification" value="sms" checked={!isVoice} testId="verify-sms">
        {t.numbers.sms}
      </Choice>
      <Choice name="verification" value="voice" checked={isVoice} testId="verify-voice">
        {t.numbers.voice}
      </Choice>
      <p class="hint">{t.numbers.noCode}</p>
    </fieldset>
  );
}

function AddNumber({ view, channels, wabas }: NumbersProps) {
  const { t, path, client, refusal } = view;
  const isFirst = channels.length === 0;
  return (
    <form class="simulated" method="post" action={`${path}/numbers`} novalidate data-testid="number-form">
      <p class="simulated-mark">
        <span class="tag warn">{t.numbers.simulated}</span>
        <span class="hint">{t.numbers.simulatedText}</span>
      </p>
      <h2>{isFirst ? t.numbers.addFirst : t.numbers.addMore}</h2>
      <TextField
        name="phone_number"
        label={t.numbers.phone}
        testId="phone-number"
        type="tel"
        value={askedNumber(view, channels)}
        hint={t.numbers.phoneHint}
        autocomplete="tel"
        autofocus={isFirst}
        refusal={refusal}
      />
      <TextField
        name="display_name"
        label={t.numbers.displayName}
        testId="display-name"
        value={client?.name}
        hint={t.numbers.displayNameHint}
        autocomplete="organization"
        refusal={refusal}
      />
      <Verification view={view} />
      <Wabas view={view} wabas={wabas} />
      <button class={isFirst ? "primary" : "secondary"} type="submit" data-testid="add-number">
        {t.numbers.add}
      </button>
    </form>
  );
}

/** Stands for Meta's embedded signup: the client adds its numbers, one after the other. */
export function NumbersScreen(props: NumbersProps) {
  const { view, channels } = props;
  const { t, path, partner, visit, refusal } = view;
  const isDirect = visit.billing === "direct";
  const lead = isDirect ? t.numbers.leadDirect : t.numbers.leadPartner(partner.brandName);
  return (
    <VisitPage view={view} title={t.numbers.title} lead={lead}>
      <FormError refusal={refusal} fields={fields} />
      {channels.length > 0 && <NumberList view={view} channels={channels} />}
      {channels.length > 0 && (
        <form method="post" action={`${path}/numbers/done`}>
          <button class="primary" type="submit" data-testid="numbers-done">
            {isDirect ? t.numbers.done : t.numbers.doneBack(partner.brandName)}
          </button>
        </form>
      )}
      <AddNumber {...props} />
    </VisitPage>
  );
}
