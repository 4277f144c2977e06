import { CutOff, type Wire } from "./wire.ts";
import { partnerIds, type World } from "./world.ts";

/** A webhook at the receiver, a fast life, and retries that outlast the receiver's moods. */
function settingsOf(scale: number) {
  const onWall = (ms: number) => `${ms * scale}ms`;
  return {
    life: { created: "0s", ready: onWall(20), running: onWall(40), live: onWall(60) },
    message_sent_after: onWall(2),
    message_delivered_after: onWall(5),
    message_read_after: onWall(9),
    webhook_retries: [20, 40, ...Array.from({ length: 60 }, () => 80)].map(onWall),
    permission_revoked_event: true,
    // A key that was made but whose answer was cut off would otherwise leave the number without a webhook.
    new_key_drops_webhook: false,
  };
}

/**
 * Sets both partners up, unless an earlier life of the sandbox was told so already.
 *
 * @returns false when the sandbox was killed meanwhile.
 */
export async function setUpPartners(wire: Wire, world: World): Promise<boolean> {
  if (world.isSetUp) return true;
  const settings = settingsOf(world.scale);
  try {
    for (const partner of partnerIds) {
      const webhook_url = `${world.receiver.origin}/partner/${partner}`;
      await wire.sendJson("PATCH", `/_sandbox/api/partners/${partner}`, { webhook_url, settings }, [200]);
    }
  } catch (error) {
    if (error instanceof CutOff) return false;
    throw error;
  }
  world.isSetUp = true;
  return true;
}
