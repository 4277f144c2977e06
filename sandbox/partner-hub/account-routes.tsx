import { z } from "zod";
import { parseForm, type Refusal, textInput } from "../pages/forms.js";
import { base, type Desk, type HubApp, type HubContext, onForm, viewOf } from "./desk.js";
import { ApiKeysScreen } from "./screens/api-keys.js";
import { ProfileScreen } from "./screens/profile.js";

const nameForm = z.object({ name: textInput });

const profileForm = z.object({
  brand_name: textInput,
  logo_url: textInput.transform((text) => (text.trim() === "" ? null : text.trim())),
  country: textInput,
});

/** The API Keys tab and the Profile tab: what belongs to the partner itself. */
export function addAccountRoutes(app: HubApp, desk: Desk): void {
  const { hub, shownOnce } = desk;
  const { keys } = hub.access;

  function showKeys(c: HubContext, refusal?: Refusal): Response | Promise<Response> {
    const list = keys.list(c.get("partner").id);
    const screen = <ApiKeysScreen view={viewOf(desk, c)} keys={list} refusal={refusal} />;
    return c.html(screen, refusal?.status ?? 200);
  }

  function showProfile(c: HubContext, refusal?: Refusal): Response | Promise<Response> {
    return c.html(<ProfileScreen view={viewOf(desk, c)} refusal={refusal} />, refusal?.status ?? 200);
  }

  app.get(`${base}/api-keys`, (c) => showKeys(c));
  app.get(`${base}/profile`, (c) => showProfile(c));

  onForm(app, {
    path: "api-keys",
    submit(c, body) {
      const name = parseForm(nameForm, body).name.trim();
      const { apiKey } = keys.create(c.get("partner").id, { name });
      shownOnce.keep(c, { of: "partner-key", value: apiKey });
      return "api-keys";
    },
    refuse: showKeys,
  });
  onForm(app, {
    path: "api-keys/delete",
    submit(c, body) {
      keys.revoke(c.get("partner").id, parseForm(nameForm, body).name);
      return "api-keys?done=key-deleted";
    },
    refuse: showKeys,
  });
  onForm(app, {
    path: "profile",
    submit(c, body) {
      const { brand_name, logo_url, country } = parseForm(profileForm, body);
      const change = { brandName: brand_name.trim(), logoUrl: logo_url, country: country.trim() };
      hub.partners.change(c.get("partner").id, change);
      return "profile?done=profile";
    },
    refuse: showProfile,
  });
}
