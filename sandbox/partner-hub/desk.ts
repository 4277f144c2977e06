import type { Context, Hono } from "hono";
import { HubError } from "../hub/errors.js";
import type { Hub } from "../hub/hub.js";
import type { Partner } from "../hub/partner.js";
import { type FormBody, type Refusal, toRefusal } from "../pages/forms.js";
import type { ShownOnce } from "./shown-once.js";
import { hubPath, noticeOf, type View } from "./view.js";

export interface HubEnv {
  Variables: { partner: Partner };
}
export type HubContext = Context<HubEnv>;
export type HubApp = Hono<HubEnv>;

/** What the routes of all tabs work with. */
export interface Desk {
  hub: Hub;
  shownOnce: ShownOnce;
}

export const base = "/partner-hub/:partnerId";

/** What surrounds the screen that a request asks for. */
export function viewOf({ hub, shownOnce }: Desk, c: HubContext): View {
  return {
    partner: c.get("partner"),
    partners: hub.partners.list(),
    notice: noticeOf(c.req.query("done")),
    secret: shownOnce.take(c),
    origin: new URL(c.req.url).origin,
  };
}

interface FormRoute {
  /** Below the partner's address. */
  path: string;
  /** Does what the form asks for, and says where to go then, below the partner's address. */
  submit(c: HubContext, body: FormBody): string | Promise<string>;
  /** Shows the screen of the form again, with what was wrong. */
  refuse(c: HubContext, refusal: Refusal): Response | Promise<Response>;
}

/** A form: done, it ends in a redirect, so that reloading sends nothing twice; refused, it is shown again. */
export function onForm(app: HubApp, { path, submit, refuse }: FormRoute): void {
  app.post(`${base}/${path}`, async (c) => {
    // A body that is no form is an empty one: the answer says which field is missing.
    const body = await c.req.parseBody({ all: true }).catch((): FormBody => ({}));
    try {
      return c.redirect(hubPath(c.get("partner").id, await submit(c, body)), 303);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return refuse(c, toRefusal(error, body));
    }
  });
}
