import type { Context, MiddlewareHandler } from "hono";

/** Names under which a browser or an app on this machine reaches the sandbox. 0.x of the connect button uses 0.0.0.0. */
const loopbackNames = ["localhost", "127.0.0.1", "[::1]", "0.0.0.0"];

const hostnameOf = (host: string): string =>
  URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;

/**
 * Lets in requests for this machine's own names and those that the user named; nothing else, so that a page elsewhere
 * cannot reach the sandbox through a name that it points here.
 */
export function guardHosts(alsoAllowed: readonly string[]): MiddlewareHandler {
  const allowed = new Set([...loopbackNames, ...alsoAllowed]);
  return async function guardHost(c, next) {
    const host = c.req.header("host") ?? "";
    if (allowed.has(hostnameOf(host))) return next();
    const text = `The sandbox does not answer for the host "${host}". Use localhost, or start it with --base-url http://${host}.\n`;
    return c.text(text, 403);
  };
}

const originHost = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : origin);

/** A person who follows a link to a page of the console: the page that links to it cannot read what is shown. */
const isVisit = (c: Context): boolean =>
  c.req.method === "GET" &&
  c.req.header("sec-fetch-mode") === "navigate" &&
  c.req.header("sec-fetch-dest") === "document";

/**
 * Refuses what a page of another origin asks of the console and the control API. Browsers name the origin where they may
 * let the page read or change something, and say of every request whether it comes from elsewhere (`Sec-Fetch-Site`): as a
 * script, an image or a frame too. Whatever is no browser names neither.
 */
export function refuseOtherOrigins(): MiddlewareHandler {
  return async function refuseOtherOrigin(c, next) {
    const origin = c.req.header("origin");
    const isForeign = origin !== undefined && originHost(origin) !== c.req.header("host");
    const site = c.req.header("sec-fetch-site") ?? "none";
    if (!isForeign && (site === "none" || site === "same-origin" || isVisit(c))) return next();
    const who = origin === undefined ? "of another origin" : `of ${origin}`;
    return c.json(
      {
        error: `The control API does not answer pages ${who}. Call it from the same origin, or without a browser.`,
      },
      403,
    );
  };
}
