import type { Hub } from "../hub/hub.js";

const partnerInPath =
  /^\/(?:api\/v2\/partners|dashboard\/app|onboarding|client-hub|partner-hub)\/([0-9A-Za-z]+)/;
const channelInPath = /\/channels\/([0-9A-Za-z]+)/;

const credentialHeaders = ["x-api-key", "authorization", "d360-api-key"] as const;

/** The partner and the channel that a request is about, as far as it tells. */
export interface About {
  partner: string | null;
  subject: string | null;
}

/** What a request is about, by its path and its headers. */
export type FindAbout = (path: string, headers: Headers) => About;

const secretIn = (headers: Headers, name: (typeof credentialHeaders)[number]): string | undefined =>
  headers
    .get(name)
    ?.replace(/^bearer\s+/i, "")
    .trim();

/**
 * Says what requests are about: the partner and channel in the path, or those whose key it carries. A credential in the
 * wrong place counts too, so that a developer finds the call; one that several partners share is taken to be of the one
 * that was spoken of last.
 */
export function createAbout(hub: Hub): FindAbout {
  let last: string | undefined;

  function ownerOf(headers: Headers): string | null {
    for (const name of credentialHeaders) {
      const secret = secretIn(headers, name);
      if (secret === undefined) continue;
      const owners = hub.access.ownersOf(secret);
      const owner = owners.find((id) => id === last) ?? owners[0] ?? hub.apiKeys.holder(secret)?.partnerId;
      if (owner !== undefined) return owner;
    }
    return null;
  }

  return function about(path, headers) {
    const named = partnerInPath.exec(path)?.[1];
    if (named !== undefined && hub.partners.find(named)) {
      last = named;
      return { partner: named, subject: channelInPath.exec(path)?.[1] ?? null };
    }
    const channelKey = headers.get("d360-api-key");
    const holder = channelKey === null ? undefined : hub.apiKeys.holder(channelKey);
    if (holder) return { partner: holder.partnerId, subject: holder.channelId };
    return { partner: ownerOf(headers), subject: channelInPath.exec(path)?.[1] ?? null };
  };
}

/** The kind of each credential that a refused request carried, by header; those that are not known here are left out. */
export function kindsOfCredentials(hub: Hub, headers: Headers): Record<string, string> {
  return Object.fromEntries(
    credentialHeaders.flatMap((name) => {
      const secret = secretIn(headers, name);
      const kind = secret === undefined ? undefined : hub.access.kindOf(secret);
      return kind === undefined ? [] : [[name, kind]];
    }),
  );
}
