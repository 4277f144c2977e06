import type { Hub } from "../hub/hub.js";
import type { Visit } from "../hub/visit.js";
import { toLanguage } from "../pages/languages.js";
import { NoMove, nextMoves, type Place } from "./autopilot-moves.js";
import type { AutopilotScript } from "./autopilot-script.js";
import { autopilotTexts } from "./autopilot-texts.js";

function script(
  visit: Visit,
  moves: AutopilotScript["moves"],
  stopped: string | null,
): AutopilotScript | undefined {
  if (visit.autopilot === null) return undefined;
  const { on, off } = autopilotTexts[toLanguage(visit.params.lang)];
  return { pace: visit.autopilot.plan.pace, moves, visit: visit.id, texts: { on, off }, stopped };
}

/**
 * What the page that is about to be shown carries for the autopilot; `undefined` when a person plays the client. Where
 * the plan does not fit, the hub notes that the autopilot stops.
 */
export function autopilotFor(hub: Hub, visit: Visit, place: Place): AutopilotScript | undefined {
  const { partnerId, clientId, autopilot } = visit;
  if (autopilot === null || visit.ended !== null) return undefined;
  if (autopilot.stopped !== null) return script(visit, [], autopilot.stopped);
  try {
    const moves = nextMoves({
      plan: autopilot.plan,
      visit,
      client: clientId === null ? undefined : hub.clients.find(partnerId, clientId),
      channels: clientId === null ? [] : hub.channels.ofClient(partnerId, clientId),
      listed: hub.visits.numbers(visit),
      place,
      knownEmail: () => hub.autopilots.knownEmail(partnerId),
      ownerOf: (email) => hub.clients.ownerOf(partnerId, email),
    });
    return script(visit, moves, null);
  } catch (error) {
    if (!(error instanceof NoMove)) throw error;
    hub.visits.stopAutopilot(visit, error.message);
    return script(visit, [], error.message);
  }
}
