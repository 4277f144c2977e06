import { createMiddleware } from "hono/factory";
import { ForeignFormPage } from "./error-page.js";
import { toLanguage } from "./languages.js";

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : origin);

/** Refuses forms that another site sent in the client's name. A program without an Origin header is let in. */
export const sameOriginForms = createMiddleware(async (c, next) => {
  const origin = c.req.header("Origin");
  const { host, searchParams } = new URL(c.req.url);
  if (c.req.method !== "POST" || origin === undefined || hostOf(origin) === host) return next();
  const language = toLanguage(searchParams.get("lang") ?? undefined);
  return c.html(<ForeignFormPage language={language} from={origin} host={host} />, 403);
});
