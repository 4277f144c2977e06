import { Hono } from "hono";
import type { Hub } from "../hub/hub.js";
import { answerJson, type WireVariables } from "../wire/json.js";
import { metaError } from "../wire/meta.js";
import { mountOperations } from "../wire/mount.js";
import { templateV1Operations } from "./templates.js";

type Env = { Variables: WireVariables };

/** What is left of the hub's older API, to be mounted at `/v1` of the origin; the credentials are the same. */
export function createPartnerApiV1(hub: Hub): Hono<Env> {
  const app = new Hono<Env>();
  app.use("/partners/:partner_id/*", async (c, next) => {
    const bearer = c.req.header("authorization")?.match(/^bearer\s+(.+)$/i)?.[1];
    const apiKey = c.req.header("x-api-key");
    const access = hub.access.check(c.req.param("partner_id"), { bearer, apiKey });
    return access.allowed ? next() : answerJson(c, 401, metaError(401, access.reason));
  });
  app.route("/", mountOperations(templateV1Operations(hub), metaError));
  return app;
}
