import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { clientHubPath } from "./view.js";

const outcomeSchema = z.object({
  channel: z.string(),
  did: z.enum(["granted", "revoked", "requested", "withdrawn", "created"]),
  /** The new API key and where it is used, which no other answer shows again. */
  apiKey: z.string().optional(),
  address: z.string().optional(),
});

/** What a form has just done, to be said once on the page that follows its redirect. */
export type Outcome = z.infer<typeof outcomeSchema>;

const cookieName = "client_hub_outcome";

// Longer than any redirect takes; a page that is never fetched leaves nothing behind.
const maxAge = 60;

/** Hands an outcome to the next page of this browser. */
export function keepOutcome(c: Context, outcome: Outcome): void {
  setCookie(c, cookieName, JSON.stringify(outcome), {
    path: clientHubPath,
    httpOnly: true,
    sameSite: "Strict",
    maxAge,
  });
}

/** Takes the outcome that a form has left: the second time there is none. */
export function takeOutcome(c: Context): Outcome | undefined {
  const kept = getCookie(c, cookieName);
  if (kept === undefined) return undefined;
  deleteCookie(c, cookieName, { path: clientHubPath });
  try {
    return outcomeSchema.parse(JSON.parse(kept));
  } catch {
    // A cookie can be written by anybody; one that is none of ours says nothing.
    return undefined;
  }
}
