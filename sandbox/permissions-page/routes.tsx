import { type Context, Hono } from "hono";
import type { Hub } from "../hub/hub.js";
import { pageHeaders } from "../pages/headers.js";
import { toLanguage } from "../pages/languages.js";
import { sameOriginForms } from "../pages/same-origin.js";
import { createSession } from "../pages/session.js";
import { parseAutopilot } from "./autopilot-query.js";
import { parseQuery } from "./query.js";
import { refusedOpening } from "./refused-opening.js";
import { UnknownPartnerPage } from "./screens/errors.js";
import { TermsPage } from "./screens/terms.js";
import { visitPath } from "./view.js";
import type { VisitEnv } from "./visit-env.js";
import { createVisitRoutes } from "./visit-routes.js";

// Observed: the two generations of the official button and its `version` open these three, with and without a query.
const openPaths = [
  "/dashboard/app/:partnerId",
  "/dashboard/app/:partnerId/permissions",
  "/onboarding/:partnerId",
];

const languageOf = (c: Context) => toLanguage(c.req.query("lang"));

/** The same address at another partner, with its query. */
function addressAt(c: Context, partnerId: string): string {
  const { pathname, search } = new URL(c.req.url);
  const place = pathname.startsWith("/onboarding/") ? 2 : 3;
  return `${pathname.split("/").with(place, partnerId).join("/")}${search}`;
}

/**
 * The hosted onboarding: the pages that a partner's popup opens, to be mounted at `/`. It answers below `/dashboard/app`
 * and `/onboarding` and nowhere else.
 */
export function createPermissionsPage(hub: Hub): Hono<VisitEnv> {
  const app = new Hono<VisitEnv>();
  const session = createSession(hub);

  app.use("/dashboard/app/*", pageHeaders, sameOriginForms);
  app.use("/onboarding/*", pageHeaders, sameOriginForms);

  for (const path of ["/dashboard/app/:partnerId/*", "/onboarding/:partnerId/*"]) {
    app.use(path, async (c, next) => {
      const partnerId = c.req.param("partnerId") ?? "";
      const partner = hub.partners.find(partnerId);
      if (partner) {
        c.set("partner", partner);
        return next();
      }
      const addressOf = (other: string) => addressAt(c, other);
      const partners = hub.partners.list();
      const page = { language: languageOf(c), id: partnerId, partners, addressOf };
      return c.html(<UnknownPartnerPage {...page} />, 404);
    });
  }

  app.on("GET", [...openPaths, ...openPaths.map((path) => `${path}/`)], (c) => {
    const partner = c.get("partner");
    // Whoever asks for the head only (a link preview, a scanner of mails) does not come in, and uses up no signature.
    if (c.req.method === "HEAD") return c.body(null);
    const params = parseQuery(c.req.url);
    try {
      const visit = hub.visits.open(
        partner.id,
        params,
        session.client(c, partner.id),
        parseAutopilot(c.req.url),
      );
      return c.redirect(visitPath(visit), 303);
    } catch (error) {
      const refused = refusedOpening(error, { language: languageOf(c), partner, params });
      if (!refused) throw error;
      return c.html(refused.screen, refused.status);
    }
  });

  app.get("/onboarding/:partnerId/terms", (c) =>
    c.html(<TermsPage language={languageOf(c)} partner={c.get("partner")} />),
  );

  app.route("/", createVisitRoutes(hub, session));
  return app;
}
