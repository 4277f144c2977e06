import type { Context } from "hono";
import type { Partner } from "../hub/partner.js";
import type { Visit } from "../hub/visit.js";

/** What the middleware has found for every page of a visit. */
export interface VisitEnv {
  Variables: { partner: Partner; visit: Visit };
}

export type VisitContext = Context<VisitEnv>;

/** The pages of one visit lie at and below this. */
export const visitRoute = "/onboarding/:partnerId/visits/:visitId";
