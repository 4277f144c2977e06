import { setTimeout as sleep } from "node:timers/promises";
import { type Context, Hono } from "hono";
import type { Config } from "../config.js";
import type { LiveUpdates } from "../live-updates.js";
import { connectLink } from "../onboarding/connect-link.js";
import { parseRedirectQuery } from "../onboarding/redirect-query.js";
import type { RedirectWorker } from "../onboarding/redirect-worker.js";
import type { SessionStore } from "../store/sessions.js";
import { ConnectedPage, RefusedRedirectPage } from "./connected.js";
import { streamChannels } from "./event-stream.js";
import { HomePage } from "./home.js";
import { publicView, type ViewDeps } from "./public-view.js";
import { endSession, sessionOf, startSession } from "./session-cookie.js";

/** How long the redirect page waits for the hub's confirmation before it shows that it is still pending. */
const confirmationPatienceMs = 4_000;

const noClient = "The hub's answer names no account. Please start again with Connect.";
const noState =
  "This answer does not belong to a Connect that was started here in the last hour, or it was used already. Please start again with Connect.";

export interface PageDeps extends ViewDeps {
  config: Config;
  publicUrl: string;
  sessions: SessionStore;
  redirects: RedirectWorker;
  live: LiveUpdates;
  stopping: AbortSignal;
}

/** The page that a visitor sees us in, when it may show us in a frame and does. */
const embedderOf = (c: Context, { config }: PageDeps): string | undefined =>
  c.req.header("sec-fetch-dest") === "iframe" ? config.embeddedIn : undefined;

function home(c: Context, deps: PageDeps) {
  const { config, publicUrl, sessions } = deps;
  const session = sessionOf(c, sessions) ?? startSession(c, sessions, publicUrl);
  const state = c.req.query("state");
  const outcome = state === undefined ? undefined : sessions.redirectOutcome(session, state);
  const link = { hubUrl: config.hubUrl, publicUrl, seconds: Math.floor(Date.now() / 1000) };
  const controls = config.hubs.map((hub) => ({
    hub,
    href: connectLink(hub, { ...link, state: sessions.createState(session, hub.partnerId) }),
  }));
  const view = { controls, channels: publicView(deps, session), outcome, embeddedIn: embedderOf(c, deps) };
  return c.html(<HomePage {...view} />);
}

/** The redirect page. The state is verified here, on the server, before anything the query says is looked at. */
async function connected(c: Context, deps: PageDeps) {
  const session = sessionOf(c, deps.sessions);
  const state = c.req.query("state");
  const claims = parseRedirectQuery(c.req.query());
  if (claims === undefined) return c.html(<RefusedRedirectPage reason={noClient} />, 400);
  const redirect = session && state ? deps.sessions.acceptRedirect(session, state, claims) : undefined;
  if (session === undefined || state === undefined || redirect === undefined) {
    return c.html(<RefusedRedirectPage reason={noState} />, 400);
  }
  const confirmed = deps.redirects.process(redirect);
  await Promise.race([confirmed, sleep(confirmationPatienceMs, undefined, { ref: false })]);
  const outcome = deps.sessions.redirectOutcome(session, state) ?? "pending";
  return c.html(<ConnectedPage outcome={outcome} embeddedIn={embedderOf(c, deps)} />);
}

/** The pages people see, and the stream that keeps them up to date. */
export function pages(deps: PageDeps): Hono {
  const app = new Hono();
  app.get("/", (c) => home(c, deps));
  // A demo begins with an account that has no numbers yet.
  if (deps.config.embeddedIn !== undefined) {
    app.get("/start-over", (c) => {
      endSession(c);
      return c.redirect("/");
    });
  }
  app.get("/connected", (c) => connected(c, deps));
  app.get("/events", (c) => {
    const session = sessionOf(c, deps.sessions);
    // 204 tells an EventSource not to come back.
    return session === undefined ? c.body(null, 204) : streamChannels(c, deps, session);
  });
  return app;
}
