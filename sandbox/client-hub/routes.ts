import { Hono } from "hono";
import type { Client } from "../hub/clients.js";
import { HubError } from "../hub/errors.js";
import type { Hub } from "../hub/hub.js";
import { type FormBody, parseForm, toRefusal } from "../pages/forms.js";
import { pageHeaders } from "../pages/headers.js";
import { logInForm } from "../pages/log-in-form.js";
import { sameOriginForms } from "../pages/same-origin.js";
import { createSession, type Session } from "../pages/session.js";
import { type Answers, createAnswers, type HubEnv, home, viewOf } from "./answers.js";
import { keepOutcome, type Outcome, takeOutcome } from "./outcome.js";
import { clientHubPath, hubPath, placeOf, type View } from "./view.js";

const ofPartner = `${clientHubPath}/:partnerId`;

/** Does one thing with one number, and says what it did. */
type Action = (client: Client, channel: string) => Omit<Outcome, "channel">;

function actions({ clientHub }: Hub): Record<string, Action> {
  return {
    grant: (client, channel) => {
      clientHub.change(client, { grant: [channel] });
      return { did: "granted" };
    },
    revoke: (client, channel) => {
      clientHub.change(client, { revoke: [channel] });
      return { did: "revoked" };
    },
    "request-cancellation": (client, channel) => {
      clientHub.requestCancellation(client, channel);
      return { did: "requested" };
    },
    "withdraw-cancellation": (client, channel) => {
      clientHub.withdrawCancellation(client, channel);
      return { did: "withdrawn" };
    },
    "api-key": (client, channel) => {
      const { api_key: apiKey, address } = clientHub.createKey(client, channel);
      return { did: "created", apiKey, address };
    },
  };
}

/** In the client's words: the hub's are for a developer. */
const sayRefusal = ({ t }: View, { code, message }: HubError): string =>
  new Map<string, string>(Object.entries(t.refused)).get(code) ?? message;

/** Who is logged in at a partner's Client Hub. */
function addAccount(app: Hono<HubEnv>, hub: Hub, session: Session, answers: Answers): void {
  app.post(`${ofPartner}/log-in`, async (c) => {
    const body = await c.req.parseBody().catch((): FormBody => ({}));
    const { id } = c.get("partner");
    try {
      session.keep(c, id, hub.clientHub.logIn(id, parseForm(logInForm, body)).id);
      return c.redirect(home(c), 303);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return answers.logIn(c, toRefusal(error, body, viewOf(c).language));
    }
  });

  app.post(`${ofPartner}/log-out`, (c) => {
    session.end(c, c.get("partner").id);
    return c.redirect(home(c), 303);
  });
}

/** What a client does with its numbers: each form ends in a redirect, so that reloading or going back sends nothing twice. */
function addActions(app: Hono<HubEnv>, hub: Hub, session: Session, answers: Answers): void {
  for (const [name, action] of Object.entries(actions(hub))) {
    app.post(`${ofPartner}/channels/:channelId/${name}`, (c) => {
      const client = session.client(c, c.get("partner").id);
      if (!client) return c.redirect(home(c), 303);
      const channel = c.req.param("channelId");
      try {
        keepOutcome(c, { channel, ...action(client, channel) });
        return c.redirect(`${home(c)}#${placeOf(channel)}`, 303);
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        const message = sayRefusal(viewOf(c, client), error);
        return answers.numbers(c, client, { refused: { channel, message } });
      }
    });
  }
}

/** The Client Hub: pages for the client of a partner, to be mounted at `/`. It answers below `/client-hub` and nowhere else. */
export function createClientHubPages(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  const session = createSession(hub);
  const answers = createAnswers(hub, session);

  for (const path of [clientHubPath, `${clientHubPath}/*`]) app.use(path, pageHeaders, sameOriginForms);

  app.on("GET", [clientHubPath, `${clientHubPath}/`], (c) => {
    const loggedIn = hub.partners.list().filter(({ id }) => session.client(c, id) !== undefined);
    const [only, ...others] = loggedIn;
    if (only === undefined || others.length > 0) return answers.partners(c);
    return c.redirect(`${hubPath(only)}${new URL(c.req.url).search}`, 303);
  });

  app.use(`${ofPartner}/*`, async (c, next) => {
    const id = c.req.param("partnerId");
    const partner = hub.partners.find(id);
    if (!partner) return answers.partners(c, id);
    c.set("partner", partner);
    return next();
  });

  app.get(ofPartner, (c) => {
    const client = session.client(c, c.get("partner").id);
    if (!client) return answers.logIn(c);
    const outcome = takeOutcome(c);
    // After a form the client is still there; it did not come anew.
    if (!outcome) hub.clientHub.open(client);
    return answers.numbers(c, client, { outcome });
  });

  addAccount(app, hub, session, answers);
  addActions(app, hub, session, answers);

  // The address of a refused form, reloaded or kept as a bookmark.
  app.get(`${ofPartner}/*`, (c) => c.redirect(home(c), 303));

  return app;
}
