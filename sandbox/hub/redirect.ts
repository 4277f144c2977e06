import type { Settings } from "./settings.js";

/** What a browser brings back to the partner: ids only, and the partner's own `state` if it was sent. */
export interface RedirectResult {
  client: string;
  channels: readonly string[];
  revoked: readonly string[];
  /** As the link had it; empty when the link said `state=`. */
  state: string | undefined;
}

/** How the query is written, where the facts are silent or contradict each other. */
export type RedirectForm = Pick<
  Settings,
  | "redirect_brackets"
  | "redirect_quotes_ids"
  | "redirect_revoke_only"
  | "redirect_channels"
  | "redirect_echoes_empty_state"
>;

/** `[a,b]`. A quote cannot stand in a URL as it is; a browser would encode it on the way. */
function list(ids: readonly string[], { redirect_quotes_ids, redirect_brackets }: RedirectForm): string {
  const written = ids.map((id) => (redirect_quotes_ids ? `%22${id}%22` : id));
  return redirect_brackets === "literal" ? `[${written.join(",")}]` : `%5B${written.join("%2C")}%5D`;
}

function channelsPart(channels: readonly string[], form: RedirectForm): string[] {
  const named = form.redirect_channels === "first" ? channels.slice(0, 1) : channels;
  if (named.length > 0 || form.redirect_revoke_only === "empty_list")
    return [`channels=${list(named, form)}`];
  return form.redirect_revoke_only === "empty" ? ["channels="] : [];
}

function statePart(state: string | undefined, form: RedirectForm): string[] {
  if (state === undefined || (state === "" && !form.redirect_echoes_empty_state)) return [];
  return [`state=${encodeURIComponent(state)}`];
}

/**
 * Builds the address that the popup goes to: `client`, `channels`, `revoked`, `state`, in this order, after the URL's own
 * query and before its fragment, which both stay (our choice; the real hub's merging is unknown). Names and shape are
 * documented (`?client=oaY9LLfUCL&channels=[y9MiLoCH]`); the order, and what `form` turns, are not.
 */
export function redirectTo(
  redirectUrl: string,
  { client, channels, revoked, state }: RedirectResult,
  form: RedirectForm,
): string {
  const [address = "", ...fragment] = redirectUrl.split("#");
  const parts = [
    `client=${client}`,
    ...channelsPart(channels, form),
    ...(revoked.length > 0 ? [`revoked=${list(revoked, form)}`] : []),
    ...statePart(state, form),
  ];
  const joint = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&";
  const hash = fragment.length > 0 ? `#${fragment.join("#")}` : "";
  return `${address}${joint}${parts.join("&")}${hash}`;
}
