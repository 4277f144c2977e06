import { scryptSync, timingSafeEqual } from "node:crypto";
import { invalid } from "./errors.js";
import { randomSecret } from "./ids.js";

/** The password of clients that the sandbox made up: in a seed file that names none, and by the autopilot. */
export const sandboxPassword = "sandbox-client";

// Cheap on purpose: a sandbox guards no real account, but a database file should not spell out what somebody typed.
const hashCost = { N: 1024 };

export function hashPassword(password: string, salt = randomSecret(16)): string {
  return `${salt}:${scryptSync(password, salt, 32, hashCost).toString("hex")}`;
}

/** Whether the password is the one that `hashPassword` made the stored text of. */
export function isPassword(password: string, stored: string): boolean {
  const salt = stored.split(":")[0] ?? "";
  return timingSafeEqual(Buffer.from(hashPassword(password, salt)), Buffer.from(stored));
}

/** @throws HubError `invalid` for a password that is too short. The real rules are unknown. */
export function requirePassword(password: string): void {
  if (password.length < 8)
    throw invalid(
      "The password has fewer than 8 characters. Choose a longer one.",
      "password",
      "password_short",
    );
}
