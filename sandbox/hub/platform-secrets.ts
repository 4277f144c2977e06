import type { HubContext } from "./context.js";
import type { Partners } from "./partners.js";

/** The secret that signs a partner's webhooks. Documented: generated and rotated in the Partner Hub, Integration tab. */
export interface PlatformSecrets {
  /**
   * Draws a secret, and forgets the one before: every webhook from now on, further attempts of earlier events included,
   * is signed with the new one. A time in which both are good is not documented.
   */
  generate(partnerId: string): string;
}

export function createPlatformSecrets({ store, ids }: HubContext, partners: Partners): PlatformSecrets {
  /** A reset lets the partner's ids begin anew, while its secret stays: the next one may be that very secret. */
  function drawOther(partnerId: string, present: string | null): string {
    const secret = ids.secret(partnerId, "platform-secret", 40);
    return secret === present ? drawOther(partnerId, present) : secret;
  }

  return {
    generate: (partnerId) =>
      store.transaction(() => {
        const platformSecret = drawOther(partnerId, partners.get(partnerId).platformSecret);
        partners.change(partnerId, { platformSecret });
        return platformSecret;
      }),
  };
}
