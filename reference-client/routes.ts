import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import type { Activity } from "./activity.js";
import { assets } from "./pages/assets.js";
import { type PageDeps, pages } from "./pages/routes.js";
import type { InboxStore } from "./store/inbox.js";
import { type MessagingWebhookDeps, messagingWebhook } from "./webhooks/messaging-webhook.js";
import { partnerWebhook } from "./webhooks/partner-webhook.js";

const largestBody = 1024 * 1024;
const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]", "0.0.0.0"]);

/** Everything from this origin only, nothing inline. No Cross-Origin-Opener-Policy: it would cut `window.opener`. */
const pageHeaders = (embeddedIn = "'none'") => ({
  "content-security-policy": `default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ${embeddedIn}; object-src 'none'`,
  "x-content-type-options": "nosniff",
  // The redirect page's address holds the state.
  "referrer-policy": "no-referrer",
});

const idleQuery = z.object({
  timeout: z.coerce.number().int().min(0).max(120_000).default(5000),
  partner: z.string().optional(),
});

export interface RouteDeps extends PageDeps, MessagingWebhookDeps {
  activity: Activity;
  inbox: InboxStore;
  drainSoon: () => void;
  log: (line: string) => void;
}

/** `/idle`, a hook for tests: answers when no work is queued or running, for one `partner` or at all. `/health`: that the app is up. */
function hooks({ activity, stopping }: RouteDeps): Hono {
  const app = new Hono();
  app.get("/health", (c) => c.json({ ok: true }));
  app.get("/idle", async (c) => {
    const query = idleQuery.safeParse(c.req.query());
    if (!query.success) return c.json({ error: z.prettifyError(query.error) }, 400);
    const { timeout, partner: partnerId } = query.data;
    const idle = await activity.idle(timeout, { partnerId, signal: stopping });
    return idle ? c.json({ idle: true }) : c.json({ idle: false, pending: activity.pending(partnerId) }, 503);
  });
  return app;
}

/**
 * 127.0.0.1 and localhost are two origins with two sets of cookies, and the redirect comes back to only one of them.
 * So a page opened under another loopback name moves to the public URL's.
 */
function canonicalUrl(c: Context, publicUrl: string): string | undefined {
  const asked = new URL(c.req.url);
  const canonical = new URL(publicUrl);
  const isAlias = loopbackNames.has(asked.hostname) && loopbackNames.has(canonical.hostname);
  return isAlias && asked.hostname !== canonical.hostname
    ? `${canonical.origin}${asked.pathname}${asked.search}`
    : undefined;
}

/** The whole app over HTTP. */
export function routes(deps: RouteDeps): Hono {
  const app = new Hono();
  const headers = Object.entries(pageHeaders(deps.config.embeddedIn));
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of headers) c.header(name, value);
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  });
  app.use(
    bodyLimit({
      maxSize: largestBody,
      onError: (c) => c.json({ error: `The body is larger than ${largestBody} bytes.` }, 413),
    }),
  );
  app.get("/", async (c, next) => {
    const elsewhere = canonicalUrl(c, deps.publicUrl);
    return elsewhere === undefined ? next() : c.redirect(elsewhere);
  });
  app.route("/", hooks(deps));
  app.route("/", assets());
  app.route("/", partnerWebhook(deps));
  app.route("/", messagingWebhook(deps));
  app.route("/", pages(deps));
  app.notFound((c) => c.text("There is no such page here.", 404));
  app.onError((error, c) => {
    deps.log(`${c.req.method} ${c.req.path}: ${error.message}`);
    return c.text("Something went wrong here. It has been noted.", 500);
  });
  return app;
}
