import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";

/** Recorded from the real hub. Browsers ignore it on plain http, which is what the sandbox speaks. */
const transportSecurity = "max-age=15724800; includeSubDomains";

/**
 * Gives answers the headers and the reason phrase that were recorded from the real hub: `201 CREATED` in capitals. The
 * value of `Access-Control-Allow-Origin` is not known; it names this origin, which lets no other page in.
 */
export function answerAsRecorded(): MiddlewareHandler<{ Bindings: Partial<HttpBindings> }> {
  return async function answerInRecordedForm(c, next) {
    await next();
    c.res.headers.set("strict-transport-security", transportSecurity);
    c.res.headers.set("access-control-allow-origin", `http://${c.req.header("host") ?? "localhost"}`);
    // Without a server, as in tests of the surface alone, there is no reason phrase.
    if (c.res.status === 201 && c.env?.outgoing) c.env.outgoing.statusMessage = "CREATED";
  };
}
