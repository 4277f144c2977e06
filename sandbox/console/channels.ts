import type { Channel } from "../hub/channel.js";
import type { Hub } from "../hub/hub.js";
import { shownPartners } from "./shown-partners.js";

// As many as a list that is opened with the mouse still serves.
const mostChannels = 200;

/** The channels of the chosen partner, or of all, the newest first. */
export function newestChannels(hub: Hub, partner: string | undefined): Channel[] {
  return shownPartners(hub, partner)
    .flatMap((id) => hub.channels.list(id, { limit: mostChannels }).rows)
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, mostChannels);
}
