import { createHmac } from "node:crypto";
import { sameSecret } from "../secrets.js";

/** The signature the hub sends along: lower-case hex HMAC-SHA256 of the body's bytes, without a prefix. */
export function signatureOf(rawBody: Uint8Array, platformSecret: string): string {
  return createHmac("sha256", platformSecret).update(rawBody).digest("hex");
}

/**
 * Whether `x-360dialog-signature` belongs to this body. It must be the raw bytes as received: parsing and writing the
 * JSON again changes spaces and escapes, and with them the signature. Compares in constant time.
 */
export function isSigned(rawBody: Uint8Array, header: string | undefined, platformSecret: string): boolean {
  return header !== undefined && sameSecret(header, signatureOf(rawBody, platformSecret));
}
