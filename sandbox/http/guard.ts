import type { MiddlewareHandler } from "hono";

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

/** Refuses control calls that a page of another origin makes. */
export function refuseOtherOrigins(): MiddlewareHandler {
  return async function refuseOtherOrigin(c, next) {
    const origin = c.req.header("origin");
    if (origin === undefined || origin === `http://${c.req.header("host")}`) return next();
    return c.json(
      {
        error: `The control API does not answer pages of ${origin}. Call it from the same origin, or without a browser.`,
      },
      403,
    );
  };
}
