import { createHmac } from "node:crypto";
import type { HubContext } from "./context.js";
import type { TokenObject } from "./objects/token-object.js";
import { createPartnerKeys, type PartnerKeys } from "./partner-keys.js";
import { createRateLimits, type RateLimits } from "./rate-limits.js";

/** What a caller of the Partner API showed. */
export interface Credentials {
  bearer?: string | undefined;
  apiKey?: string | undefined;
}

/** Whether the caller may act for a partner, and if not, what a developer should know. */
export type AccessResult = { allowed: true } | { allowed: false; reason: string };

export interface Access {
  /** @returns `undefined` when no partner has this user and password. */
  logIn(username: string, password: string): TokenObject | undefined;
  /** Either credential is sufficient (documented); when both are wrong, the reason is that of the key. */
  check(partnerId: string, credentials: Credentials): AccessResult;
  /** Ends every access token of a partner before its time. @returns how many. */
  expireTokens(partnerId: string): number;
  /** The partner's own API keys. */
  keys: PartnerKeys;
  rateLimits: RateLimits;
  /** Whether the text is a credential of some kind, to tell a developer that it landed in the wrong place. */
  kindOf(secret: string): "partner API key" | "access token" | "channel API key" | undefined;
  /** Ids of the partners that a partner API key or an access token is good for, whether or not it has expired. */
  ownersOf(secret: string): string[];
}

/** Recorded from the real hub: a token lives for a day. */
const tokenLifeSeconds = 86_400;

