/** What a browser brings back to the partner: ids only, and the partner's own `state` if it was sent. */
export interface RedirectResult {
  client: string;
  channels: readonly string[];
  revoked: readonly string[];
  state: string | undefined;
}

/**
 * Builds the address that the popup goes to. Order `client`, `channels`, `revoked`, `state`; brackets and commas stay
 * literal, ids have no quotes (documented shape, `?client=oaY9LLfUCL&channels=[y9MiLoCH]`). The URL's own query and
 * fragment stay (our choice; the real hub's merging is unknown).
 */
export function redirectTo(
  redirectUrl: string,
  { client, channels, revoked, state }: RedirectResult,
): string {
  const [address = "", ...fragment] = redirectUrl.split("#");
  const parts = [`client=${client}`, `channels=[${channels.join(",")}]`];
  if (revoked.length > 0) parts.push(`revoked=[${revoked.join(",")}]`);
  if (state !== undefined) parts.push(`state=${encodeURIComponent(state)}`);
  const joint = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&";
  const hash = fragment.length > 0 ? `#${fragment.join("#")}` : "";
  return `${address}${joint}${parts.join("&")}${hash}`;
}
