import type { Context } from "hono";
import type { Client } from "../hub/clients.js";
import type { Hub } from "../hub/hub.js";
import type { Partner } from "../hub/partner.js";
import type { Refusal } from "../pages/forms.js";
import { toLanguage } from "../pages/languages.js";
import type { Session } from "../pages/session.js";
import type { Outcome } from "./outcome.js";
import { LogInPage } from "./screens/log-in.js";
import { NumbersPage } from "./screens/numbers.js";
import { PartnersPage } from "./screens/partners.js";
import { hubPath, toView, type View } from "./view.js";

/** What every route of one partner's Client Hub knows. */
export interface HubEnv {
  Variables: { partner: Partner };
}
export type HubContext = Context<HubEnv>;

/** What is said beside a number: what the last form did, or why it did nothing. */
interface Said {
  outcome?: Outcome | undefined;
  refused?: { channel: string; message: string } | undefined;
}

export function viewOf(c: Context, client?: Client): View {
  const lang = c.req.query("lang");
  return toView(lang ? toLanguage(lang) : undefined, toLanguage(client?.language));
}

/** The address of the page that a form leads back to. */
export const home = (c: HubContext) => `${hubPath(c.get("partner"))}${viewOf(c).query}`;

/** The pages as answers, each with its status. */
export interface Answers {
  /** @param unknown a partner that was asked for and does not exist. */
  partners(c: Context, unknown?: string): Response | Promise<Response>;
  logIn(c: HubContext, refusal?: Refusal): Response | Promise<Response>;
  numbers(c: HubContext, client: Client, said: Said): Response | Promise<Response>;
}

export function createAnswers(hub: Hub, session: Session): Answers {
  return {
    partners(c, unknown) {
      const partners = hub.partners
        .list()
        .map((partner) => ({ partner, client: session.client(c, partner.id) }));
      const page = <PartnersPage view={viewOf(c)} partners={partners} unknown={unknown} />;
      return c.html(page, unknown === undefined ? 200 : 404);
    },
    logIn(c, refusal) {
      const page = <LogInPage view={viewOf(c)} partner={c.get("partner")} refusal={refusal} />;
      return c.html(page, refusal?.status ?? 200);
    },
    numbers(c, client, { outcome, refused }) {
      const partner = c.get("partner");
      const view = {
        ...viewOf(c, client),
        ...{ partner, client, outcome, refused },
        channels: hub.channels.ofClient(partner.id, client.id),
        mayRevoke: hub.permissions.mayRevoke(partner),
        now: hub.clientHub.now(partner.id),
      };
      return c.html(<NumbersPage view={view} />, refused ? 422 : 200);
    },
  };
}
