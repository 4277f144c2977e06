import { Hono, type MiddlewareHandler } from "hono";
import { formatDuration } from "../clock/duration.js";
import type { Hub } from "../hub/hub.js";
import { rateLimits } from "../hub/rate-limits.js";
import { answerJson, type WireContext, type WireVariables } from "../wire/json.js";
import { metaError } from "../wire/meta.js";
import { answerError, mountOperations } from "../wire/mount.js";
import { limitsOf } from "./call-limits.js";
import { misspelling, notServed } from "./not-served.js";
import { partnerApiOperations } from "./operations.js";
import { answerAsRecorded } from "./recorded-form.js";
import { tokenError, tokenOperation } from "./token.js";

type Env = { Variables: WireVariables };

const pathOf = (c: WireContext) => c.req.path.replace(/^\/api\/v2/, "");

const bearerIn = (headers: Headers) => headers.get("authorization")?.match(/^bearer\s+(.+)$/i)?.[1];

function requireAccess(hub: Hub): MiddlewareHandler<Env> {
  return async (c, next) => {
    const partnerId = c.req.param("partner_id") ?? "";
    const path = pathOf(c);
    if (misspelling(path) !== undefined) {
      const { status, message } = notServed(c.req.method, path);
      return answerJson(c, status, metaError(status, message));
    }
    const credentials = { bearer: bearerIn(c.req.raw.headers), apiKey: c.req.header("x-api-key") };
    const access = hub.access.check(partnerId, credentials);
    if (!access.allowed)
      return answerJson(c, 401, metaError(401, explain(hub, partnerId, c.req.raw.headers, access.reason)));
    return next();
  };
}

/** Headers that clients in the wild put partner credentials into; the hub reads neither. */
const oddHeaders = ["d360-api-key", "d360-partner-api-key"];

/** What is wrong with credentials that came in a place where the hub does not look. */
function oddlyPlaced(hub: Hub, headers: Headers): string | undefined {
  const name = oddHeaders.find((header) => headers.has(header));
  if (name !== undefined) {
    const kind = hub.access.kindOf(headers.get(name) ?? "");
    const carried = kind === undefined ? "" : ` It carries a ${kind}${meantFor[kind]}.`;
    return `The header ${name} is not read here.${carried}`;
  }
  const authorization = headers.get("authorization");
  if (authorization === null || bearerIn(headers) !== undefined) return undefined;
  const isSecret = hub.access.kindOf(authorization.trim());
  const scheme = isSecret ? "no scheme" : `the scheme "${authorization.split(/\s/, 1)[0]}"`;
  return `Authorization has ${scheme}. Write it as Authorization: Bearer, followed by a space and the token.`;
}

const meantFor = {
  "partner API key": ", which belongs in X-API-Key",
  "access token": ", which belongs in Authorization: Bearer",
  "channel API key": ", which is only for the messaging API",
};

/** Tells a developer which header was meant, when the credentials came in another one. */
function explain(hub: Hub, partnerId: string, headers: Headers, reason: string): string {
  if (!headers.has("x-api-key") && bearerIn(headers) === undefined) {
    const odd = oddlyPlaced(hub, headers);
    if (odd !== undefined) return `${reason} ${odd}`;
  }
  if (!hub.partners.find(partnerId)) {
    const names = hub.partners.list().map(({ id }) => id);
    return `${reason} There is no partner "${partnerId}" either; this sandbox has ${names.join(" and ")}.`;
  }
  return reason;
}

/** Holds back calls as the partner's setting says; only those of callers that were let in are counted. */
function limitRate(hub: Hub): MiddlewareHandler<Env> {
  return async (c, next) => {
    const partnerId = c.req.param("partner_id") ?? "";
    const mode = hub.partners.get(partnerId).settings.rate_limits;
    if (mode === "off") return next();
    const counted = limitsOf(hub, partnerId, c.req.method, pathOf(c));
    if (mode === "observed") counted.push({ limit: "any_call", subject: partnerId });
    const tooMany = hub.access.rateLimits.admit(partnerId, counted);
    if (!tooMany) return next();
    const { calls, windowMs, what, evidence } = rateLimits[tooMany.limit];
    const { retryAfterSeconds } = tooMany;
    const message = `Too many requests: ${calls} in ${formatDuration(windowMs)} for ${what} (${evidence.mark}). Ask again in ${retryAfterSeconds} s of ${partnerId}'s time; its setting rate_limits is "${mode}".`;
    return answerJson(c, 429, metaError(429, message), { "retry-after": String(retryAfterSeconds) });
  };
}

/** The Partner API, to be mounted at `/api/v2`. */
export function createPartnerApi(hub: Hub): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error, c) => answerError(c, error, metaError));

  app.use(answerAsRecorded());
  app.route("/", mountOperations([tokenOperation(hub)], tokenError));
  // The star also stands for nothing, so this is `/partners/{partner_id}` too.
  app.use("/partners/:partner_id/*", requireAccess(hub), limitRate(hub));
  app.route("/", mountOperations(partnerApiOperations(hub), metaError));
  // Not notFound: an app that is mounted in another leaves that to the outer one.
  app.all("*", (c) => {
    const { status, message } = notServed(c.req.method, pathOf(c));
    return answerJson(c, status, metaError(status, message));
  });
  return app;
}
