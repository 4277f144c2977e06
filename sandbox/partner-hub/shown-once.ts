import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { randomSecret } from "../hub/ids.js";

/** A secret that was just made: a channel's key, a partner's key, or the platform secret. */
export interface Secret {
  of: "channel-key" | "partner-key" | "platform-secret";
  value: string;
}

/**
 * Carries a new secret over the redirect that follows its form, to the same browser, once. It travels in no address and
 * stays in no database: whoever reloads the page does not see it again.
 */
export interface ShownOnce {
  keep(c: Context, secret: Secret): void;
  take(c: Context): Secret | undefined;
}

const cookieName = "partner_hub_secret";
const path = "/partner-hub";

// Browsers that never come back for theirs must not fill the memory.
const keptSecrets = 100;

export function createShownOnce(): ShownOnce {
  const waiting = new Map<string, Secret>();

  return {
    keep(c, secret) {
      const ticket = randomSecret(18);
      const [oldest] = waiting.keys();
      if (waiting.size >= keptSecrets && oldest !== undefined) waiting.delete(oldest);
      waiting.set(ticket, secret);
      setCookie(c, cookieName, ticket, { path, httpOnly: true, sameSite: "Lax", maxAge: 60 });
    },
    take(c) {
      const ticket = getCookie(c, cookieName);
      if (ticket === undefined) return undefined;
      deleteCookie(c, cookieName, { path });
      const secret = waiting.get(ticket);
      waiting.delete(ticket);
      return secret;
    },
  };
}
