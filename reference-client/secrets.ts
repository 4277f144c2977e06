import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A fresh secret of 256 random bits, safe in a URL and in a header. */
export function randomSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a cookie or a `state`: whoever reads the file cannot use it. */
export function digest(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Compares in constant time. Both sides are hashed first, so that not even their lengths are given away. */
export function sameSecret(given: string, expected: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
