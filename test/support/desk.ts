import { onTestFinished } from "vitest";
import { type ReferenceClient, startReferenceClient } from "../../reference-client/app.ts";
import type { ConfigInput } from "../../reference-client/config.ts";
import type { TestHub } from "../../sandbox/kits/vitest.ts";

/**
 * Starts the reference client until the test ends. It looks at nothing by itself, so that all it does comes from redirects
 * and webhooks.
 */
export async function startDesk(config: ConfigInput): Promise<ReferenceClient> {
  const client = await startReferenceClient({
    port: 0,
    config: { reconcileEveryMs: 0, retryBaseMs: 20, ...config },
  });
  onTestFinished(() => client.stop());
  return client;
}

/** Starts the reference client for the partners of a test, and tells their hubs where it is. */
export async function openDesk(hubs: readonly [TestHub, ...TestHub[]]): Promise<ReferenceClient> {
  const client = await startDesk({
    hubUrl: hubs[0].env.hubUrl,
    hubs: hubs.map(({ env: { partnerId, apiKey, platformSecret }, sandbox }) => {
      const { billing, settings } = sandbox.hub.partners.get(partnerId);
      return { partnerId, billing, apiKey, platformSecret, ioSignature: settings.io_signature === true };
    }),
    permissionMaxAgeMs: 0,
  });
  for (const hub of hubs) {
    await hub.connectApp({
      pageUrl: `${client.url}/`,
      idleUrl: `${client.url}/idle?timeout=10000&partner={partner}`,
    });
    await hub.settled();
  }
  return client;
}
