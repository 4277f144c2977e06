import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { SessionStore } from "../store/sessions.js";

const name = "harbour_desk_session";
const monthInSeconds = 30 * 24 * 60 * 60;

/** The visitor's session; undefined without a cookie of ours. In this demo a session is the account. */
export function sessionOf(c: Context, sessions: SessionStore): string | undefined {
  const cookie = getCookie(c, name);
  return cookie === undefined ? undefined : sessions.bySecret(cookie);
}

/** Starts a session. Lax lets the cookie come along when the hub sends the visitor back, and on nothing cross-site else. */
export function startSession(c: Context, sessions: SessionStore, publicUrl: string): string {
  const { id, cookie } = sessions.create();
  setCookie(c, name, cookie, {
    httpOnly: true,
    sameSite: "Lax",
    secure: publicUrl.startsWith("https:"),
    path: "/",
    maxAge: monthInSeconds,
  });
  return id;
}

/** The browser forgets its session. What the session linked stays, and nobody sees it any more. */
export function endSession(c: Context): void {
  deleteCookie(c, name, { path: "/" });
}
