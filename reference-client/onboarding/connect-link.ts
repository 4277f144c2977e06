import { createHmac } from "node:crypto";
import type { Hub } from "../config.js";

/** What a link needs beyond the hub: where the hub is, where we are, and what protects the redirect. */
export interface LinkOptions {
  hubUrl: string;
  publicUrl: string;
  state: string;
  /** UNIX time at which the link is made. */
  seconds: number;
}

/**
 * The IO Signature, for hubs that have it switched on: HMAC-SHA512 in hex over partner id and time, with the platform
 * secret. It proves that the link was made here, and is good for one visit and for some minutes.
 */
function signed({ partnerId, platformSecret, ioSignature }: Hub, seconds: number): Record<string, string> {
  if (!ioSignature) return {};
  const signature = createHmac("sha512", platformSecret).update(`${partnerId}|${seconds}`, "utf8");
  return { io_signature: signature.digest("hex"), io_timestamp: String(seconds) };
}

/** Where one hub's Connect control leads: the hub's permission page, which returns to `/connected` with our state. */
export function connectLink(hub: Hub, { hubUrl, publicUrl, state, seconds }: LinkOptions): string {
  const query = new URLSearchParams({
    redirect_url: `${publicUrl}/connected`,
    state,
    ...signed(hub, seconds),
  });
  return `${hubUrl}/dashboard/app/${encodeURIComponent(hub.partnerId)}/permissions?${query}`;
}
