import { Hono, type MiddlewareHandler } from "hono";
import { z } from "zod";
import type { Hub } from "../hub/hub.js";
import { answerJson, type WireContext, type WireVariables } from "../wire/json.js";
import { answerError, mountOperations } from "../wire/mount.js";
import { parse, parseJson } from "../wire/parse.js";
import { metaError } from "./errors.js";
import { misspelling, notServed } from "./not-served.js";
import { partnerApiOperations } from "./operations.js";

type Env = { Variables: WireVariables };

const logInSchema = z.object({ username: z.string().min(1), password: z.string() });

const pathOf = (c: WireContext) => c.req.path.replace(/^\/api\/v2/, "");

function requireAccess(hub: Hub): MiddlewareHandler<Env> {
  return async (c, next) => {
    const partnerId = c.req.param("partner_id") ?? "";
    const path = pathOf(c);
    if (misspelling(path) !== undefined) {
      const { status, message } = notServed(c.req.method, path);
      return answerJson(c, status, metaError(status, message));
    }
    const bearer = c.req.header("authorization")?.match(/^bearer\s+(.+)$/i)?.[1];
    const access = hub.access.check(partnerId, { bearer, apiKey: c.req.header("x-api-key") });
    if (!access.allowed)
      return answerJson(c, 401, metaError(401, explain(hub, partnerId, c.req.raw.headers, access.reason)));
    return next();
  };
}

/** Tells a developer which header was meant, when the credentials came in another one. */
function explain(hub: Hub, partnerId: string, headers: Headers, reason: string): string {
  const odd = ["d360-api-key", "d360-partner-api-key"].find((name) => headers.has(name));
  if (odd !== undefined && !headers.has("x-api-key") && !headers.has("authorization")) {
    return `${reason} The header ${odd} is not read here.`;
  }
  if (!hub.partners.find(partnerId)) {
    const names = hub.partners.list().map(({ id }) => id);
    return `${reason} There is no partner "${partnerId}" either; this sandbox has ${names.join(" and ")}.`;
  }
  return reason;
}

/** The Partner API, to be mounted at `/api/v2`. */
export function createPartnerApi(hub: Hub): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error, c) => answerError(c, error, metaError));

  app.post("/token", async (c) => {
    const { username, password } = parse(logInSchema, parseJson(await c.req.text(), "body") ?? {}, "body");
    const token = hub.access.logIn(username, password);
    if (token) return answerJson(c, 200, token);
    // Observed: the token call words its errors differently from all others. The status is a guess.
    const error_description = `No partner has the user "${username}" with this password.`;
    return answerJson(c, 401, { error: "invalid_grant", error_description });
  });

  app.use("/partners/:partner_id", requireAccess(hub));
  app.use("/partners/:partner_id/*", requireAccess(hub));
  app.route("/", mountOperations(partnerApiOperations(hub), metaError));
  app.notFound((c) => {
    const { status, message } = notServed(c.req.method, pathOf(c));
    return answerJson(c, status, metaError(status, message));
  });
  return app;
}
