import { createHmac } from "node:crypto";

/** The header that carries the signature. Documented: docs.360dialog.com, partner webhook, signature validation. */
export const signatureHeader = "x-360dialog-signature";

/**
 * Signs a webhook as the hub does: HMAC-SHA256 over the exact bytes of the body, keyed with the partner's platform secret.
 * The algorithm is documented; that the text is bare lower-case hex is what receivers in production implement.
 */
export function sign(body: string, platformSecret: string): string {
  return createHmac("sha256", platformSecret).update(body, "utf8").digest("hex");
}
