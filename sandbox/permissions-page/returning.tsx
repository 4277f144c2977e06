import { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Hub } from "../hub/hub.js";
import type { Visit } from "../hub/visit.js";
import { ReturningScreen } from "./screens/ended.js";
import { visitPath } from "./view.js";
import { type VisitContext, type VisitEnv, visitRoute } from "./visit-env.js";
import { viewOf } from "./visit-view.js";

// Says that this browser was sent here by the last form of the visit. It ends soon: whoever opens the address again is
// told that the visit is over, and is not sent around in a circle.
const cookie = "hub_returning";
const seconds = 60;

const returningPath = (visit: Visit): string => `${visitPath(visit)}/returning`;

/** Sends the browser to the page that takes it back to the partner. */
export function toReturning(c: VisitContext, visit: Visit): Response {
  const path = returningPath(visit);
  setCookie(c, cookie, "yes", { path, maxAge: seconds, httpOnly: true, sameSite: "Lax" });
  return c.redirect(path, 303);
}

/** The page that takes the browser back. No form leads out of the hub, so that the pages' policy can forbid it. */
export function createReturning(hub: Hub): Hono<VisitEnv> {
  return new Hono<VisitEnv>().get(`${visitRoute}/returning`, (c) => {
    const visit = c.get("visit");
    if (visit.result === null || getCookie(c, cookie) === undefined) return c.redirect(visitPath(visit), 303);
    const view = viewOf(hub, c.get("partner"), visit, "ended");
    return c.html(<ReturningScreen view={view} result={visit.result} />);
  });
}
