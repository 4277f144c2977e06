import type { Hub } from "../hub/hub.js";
import type { Partner } from "../hub/partner.js";
import type { Visit } from "../hub/visit.js";
import type { Refusal } from "../pages/forms.js";
import { autopilotFor } from "./autopilot.js";
import type { Place } from "./autopilot-moves.js";
import { toView, type View } from "./view.js";

/** All that a page of a visit shows: the visit's own screen, or a page of the embedded signup. */
export function viewOf(hub: Hub, partner: Partner, visit: Visit, place: Place, refusal?: Refusal): View {
  const client = visit.clientId === null ? undefined : hub.clients.find(visit.partnerId, visit.clientId);
  return { ...toView(visit, partner, client, refusal), autopilot: autopilotFor(hub, visit, place) };
}
