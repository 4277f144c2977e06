import type { PropsWithChildren } from "hono/jsx";
import type { Partner } from "../../hub/partner.js";
import { type Language, languages } from "../../pages/languages.js";
import { Page } from "../../pages/page.js";
import type { View } from "../view.js";

const ownNames: Record<Language, string> = { en: "English", de: "Deutsch", pt: "Português" };

function Languages({ view: { t, language } }: { view: View }) {
  return (
    <nav class="languages" aria-label={t.languages}>
      {languages.map((one) => (
        <a
          key={one}
          href={`?lang=${one}`}
          lang={one}
          hreflang={one}
          aria-current={one === language ? "true" : undefined}
          data-testid={`lang-${one}`}
        >
          {ownNames[one]}
        </a>
      ))}
    </nav>
  );
}

interface HubPageProps {
  view: View;
  title: string;
  partner?: Partner | undefined;
  /** What stands opposite the languages at the foot. */
  foot?: unknown;
}

/** A page of the Client Hub. */
export function HubPage({ view, title, partner, foot, children }: PropsWithChildren<HubPageProps>) {
  return (
    <Page
      language={view.language}
      title={title}
      partner={partner}
      wordmark={view.t.name}
      layout="client-hub"
      styles={["client-hub/client-hub.css"]}
    >
      {children}
      <div class="card-foot">
        {foot}
        <Languages view={view} />
      </div>
    </Page>
  );
}
