import { Hono } from "hono";
import { HubError } from "../../hub/errors.js";
import type { Hub } from "../../hub/hub.js";
import type { MetaSignup } from "../../hub/meta-signup.js";
import type { Visit } from "../../hub/visit.js";
import { type FormBody, parseForm, type Refusal, toRefusal } from "../../pages/forms.js";
import { toLanguage } from "../../pages/languages.js";
import { type View, visitPath } from "../view.js";
import { type VisitContext, type VisitEnv, visitRoute } from "../visit-env.js";
import { viewOf } from "../visit-view.js";
import { BusinessPage } from "./business.js";
import { CodePage } from "./code.js";
import { FinishedPage } from "./finished.js";
import { businessForm, codeForm, metaNumberForm } from "./forms.js";
import { NumberPage } from "./number.js";

/** The pages of the window, by the last part of their address. */
const pages = { business: "", number: "/number", code: "/code", finished: "/finished" } as const;
type PageName = keyof typeof pages;

const base = `${visitRoute}/meta`;

/** The page that the client can be at: a later one than it has come to leads to the one before. */
function reachable({ metaSignup, ended, clientId, screen }: Visit, wanted: PageName): PageName {
  if (ended !== null || clientId === null || screen === "payment") return "finished";
  if (wanted === "business") return "business";
  if (metaSignup === null) return wanted === "finished" ? "finished" : "business";
  if (metaSignup.channelId !== undefined) return "finished";
  if (wanted === "number") return "number";
  return metaSignup.number === undefined ? "number" : "code";
}

function describe({ metaSignups }: Hub, visit: Visit, body: FormBody): Visit {
  const form = parseForm(businessForm, body);
  return metaSignups.describe(visit, {
    portfolioId: form.business,
    portfolioName: form.business_name,
    wabaId: form.waba,
    wabaName: form.waba_name,
    displayName: form.display_name,
    category: form.category,
  });
}

function sendCode({ metaSignups }: Hub, visit: Visit, body: FormBody): Visit {
  const { phone_number: phoneNumber, country, verification } = parseForm(metaNumberForm, body);
  return metaSignups.sendCode(visit, { phoneNumber, country, method: verification });
}

interface Step {
  /** Below the window's first page. */
  path: string;
  at: PageName;
  next: PageName;
  work(hub: Hub, visit: Visit, body: FormBody): Visit;
}

const steps: Step[] = [
  { path: "", at: "business", next: "number", work: describe },
  { path: "/number", at: "number", next: "code", work: sendCode },
  {
    path: "/code",
    at: "code",
    next: "finished",
    work: (hub, visit, body) => hub.metaSignups.finish(visit, parseForm(codeForm, body).code),
  },
  {
    path: "/code/again",
    at: "code",
    next: "code",
    work: (hub, visit) => hub.metaSignups.sendAnotherCode(visit),
  },
];

/** The window of the simulated embedded signup; below the visit that it adds a number to. */
export function createMetaRoutes(hub: Hub): Hono<VisitEnv> {
  const app = new Hono<VisitEnv>();
  const { channels } = hub;

  function page(view: View, name: PageName, signup: MetaSignup | null) {
    const { partnerId, clientId } = view.visit;
    const own = clientId === null ? [] : channels.ofClient(partnerId, clientId);
    switch (name) {
      case "business": {
        const [portfolios, wabas] =
          clientId === null
            ? [[], []]
            : [channels.portfoliosOf(partnerId, clientId), channels.wabasOf(partnerId, clientId)];
        return <BusinessPage view={view} portfolios={portfolios} wabas={wabas} />;
      }
      case "code":
        if (signup?.number) return <CodePage view={view} number={signup.number} />;
        return <NumberPage view={view} channels={own} />;
      case "number":
        return <NumberPage view={view} channels={own} />;
      case "finished":
        return <FinishedPage view={view} channel={own.find(({ id }) => id === signup?.channelId)} />;
    }
  }

  function show(c: VisitContext, visit: Visit, name: PageName, refusal?: Refusal) {
    const view = viewOf(hub, c.get("partner"), visit, `meta-${name}`, refusal);
    return c.html(page(view, name, visit.metaSignup), refusal?.status ?? 200);
  }

  const goTo = (c: VisitContext, visit: Visit, wanted: PageName) =>
    c.redirect(`${visitPath(visit)}/meta${pages[reachable(visit, wanted)]}`, 303);

  for (const name of ["business", "number", "code", "finished"] as const) {
    app.get(base + pages[name], (c) => {
      const visit = c.get("visit");
      return reachable(visit, name) === name ? show(c, visit, name) : goTo(c, visit, name);
    });
  }

  for (const { path, at, next, work } of steps) {
    app.post(base + path, async (c) => {
      const visit = c.get("visit");
      // A body that is no form is an empty one: the answer says which field is missing.
      const body = await c.req.parseBody().catch((): FormBody => ({}));
      try {
        return goTo(c, work(hub, visit, body), next);
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        const stopped = hub.visits.stopAutopilot(visit, error.message);
        return show(
          c,
          stopped,
          reachable(stopped, at),
          toRefusal(error, body, toLanguage(visit.params.lang)),
        );
      }
    });
  }

  return app;
}
