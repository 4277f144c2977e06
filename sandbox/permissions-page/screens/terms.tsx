import type { Partner } from "../../hub/partner.js";
import type { Language } from "../../pages/languages.js";
import { Page } from "../../pages/page.js";
import { messagesIn } from "../messages/catalogue.js";

/** What the terms link of the sign-up form leads to. */
export function TermsPage({ language, partner }: { language: Language; partner: Partner }) {
  const { terms } = messagesIn(language);
  return (
    <Page language={language} title={terms.title} partner={partner}>
      <h1>{terms.title}</h1>
      <p class="lead">{terms.lead}</p>
      <ul class="points">
        {terms.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Page>
  );
}
