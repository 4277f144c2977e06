import { digest, randomSecret } from "../secrets.js";
import type { Database } from "./database.js";

const stateLifetimeMs = 60 * 60 * 1000;

/** What the query of a redirect says. It came through the visitor's browser, so it is to be confirmed. */
export interface RedirectClaims {
  clientId: string;
  channels: string[];
  revoked: string[];
}

/** A redirect whose `state` was good. */
export interface Redirect extends RedirectClaims {
  id: number;
  sessionId: string;
  partnerId: string;
}

/** How a redirect ended. `pending`: the hub has not confirmed it yet. */
export type RedirectOutcome = "pending" | "linked" | "mismatch" | "unknown-client" | "refused";

interface RedirectRow extends Omit<Redirect, "channels" | "revoked"> {
  channels: string;
  revoked: string;
}

const asList = (json: string): string[] => {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.map(String) : [];
};
const asRedirect = (row: RedirectRow): Redirect => ({
  ...row,
  channels: asList(row.channels),
  revoked: asList(row.revoked),
});

/** Visitors (a session cookie is the account of this demo), their `state` values and the clients they linked. */
export function sessionStore(db: Database) {
  const find = db.prepare<[string], { id: string }>("SELECT id FROM sessions WHERE id = ?");
  const insert = db.prepare("INSERT INTO sessions (id, created_at) VALUES (?, ?)");
  const insertState = db.prepare(
    "INSERT INTO states (id, session_id, partner_id, expires_at) VALUES (?, ?, ?, ?)",
  );
  const dropExpired = db.prepare("DELETE FROM states WHERE expires_at < ?");
  const spend = db.prepare<[number, string, string, number], { partner_id: string }>(
    `UPDATE states SET used_at = ? WHERE id = ? AND session_id = ? AND used_at IS NULL AND expires_at > ?
     RETURNING partner_id`,
  );
  const insertRedirect = db.prepare(
    `INSERT INTO redirects (state_id, session_id, partner_id, client_id, channels, revoked, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const redirectColumns = `id, session_id AS sessionId, partner_id AS partnerId, client_id AS clientId, channels, revoked`;
  const pendingRedirects = db.prepare<[], RedirectRow>(
    `SELECT ${redirectColumns} FROM redirects WHERE outcome = 'pending' ORDER BY id`,
  );
  const settle = db.prepare("UPDATE redirects SET outcome = ? WHERE id = ?");
  const outcome = db.prepare<[string, string], { outcome: RedirectOutcome }>(
    "SELECT outcome FROM redirects WHERE state_id = ? AND session_id = ?",
  );
  const link = db.prepare("INSERT OR IGNORE INTO session_clients VALUES (?, ?, ?, ?)");

  const accept = db.transaction((sessionId: string, stateId: string, query: RedirectClaims) => {
    const now = Date.now();
    const partnerId = spend.get(now, stateId, sessionId, now)?.partner_id;
    if (partnerId === undefined) return undefined;
    const [channels, revoked] = [JSON.stringify(query.channels), JSON.stringify(query.revoked)];
    const row = insertRedirect.run(stateId, sessionId, partnerId, query.clientId, channels, revoked, now);
    return { id: Number(row.lastInsertRowid), sessionId, partnerId, ...query };
  });

  return {
    /** The session a cookie belongs to; undefined when we never gave out that cookie. */
    bySecret: (cookie: string) => find.get(digest(cookie))?.id,

    create(): { id: string; cookie: string } {
      const cookie = randomSecret();
      insert.run(digest(cookie), Date.now());
      return { id: digest(cookie), cookie };
    },

    /** A new `state` for one Connect link: random, bound to the session, good for an hour and for one use. */
    createState(sessionId: string, partnerId: string): string {
      const state = randomSecret();
      dropExpired.run(Date.now());
      insertState.run(digest(state), sessionId, partnerId, Date.now() + stateLifetimeMs);
      return state;
    },

    /**
     * Spends a `state` and stores what came with it, in one transaction. Undefined, and nothing is stored, when the
     * state was not made for this session, has expired or was used before.
     */
    acceptRedirect: (sessionId: string, state: string, query: RedirectClaims): Redirect | undefined =>
      accept(sessionId, digest(state), query),

    pendingRedirects: () => pendingRedirects.all().map(asRedirect),

    settleRedirect: (redirect: Redirect, result: RedirectOutcome) => settle.run(result, redirect.id),

    /** What became of the redirect that brought this `state`, if this session had one. */
    redirectOutcome: (sessionId: string, state: string) => outcome.get(digest(state), sessionId)?.outcome,

    linkClient: (redirect: Redirect) =>
      link.run(redirect.sessionId, redirect.partnerId, redirect.clientId, Date.now()),
  };
}

export type SessionStore = ReturnType<typeof sessionStore>;
