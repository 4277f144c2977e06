import type { Partner } from "../hub/partner.js";
import { ErrorPage } from "../pages/error-page.js";
import type { Language } from "../pages/languages.js";
import { autopilotRemedy } from "./autopilot-query.js";
import { autopilotTexts } from "./autopilot-texts.js";

interface BadAutopilotProps {
  language: Language;
  partner: Partner;
  /** Names the value; in English, like everything that only a developer meets. */
  message: string;
}

/** The link wants an autopilot, and says nothing that is a plan for one. */
export function BadAutopilotPage({ language, partner, message }: BadAutopilotProps) {
  return (
    <ErrorPage language={language} title={autopilotTexts[language].badTitle} partner={partner}>
      <p class="lead" lang="en">
        {message}
      </p>
      <p lang="en">
        {autopilotRemedy} <a href="/_sandbox/api/docs">The API's document</a> has all of it, at POST
        /_sandbox/api/autopilot.
      </p>
    </ErrorPage>
  );
}
