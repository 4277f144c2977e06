import { createMiddleware } from "hono/factory";

const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** The console talks to the control API, and no page of another origin may frame it: its buttons change things. */
export const consoleHeaders = createMiddleware(async (c, next) => {
  await next();
  c.res.headers.set("Content-Security-Policy", contentSecurityPolicy);
});
