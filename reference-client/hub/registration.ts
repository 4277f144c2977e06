import type { Hub } from "../config.js";
import type { PartnerApi } from "./partner-api.js";
import { HubRefusal } from "./request.js";
import { withRetries } from "./retry.js";

interface Registration {
  hub: Hub;
  api: PartnerApi;
  publicUrl: string;
  retryBaseMs: number;
  signal: AbortSignal;
  log: (line: string) => void;
  /** Called once: when the first attempt has ended, well or not. */
  onFirstAttempt: () => void;
}

/**
 * Tells a hub where its redirects and webhooks go. Keeps trying while the hub cannot be reached, saying so once;
 * gives up, with a sentence, when the hub refuses. Ends early when the app stops.
 */
export async function registerAtHub(registration: Registration): Promise<void> {
  const { hub, api, publicUrl, log, signal } = registration;
  let told = false;
  const onWait = (trouble: Error) => {
    registration.onFirstAttempt();
    if (!told) log(`${hub.partnerId}: not registered yet, will keep trying. ${trouble.message}`);
    told = true;
  };
  try {
    await withRetries({ baseMs: registration.retryBaseMs, attempts: Infinity, signal, onWait }, async () => {
      await api.setRedirectUrl(`${publicUrl}/connected`);
      await api.setWebhookUrl(`${publicUrl}/webhooks/${hub.partnerId}`);
    });
    if (told) log(`${hub.partnerId}: registered.`);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof HubRefusal)) throw error;
    log(
      `${hub.partnerId}: the hub refused our URLs. Check partnerId and apiKey in the config. ${error.message}`,
    );
  } finally {
    registration.onFirstAttempt();
  }
}
