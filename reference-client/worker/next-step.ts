import type { Permission } from "../store/channels.js";

/** What is known of one channel when the next step is chosen. */
export interface Situation {
  /** Something may have changed since the API was last asked. */
  newsWaiting: boolean;
  permission: Permission;
  running: boolean;
  /** How long ago permission was confirmed, milliseconds. */
  permissionAgeMs: number;
  permissionMaxAgeMs: number;
  key: { webhookSet: boolean } | undefined;
  /** Keys in a row that the messaging API refused. */
  refusedKeys: number;
  messageQueued: boolean;
}

export type Step = "read-truth" | "create-key" | "set-webhook" | "send-message" | "wait";

/** After this many refused keys in a row no further one is made until an event or a redirect brings news. */
const refusedKeysUntilWait = 2;

/**
 * The whole order of an onboarding in one place: permission and running first, in whichever order they come, then the
 * key, then its webhook, then messages. Every step is chosen from what is stored, so a restart goes on where it was.
 */
export function nextStep(now: Situation): Step {
  if (now.newsWaiting) return "read-truth";
  if (now.permission !== "granted") return "wait";
  if (now.key === undefined) {
    return now.running && now.refusedKeys < refusedKeysUntilWait ? "create-key" : "wait";
  }
  if (!now.key.webhookSet) return "set-webhook";
  if (!now.messageQueued) return "wait";
  return now.permissionAgeMs > now.permissionMaxAgeMs ? "read-truth" : "send-message";
}
