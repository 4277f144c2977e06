import type { Channel } from "../../hub/channel.js";
import { callingCountries, displayPhoneNumber } from "../../hub/phone.js";
import { Choice, FormError, SelectField, TextField } from "../../pages/field.js";
import type { Language } from "../../pages/languages.js";
import { askedNumber, type View } from "../view.js";
import { metaMessagesIn } from "./messages.js";
import { MetaWindow } from "./window.js";

/** Where somebody who reads a language most likely is. */
const likelyCountry: Record<Language, string> = { en: "GB", de: "DE", pt: "BR" };

function countries(language: Language): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "code" });
  const { compare } = new Intl.Collator(language);
  return callingCountries()
    .map(({ code, callingCode }) => ({ value: code, label: `${names.of(code) ?? code} (+${callingCode})` }))
    .toSorted((one, other) => compare(one.label, other.label));
}

function Verification({ view: { language, visit, refusal } }: { view: View }) {
  const { number: t } = metaMessagesIn(language);
  const isVoice = (refusal?.typed.verification ?? visit.metaSignup?.number?.method) === "voice";
  return (
    <fieldset class="choices inline">
      <legend>{t.verification}</legend>
      <Choice name="verification" value="sms" checked={!isVoice} testId="meta-verify-sms">
        {t.sms}
      </Choice>
      <Choice name="verification" value="voice" checked={isVoice} testId="meta-verify-voice">
        {t.voice}
      </Choice>
    </fieldset>
  );
}

/** The second page: the number, and how the code gets to it. */
export function NumberPage({ view, channels }: { view: View; channels: readonly Channel[] }) {
  const { language, path, refusal, visit } = view;
  const t = metaMessagesIn(language);
  const sent = visit.metaSignup?.number;
  return (
    <MetaWindow view={view} title={t.number.title} lead={t.number.lead} step={2}>
      <form method="post" action={`${path}/meta/number`} novalidate data-testid="meta-number-form">
        <FormError refusal={refusal} fields={["phone_number"]} />
        <SelectField
          name="country"
          label={t.number.country}
          testId="meta-country"
          value={likelyCountry[language]}
          options={countries(language)}
          refusal={refusal}
        />
        <TextField
          name="phone_number"
          label={t.number.number}
          testId="meta-phone-number"
          type="tel"
          value={sent ? displayPhoneNumber(sent.digits) : askedNumber(visit, channels)}
          hint={t.number.hint}
          autocomplete="tel"
          autofocus
          refusal={refusal}
        />
        <Verification view={view} />
        <button class="primary" type="submit" data-testid="meta-next">
          {t.number.send}
        </button>
        <a class="back" href={`${path}/meta`} data-testid="meta-back">
          {t.back}
        </a>
      </form>
    </MetaWindow>
  );
}