const nothingSent =
  "No credentials were sent. Send the partner API key in the header X-API-Key, or a token as Authorization: Bearer.";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function createAccess(context: HubContext): Access {
  const { store, clock, journal, ids } = context;
  const selectKey = store
    .prepare<[string, string], number>("SELECT 1 FROM partner_api_keys WHERE api_key = ? AND partner_id = ?")
    .pluck();
  const selectToken = store
    .prepare<[string, string], number>(
      "SELECT expires_at FROM access_tokens WHERE token = ? AND partner_id = ?",
    )
    .pluck();
  const bearerEnabled = store
    .prepare<[string], number | null>(
      "SELECT json_extract(settings, '$.bearer_enabled') FROM partners WHERE id = ?",
    )
    .pluck();
  const anyKey = store.prepare<[string], number>("SELECT 1 FROM partner_api_keys WHERE api_key = ? LIMIT 1");
  const anyToken = store.prepare<[string], number>("SELECT 1 FROM access_tokens WHERE token = ? LIMIT 1");
  const anyChannelKey = store.prepare<[string], number>("SELECT 1 FROM api_keys WHERE api_key = ?");

  const selectOwners = store
    .prepare<[string, string], string>(
      `SELECT partner_id FROM partner_api_keys WHERE api_key = ?
       UNION SELECT partner_id FROM access_tokens WHERE token = ? ORDER BY partner_id`,
    )
    .pluck();

  // Every call shows a key; what was found right stays right until something is written.
  const foundRight = new Set<string>();
  const forget = () => foundRight.clear();
  store.around(forget, forget);

  function ownsKey(partnerId: string, apiKey: string): boolean {
    const shown = `${partnerId} ${apiKey}`;
    if (foundRight.has(shown)) return true;
    const isRight = selectKey.get(apiKey, partnerId) !== undefined;
    if (isRight) foundRight.add(shown);
    return isRight;
  }

  function kindOf(secret: string) {
    if (anyKey.get(secret)) return "partner API key";
    if (anyToken.get(secret)) return "access token";
    if (anyChannelKey.get(secret)) return "channel API key";
    return undefined;
  }

  /** A JWT in form and size; the sandbox looks it up and never reads its claims. */
  function jwt(subject: string, issuedAt: number): string {
    const head = encode({ alg: "HS256", typ: "JWT" });
    const claims = encode({
      sub: subject,
      iat: Math.floor(issuedAt / 1000),
      exp: Math.floor(issuedAt / 1000) + tokenLifeSeconds,
      jti: ids.secret(subject, "token", 24),
    });
    return `${head}.${claims}.${createHmac("sha256", "sandbox").update(`${head}.${claims}`).digest("base64url")}`;
  }

  function checkBearer(partnerId: string, token: string): AccessResult {
    // Settings that were stored before this one existed lack it: that is its default.
    if (bearerEnabled.get(partnerId) === 0) {
      return {
        allowed: false,
        reason: `${partnerId} has switched access tokens off (its setting bearer_enabled). Send the partner API key in the header X-API-Key.`,
      };
    }
    const expiresAt = selectToken.get(token, partnerId);
    if (expiresAt === undefined)
      return { allowed: false, reason: `The access token ${describe(token, "Authorization: Bearer")}` };
    if (expiresAt > clock.now(partnerId)) return { allowed: true };
    return {
      allowed: false,
      reason: "The access token has expired (it lives for 24 hours). Get a new one with POST /api/v2/token.",
    };
  }

  function describe(secret: string, place: string): string {
    const kind = kindOf(secret);
    if (kind === "channel API key")
      return `in ${place} is a channel's messaging key, which is only for the messaging API. Use the partner API key here.`;
    if (kind === "partner API key")
      return place === "X-API-Key"
        ? "belongs to another partner."
        : `in ${place} is a partner API key. Send it in the header X-API-Key.`;
    if (kind === "access token")
      return place === "X-API-Key"
        ? "in X-API-Key is an access token. Send it as Authorization: Bearer."
        : "belongs to another partner.";
    return `in ${place} is not known here.`;
  }

  return {
    kindOf,
    ownersOf: (secret) => selectOwners.all(secret, secret),
    logIn: (username, password) =>
      store.transaction(() => {
        const partners = store
          .prepare<[string, string], { id: string }>(
            "SELECT id FROM partners WHERE username = ? AND password = ?",
          )
          .all(username, password);
        const first = partners[0];
        if (!first) return undefined;
        const token = jwt(first.id, clock.now(first.id));
        const insert = store.prepare<[string, string, number], never>(
          // After a reset, at the same virtual time, the same token is drawn again.
          "INSERT OR REPLACE INTO access_tokens (token, partner_id, expires_at) VALUES (?, ?, ?)",
        );
        for (const { id } of partners) {
          insert.run(token, id, clock.now(id) + tokenLifeSeconds * 1000);
          journal.record({
            partner: id,
            kind: "state",
            subject: id,
            summary: `access token issued to ${username}`,
          });
        }
        return {
          access_token: token,
          expires_in: tokenLifeSeconds,
          refresh_token: ids.secret(first.id, "refresh-token", 45),
          token_type: "Bearer",
        };
      }),
    expireTokens: (partnerId) =>
      store.transaction(() => {
        const now = clock.now(partnerId);
        const { changes } = store
          .prepare<[number, string, number], never>(
            "UPDATE access_tokens SET expires_at = ? WHERE partner_id = ? AND expires_at > ?",
          )
          .run(now, partnerId, now);
        const summary = `${changes} access tokens of ${partnerId} expire`;
        journal.record({ partner: partnerId, kind: "state", subject: partnerId, summary });
        return changes;
      }),
    keys: createPartnerKeys(context),
    rateLimits: createRateLimits(context),
    check(partnerId, { bearer, apiKey }) {
      if (apiKey !== undefined && ownsKey(partnerId, apiKey)) return { allowed: true };
      const byBearer = bearer === undefined ? undefined : checkBearer(partnerId, bearer);
      if (byBearer?.allowed) return byBearer;
      if (apiKey !== undefined) return { allowed: false, reason: `The key ${describe(apiKey, "X-API-Key")}` };
      return byBearer ?? { allowed: false, reason: nothingSent };
    },
  };
}
