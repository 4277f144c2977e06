import { Hono } from "hono";
import type { Hub } from "../hub/hub.js";
import { pageHeaders } from "../pages/headers.js";
import { sameOriginForms } from "../pages/same-origin.js";
import { addAccountRoutes } from "./account-routes.js";
import { addChannelRoutes } from "./channel-routes.js";
import { addConnectRoutes } from "./connect-routes.js";
import { base, type Desk, type HubEnv } from "./desk.js";
import { addIntegrationRoutes } from "./integration-routes.js";
import { UnknownPartnerPage } from "./screens/errors.js";
import { addSettingsRoutes } from "./settings-routes.js";
import { createShownOnce } from "./shown-once.js";
import { hubPath } from "./view.js";

/**
 * The partner's dashboard, to be mounted at `/`. It answers below `/partner-hub` and nowhere else. There is no log-in (our
 * choice): whoever reaches the sandbox may do everything in it anyway.
 */
export function createPartnerHub(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  const desk: Desk = { hub, shownOnce: createShownOnce() };

  app.use("/partner-hub", pageHeaders);
  app.use("/partner-hub/*", pageHeaders, sameOriginForms);

  app.get("/partner-hub", (c) => {
    const [first] = hub.partners.list();
    if (first) return c.redirect(hubPath(first.id, "channels"), 303);
    return c.html(<UnknownPartnerPage id="" partners={[]} />, 404);
  });

  // With and without anything behind the partner's id.
  app.use(`${base}/*`, async (c, next) => {
    const id = c.req.param("partnerId") ?? "";
    const partner = hub.partners.find(id);
    if (!partner) return c.html(<UnknownPartnerPage id={id} partners={hub.partners.list()} />, 404);
    c.set("partner", partner);
    return next();
  });

  app.on("GET", [base, `${base}/`], (c) => c.redirect(hubPath(c.get("partner").id, "channels"), 303));

  addChannelRoutes(app, desk);
  addConnectRoutes(app, desk);
  addIntegrationRoutes(app, desk);
  addSettingsRoutes(app, desk);
  addAccountRoutes(app, desk);

  // The address of a refused form, reloaded or kept as a bookmark.
  app.get(`${base}/:tab{integration|settings|api-keys|profile}/*`, (c) =>
    c.redirect(hubPath(c.get("partner").id, c.req.param("tab")), 303),
  );
  return app;
}
