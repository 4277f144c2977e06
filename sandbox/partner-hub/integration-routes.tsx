import { z } from "zod";
import { HubError } from "../hub/errors.js";
import { type PartnerChange, withoutHeader } from "../hub/partner.js";
import type { UrlTest } from "../hub/url-tests.js";
import { parseForm, textInput } from "../pages/forms.js";
import { base, type Desk, type HubApp, type HubContext, onForm, viewOf } from "./desk.js";
import { type IntegrationProps, IntegrationScreen } from "./screens/integration.js";

/** An empty input empties the URL. */
const urlInput = textInput.transform((text) => (text.trim() === "" ? null : text.trim()));

const redirectForm = z.object({ partner_redirect_url: urlInput });
const webhookForm = z.object({ webhook_url: urlInput });
// Named so that the journal hides what is in it.
const headerForm = z.object({ name: textInput, secret_value: textInput });
const removedHeaderForm = z.object({ name: textInput });

/** The Integration tab: URLs, headers and the platform secret. */
export function addIntegrationRoutes(app: HubApp, desk: Desk): void {
  const { hub, shownOnce } = desk;

  function askedTest(c: HubContext): UrlTest | undefined {
    const entry = Number(c.req.query("test"));
    if (!Number.isSafeInteger(entry) || entry < 1) return undefined;
    try {
      return hub.urlTests.get(c.get("partner").id, entry);
    } catch (error) {
      // An address kept from before a reset: the page is shown without a result.
      if (error instanceof HubError && error.code === "not_found") return undefined;
      throw error;
    }
  }

  function show(c: HubContext, refused: Pick<IntegrationProps, "refusal" | "settingsRefusal"> = {}) {
    const screen = <IntegrationScreen view={viewOf(desk, c)} test={askedTest(c)} {...refused} />;
    return c.html(screen, Object.keys(refused).length === 0 ? 200 : 422);
  }

  const form = (path: string, submit: Parameters<typeof onForm>[1]["submit"]) =>
    onForm(app, { path: `integration/${path}`, submit, refuse: (c, refusal) => show(c, { refusal }) });
  const change = (c: HubContext, changed: PartnerChange) =>
    void hub.partners.change(c.get("partner").id, changed);

  app.get(`${base}/integration`, (c) => show(c));

  form("redirect-url", (c, body) => {
    change(c, { redirectUrl: parseForm(redirectForm, body).partner_redirect_url });
    return "integration?done=redirect-url#redirect";
  });
  form("webhook-url", (c, body) => {
    change(c, { webhookUrl: parseForm(webhookForm, body).webhook_url });
    return "integration?done=webhook-url#webhook";
  });
  form("redirect-url/test", async (c) => {
    return `integration?test=${await hub.urlTests.redirect(c.get("partner").id)}#redirect`;
  });
  form("webhook-url/test", async (c) => {
    return `integration?test=${await hub.urlTests.webhook(c.get("partner").id)}#webhook`;
  });

  form("headers", (c, body) => {
    const { name, secret_value } = parseForm(headerForm, body);
    const { webhookHeaders } = hub.partners.get(c.get("partner").id);
    const others = withoutHeader(webhookHeaders, name.trim());
    change(c, { webhookHeaders: { ...others, [name.trim()]: secret_value.trim() } });
    return "integration?done=header-set#headers";
  });
  form("headers/remove", (c, body) => {
    const { name } = parseForm(removedHeaderForm, body);
    const { webhookHeaders } = hub.partners.get(c.get("partner").id);
    change(c, { webhookHeaders: withoutHeader(webhookHeaders, name) });
    return "integration?done=header-removed#headers";
  });

  form("platform-secret", (c) => {
    const value = hub.platformSecrets.generate(c.get("partner").id);
    shownOnce.keep(c, { of: "platform-secret", value });
    return "integration#platform-secret";
  });
}
