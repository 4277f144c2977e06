import type { PropsWithChildren } from "hono/jsx";
import type { Partner } from "../hub/partner.js";
import { frameMessages } from "./frame-messages.js";
import type { Language } from "./languages.js";
import { Page } from "./page.js";

interface ErrorPageProps {
  language: Language;
  title: string;
  partner?: Partner | undefined;
  styles?: readonly string[] | undefined;
}

/** A page that says what went wrong and what to do, for the developer who reads it. */
export function ErrorPage({ title, children, ...page }: PropsWithChildren<ErrorPageProps>) {
  return (
    <Page title={title} {...page}>
      <div class="fault" data-testid="error-page">
        <h1>{title}</h1>
        {children}
      </div>
    </Page>
  );
}

interface ForeignFormProps {
  language: Language;
  from: string;
  host: string;
}

/** A form that a page of another site sent in the client's name. */
export function ForeignFormPage({ language, from, host }: ForeignFormProps) {
  const { formTitle, formText, formRemedy } = frameMessages[language];
  return (
    <ErrorPage language={language} title={formTitle}>
      <p class="lead">{formText(from, host)}</p>
      <p>{formRemedy}</p>
    </ErrorPage>
  );
}
