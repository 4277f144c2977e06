import type { FormBody } from "../pages/forms.js";
import { base, type Desk, type HubApp, type HubContext, viewOf } from "./desk.js";
import { IntegrationScreen } from "./screens/integration.js";
import { SettingsScreen } from "./screens/settings.js";
import type { SettingsRefusal } from "./settings/fields.js";
import { readSettings } from "./settings/form.js";
import { hubPath } from "./view.js";

/** The Settings tab, and the few settings that the Integration tab has too. */
export function addSettingsRoutes(app: HubApp, desk: Desk): void {
  app.get(`${base}/settings`, (c) => c.html(<SettingsScreen view={viewOf(desk, c)} />));

  function onSettings(
    path: string,
    back: string,
    show: (c: HubContext, refusal: SettingsRefusal) => Response | Promise<Response>,
  ): void {
    app.post(`${base}/${path}`, async (c) => {
      const body = await c.req.parseBody({ all: true }).catch((): FormBody => ({}));
      const { id, settings } = desk.hub.partners.get(c.get("partner").id);
      const form = readSettings(body, settings);
      if ("errors" in form) return show(c, form);
      if (form.change !== undefined) desk.hub.partners.change(id, { settings: form.change });
      const done = form.change === undefined ? "unchanged" : "settings";
      return c.redirect(hubPath(id, back.replace("?", `?done=${done}`)), 303);
    });
  }

  onSettings("settings", "settings?", (c, refusal) =>
    c.html(<SettingsScreen view={viewOf(desk, c)} refusal={refusal} />, 422),
  );
  onSettings("integration/switches", "integration?#switches", (c, settingsRefusal) => {
    const props = { view: viewOf(desk, c), test: undefined, settingsRefusal };
    return c.html(<IntegrationScreen {...props} />, 422);
  });
}
