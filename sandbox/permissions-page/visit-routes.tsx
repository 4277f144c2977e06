import { Hono } from "hono";
import { HubError } from "../hub/errors.js";
import type { Hub } from "../hub/hub.js";
import type { Visit } from "../hub/visit.js";
import { type FormBody, parseForm, type Refusal, toRefusal } from "../pages/forms.js";
import { toLanguage } from "../pages/languages.js";
import { logInForm } from "../pages/log-in-form.js";
import type { Session } from "../pages/session.js";
import { numberForm, paymentForm, permissionForm, signUpForm } from "./forms.js";
import { createMetaRoutes } from "./meta/routes.js";
import { createReturning, toReturning } from "./returning.js";
import { UnknownVisitPage } from "./screens/errors.js";
import { visitPath } from "./view.js";
import { visitRoute as base, type VisitContext, type VisitEnv } from "./visit-env.js";
import { VisitScreen } from "./visit-screen.js";
import { viewOf } from "./visit-view.js";

/** Does one step with what the client sent, and gives the visit as it is then. */
type Step = (visit: Visit, body: FormBody, c: VisitContext) => Visit;

function findVisit(hub: Hub, partnerId: string, visitId: string): Visit | undefined {
  try {
    return hub.visits.get(partnerId, visitId);
  } catch (error) {
    if (error instanceof HubError && error.code === "not_found") return undefined;
    throw error;
  }
}

/**
 * Every form ends in a redirect, so that reloading or going back sends nothing twice. The last one leads to the page that
 * goes on to the partner by itself.
 */
function goOn(c: VisitContext, visit: Visit): Response {
  return visit.ended === "returned" ? toReturning(c, visit) : c.redirect(visitPath(visit), 303);
}

function accountSteps({ visits }: Hub, session: Session): Record<string, Step> {
  const remember = (c: VisitContext, visit: Visit): Visit => {
    if (visit.clientId !== null) session.keep(c, visit.partnerId, visit.clientId);
    return visit;
  };
  return {
    // The form that was sent is the one to show again when it is refused, whichever the visit had in front.
    "sign-up": (visit, body, c) => {
      const { user_name: userName, ...account } = parseForm(signUpForm, body);
      return remember(c, visits.signUp(visits.showLogIn(visit, false), { ...account, userName }));
    },
    "log-in": (visit, body, c) =>
      remember(c, visits.logIn(visits.showLogIn(visit, true), parseForm(logInForm, body))),
    "use-log-in": (visit) => visits.showLogIn(visit, true),
    "use-sign-up": (visit) => visits.showLogIn(visit, false),
    "log-out": (visit, _body, c) => {
      session.end(c, visit.partnerId);
      return visits.logOut(visit);
    },
  };
}

function numberSteps({ visits }: Hub): Record<string, Step> {
  return {
    payment: (visit, body) => {
      const { plan, card, terms } = parseForm(paymentForm, body);
      return visits.pay(visit, { plan, card, acceptsTerms: terms === "accepted" });
    },
    numbers: (visit, body) => {
      const {
        phone_number: phoneNumber,
        display_name: phoneName,
        waba: wabaId,
      } = parseForm(numberForm, body);
      return visits.addNumber(visit, { phoneNumber, phoneName, wabaId });
    },
    "numbers/done": (visit) => visits.finishNumbers(visit),
    another: (visit) => visits.addAnother(visit),
    permission: (visit, body) => visits.decide(visit, parseForm(permissionForm, body).permit),
  };
}

/** The pages of one visit and the forms on them. */
export function createVisitRoutes(hub: Hub, session: Session): Hono<VisitEnv> {
  const app = new Hono<VisitEnv>();

  function show(c: VisitContext, visit: Visit, refusal?: Refusal) {
    const view = viewOf(hub, c.get("partner"), visit, visit.screen, refusal);
    return c.html(<VisitScreen hub={hub} view={view} />, refusal?.status ?? 200);
  }

  app.use(`${base}/*`, async (c, next) => {
    const { partnerId, visitId } = c.req.param();
    const visit = findVisit(hub, partnerId, visitId);
    if (!visit) {
      const page = { language: toLanguage(c.req.query("lang")), partner: c.get("partner"), id: visitId };
      return c.html(<UnknownVisitPage {...page} />, 404);
    }
    c.set("visit", visit);
    return next();
  });

  app.get(base, (c) => show(c, c.get("visit")));

  for (const [name, step] of Object.entries({ ...accountSteps(hub, session), ...numberSteps(hub) })) {
    app.post(`${base}/${name}`, async (c) => {
      const visit = c.get("visit");
      // A body that is no form is an empty one: the answer says which field is missing.
      const body = await c.req.parseBody({ all: true }).catch((): FormBody => ({}));
      try {
        const after = step(visit, body, c);
        await hub.visits.mayReturn(after);
        return goOn(c, after);
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        return show(
          c,
          hub.visits.stopAutopilot(visit, error.message),
          toRefusal(error, body, toLanguage(visit.params.lang)),
        );
      }
    });
  }

  app.route("/", createReturning(hub));
  app.route("/", createMetaRoutes(hub));

  // Whoever cancels is not sent to the partner, even where the visit had returned before: that page says that it is done.
  app.post(`${base}/cancel`, (c) => c.redirect(visitPath(hub.visits.cancel(c.get("visit"))), 303));

  // The address of a refused form, reloaded or kept as a bookmark.
  app.get(`${base}/*`, (c) => c.redirect(visitPath(c.get("visit")), 303));

  return app;
}
