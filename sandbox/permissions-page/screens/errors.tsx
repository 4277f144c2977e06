import type { Partner } from "../../hub/partner.js";
import { ErrorPage } from "../../pages/error-page.js";
import type { Language } from "../../pages/languages.js";
import { messagesIn } from "../messages/catalogue.js";

interface UnknownPartnerProps {
  language: Language;
  id: string;
  partners: readonly Partner[];
  /** The same address at another partner. */
  addressOf: (partnerId: string) => string;
}

export function UnknownPartnerPage({ language, id, partners, addressOf }: UnknownPartnerProps) {
  const { errors } = messagesIn(language);
  return (
    <ErrorPage language={language} title={errors.partnerTitle}>
      <p class="lead">{errors.partnerText(id)}</p>
      <p>{partners.length > 0 ? errors.partnerList : errors.partnerNone}</p>
      <ul class="rows">
        {partners.map((partner) => (
          <li key={partner.id} class="row">
            <a href={addressOf(partner.id)}>{partner.id}</a>
            <span class="hint">{partner.brandName}</span>
          </li>
        ))}
      </ul>
    </ErrorPage>
  );
}

interface NoRedirectProps {
  language: Language;
  partner: Partner;
  /** The value that is no http(s) URL; left out, there was none at all. */
  value: string | undefined;
}

/** Documented by the older docs, which show the client an error; a setting turns it off. */
export function NoRedirectPage({ language, partner, value }: NoRedirectProps) {
  const { errors } = messagesIn(language);
  return (
    <ErrorPage language={language} title={errors.redirectTitle} partner={partner}>
      <p class="lead">
        {value === undefined ? errors.redirectMissing(partner.id) : errors.redirectBad(value)}
      </p>
      <p>{errors.redirectRemedy(partner.id)}</p>
    </ErrorPage>
  );
}

interface NoClientProps {
  language: Language;
  partner: Partner;
  /** The id that belongs to nobody; left out, the link named none. */
  id: string | undefined;
}

/** A link that wants to make a login for a client that is not there. */
export function NoClientPage({ language, partner, id }: NoClientProps) {
  const { errors } = messagesIn(language);
  return (
    <ErrorPage language={language} title={errors.clientTitle} partner={partner}>
      <p class="lead">{id === undefined ? errors.clientMissing : errors.clientUnknown(id)}</p>
      <p>{errors.clientRemedy(partner.id)}</p>
    </ErrorPage>
  );
}

export function UnknownVisitPage({
  language,
  partner,
  id,
}: {
  language: Language;
  partner: Partner;
  id: string;
}) {
  const { errors } = messagesIn(language);
  return (
    <ErrorPage language={language} title={errors.visitTitle} partner={partner}>
      <p class="lead">{errors.visitText(id)}</p>
      <p>{errors.visitRemedy}</p>
    </ErrorPage>
  );
}
