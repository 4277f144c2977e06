import { clientOf, type PartnerApi } from "../hub/partner-api.js";
import type { Redirect, RedirectOutcome } from "../store/sessions.js";

/** What a redirect said, held against the Partner API. */
export interface Confirmation {
  outcome: Exclude<RedirectOutcome, "pending" | "refused">;
  /** The channels that are worth a closer look by the worker. */
  channelIds: string[];
}

/**
 * Confirms a redirect. The query passed through the visitor's browser, so it proves nothing: the client must exist at
 * this partner, and every channel it names must be that client's. One foreign channel spoils the whole redirect.
 * Whether a channel is shared, or its permission withdrawn, is then read from the API channel by channel.
 *
 * The API cannot tell which *person* came back: whoever knows a client's id and its channels' could claim them here.
 * An app with real accounts should refuse a client that another account has linked already.
 */
export async function confirmRedirect(api: PartnerApi, redirect: Redirect): Promise<Confirmation> {
  const shared = await api.sharedChannels(redirect.clientId);
  if (shared === undefined) return { outcome: "unknown-client", channelIds: [] };
  const named = [...new Set([...redirect.channels, ...redirect.revoked])];
  // What is shared is in the client's own list already.
  for (const channelId of named.filter((one) => !shared.has(one))) {
    const channel = await api.channel(channelId);
    if (channel === undefined || clientOf(channel) !== redirect.clientId) {
      return { outcome: "mismatch", channelIds: [] };
    }
  }
  return { outcome: "linked", channelIds: named };
}
