import { HubError } from "../hub/errors.js";
import { IoSignatureError } from "../hub/io-signature-report.js";
import type { Partner } from "../hub/partner.js";
import type { VisitParams } from "../hub/visit.js";
import type { Language } from "../pages/languages.js";
import { BadAutopilotPage } from "./autopilot-error.js";
import { autopilotParameter } from "./autopilot-query.js";
import { NoClientPage, NoRedirectPage } from "./screens/errors.js";
import { SignatureErrorPage } from "./screens/signature-error.js";

interface Opening {
  language: Language;
  partner: Partner;
  params: VisitParams;
}

/** The error screen for a link that opens no visit, and its status; `undefined` for an error that has none. */
export function refusedOpening(error: unknown, { params, ...page }: Opening) {
  if (error instanceof IoSignatureError) {
    return { screen: <SignatureErrorPage {...page} report={error.report} />, status: 403 } as const;
  }
  if (!(error instanceof HubError)) return undefined;
  switch (error.field) {
    case autopilotParameter:
      return { screen: <BadAutopilotPage {...page} message={error.message} />, status: 400 } as const;
    case "redirect_url":
      return { screen: <NoRedirectPage {...page} value={params.redirect_url} />, status: 400 } as const;
    case "client_id": {
      const status = error.code === "not_found" ? 404 : 400;
      return { screen: <NoClientPage {...page} id={params.client_id} />, status } as const;
    }
    default:
      return undefined;
  }
}
