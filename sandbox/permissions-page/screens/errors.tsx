import type { PropsWithChildren } from "hono/jsx";
import type { Partner } from "../../hub/partner.js";
import { Page } from "../components/layout.js";
import { type Language, messagesIn } from "../languages.js";

interface ErrorPageProps {
  language: Language;
  title: string;
  partner?: Partner | undefined;
}

/** A page that says what went wrong and what to do, for the developer who reads it. */
function ErrorPage({ language, title, partner, children }: PropsWithChildren<ErrorPageProps>) {
  return (
    <Page language={language} title={title} partner={partner}>
      <div class="fault" data-testid="error-page">
        <h1>{title}</h1>
        {children}
      </div>
    </Page>
  );
}

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

/** A form that a page of another site sent in the client's name. */
export function ForeignFormPage({
  language,
  from,
  host,
}: {
  language: Language;
  from: string;
  host: string;
}) {
  const { errors } = messagesIn(language);
  return (
    <ErrorPage language={language} title={errors.formTitle}>
      <p class="lead">{errors.formText(from, host)}</p>
      <p>{errors.formRemedy}</p>
    </ErrorPage>
  );
}
