import { z } from "zod";
import type { RedirectClaims } from "../store/sessions.js";

const hubId = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Reads `channels` and `revoked`: a bare bracket list such as `[y9MiLoCH,q2WeRtCH]`. Quotes and spaces around an id
 * are tolerated, empty entries dropped, repetitions too. What cannot be an id is dropped: it is only a hint anyway,
 * the API has the last word.
 */
export function parseIdList(list: string | undefined): string[] {
  if (list === undefined) return [];
  const ids = list
    .trim()
    .replace(/^\[/, "")
    .replace(/\]$/, "")
    .split(",")
    .map((id) =>
      id
        .trim()
        .replace(/^["']|["']$/g, "")
        .trim(),
    )
    .filter((id) => hubId.test(id));
  return [...new Set(ids)];
}

const redirectQuery = z.object({
  client: z.string().regex(hubId),
  channels: z.string().optional().transform(parseIdList),
  revoked: z.string().optional().transform(parseIdList),
});

/** What the hub's page appended to our redirect URL; undefined when there is no usable `client`. */
export function parseRedirectQuery(query: Record<string, string>): RedirectClaims | undefined {
  const parsed = redirectQuery.safeParse(query);
  if (!parsed.success) return undefined;
  const { client, channels, revoked } = parsed.data;
  return { clientId: client, channels, revoked };
}
