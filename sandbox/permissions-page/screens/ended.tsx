import { Page } from "../../pages/page.js";
import { LinkParameters } from "../components/link-parameters.js";
import type { View } from "../view.js";

/** The visit is over: it went back to the partner before, or it was cancelled and its window closes. */
export function EndedScreen({ view }: { view: View }) {
  const { t, language, partner, visit } = view;
  const brand = partner.brandName;
  if (visit.ended === "cancelled") {
    return (
      <Page
        language={language}
        title={t.ended.cancelledTitle}
        partner={partner}
        scripts={["permissions-page/browser/close-window.js"]}
      >
        <div class="ended" data-testid="cancelled">
          <h1>{t.ended.cancelledTitle}</h1>
          <p class="lead">{t.ended.cancelledText(brand)}</p>
        </div>
      </Page>
    );
  }
  return (
    <Page language={language} title={t.ended.doneTitle} partner={partner}>
      <div class="ended" data-testid="done">
        <svg class="ended-mark" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 12.5 9.5 18 20 6.5" />
        </svg>
        <h1>{t.ended.doneTitle}</h1>
        <p class="lead">{t.ended.doneText(brand)}</p>
        {visit.result !== null && (
          <a class="primary" href={visit.result} data-testid="back-to-partner">
            {t.ended.back(brand)}
          </a>
        )}
      </div>
      <LinkParameters view={view} />
    </Page>
  );
}

/**
 * The last screen, while the browser goes to the partner by itself. It is left without a trace in the browser's history,
 * so that going back leads to the visit and not around in a circle.
 */
export function ReturningScreen({ view, result }: { view: View; result: string }) {
  const { t, language, partner } = view;
  const title = t.ended.returningTitle(partner.brandName);
  return (
    <Page language={language} title={title} partner={partner} goesTo={result}>
      <div class="ended" data-testid="returning">
        <h1>{title}</h1>
        <p class="lead">{t.ended.returningText}</p>
        <a class="secondary" href={result} data-testid="back-to-partner">
          {t.ended.back(partner.brandName)}
        </a>
      </div>
    </Page>
  );
}
