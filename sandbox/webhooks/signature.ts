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

/** How a signature comes about, for whoever looks for the step at which their own differs. */
export interface SignatureSteps {
  algorithm: "HMAC-SHA256";
  /** How many bytes are signed: those of the body as it is sent, in UTF-8. */
  bytes: number;
  /** What the computation gives, as small hexadecimal digits. */
  hex: string;
  header: string;
  /** What the header holds. */
  value: string;
}

export function explainSignature(body: string, platformSecret: string, prefix: string): SignatureSteps {
  const hex = sign(body, platformSecret);
  return {
    algorithm: "HMAC-SHA256",
    bytes: Buffer.byteLength(body, "utf8"),
    hex,
    header: signatureHeader,
    value: prefix + hex,
  };
}
