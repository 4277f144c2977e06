import { createMiddleware } from "hono/factory";

// Chromium applies form-action to the redirect that follows a form post as well. So no form leads to the partner: the last
// one of a visit leads to a page of ours, and that page goes on by itself.
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data: http: https:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*",
].join("; ");

/**
 * What a browser shows again comes from the hub, and leaves nothing behind. Only the answer to a refused form is kept:
 * without it, whoever goes back there meets the browser's own error page, and a popup has no toolbar to leave that with.
 */
const cachingOf = ({ method }: Request, { status }: Response): string =>
  method === "POST" && status >= 400 ? "private, no-cache" : "no-store";

/**
 * Headers of every hosted page. There is no Cross-Origin-Opener-Policy on purpose: it cuts `window.opener`, and then the
 * partner's popup never closes.
 */
export const pageHeaders = createMiddleware(async (c, next) => {
  await next();
  const headers = {
    "Content-Security-Policy": contentSecurityPolicy,
    // Not `no-referrer`: with it a browser sends `Origin: null` with our own forms. The partner sees no referrer either way.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": cachingOf(c.req.raw, c.res),
  };
  for (const [name, value] of Object.entries(headers)) {
    if (name !== "Cache-Control" || !c.res.headers.has(name)) c.res.headers.set(name, value);
  }
});
