import type { Hub } from "../../hub/hub.js";
import type { Partner } from "../../hub/partner.js";
import { stories } from "./stories.js";
import type { CastStory, Tour } from "./story.js";

const originOf = ({ redirectUrl }: Partner): string | undefined =>
  redirectUrl !== null && URL.canParse(redirectUrl) ? new URL(redirectUrl).origin : undefined;

/** Whether an address is this machine's: nothing else is shown in the screen's frames. */
const isNear = (origin: string) => ["localhost", "127.0.0.1"].includes(new URL(origin).hostname);

/**
 * Finds the app that has told the hub where its clients return to, and for each story a partner of this app.
 *
 * @returns what is missing, in words, when the tour cannot be played.
 */
export function castTour(hub: Hub): Tour | { missing: string } {
  const partners = hub.partners.list();
  const app = partners.map(originOf).find((origin) => origin !== undefined && isNear(origin));
  if (app === undefined)
    return { missing: "No app on this machine has told the hub where its clients return to." };
  const cast: CastStory[] = [];
  for (const story of stories) {
    const partner = partners.find((one) => one.billing === story.billing && originOf(one) === app);
    if (partner === undefined)
      return { missing: `The app at ${app} has no partner with billing "${story.billing}".` };
    cast.push({ ...story, partner: partner.id });
  }
  return { app, stories: cast };
}
