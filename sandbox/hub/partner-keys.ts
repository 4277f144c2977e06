import { mask } from "../journal/mask.js";
import type { HubContext } from "./context.js";
import { HubError, invalid, notFound } from "./errors.js";

/** A partner's key for the Partner API. The real hub shows it in full only once, when it is made. */
export interface PartnerKey {
  name: string;
  apiKey: string;
  /** Virtual milliseconds since 1970; `null` for keys of a database that did not keep it. */
  createdAt: number | null;
}

/** The partner's own API keys. Documented: several can coexist, each has a name, each can be deleted alone. */
export interface PartnerKeys {
  /** @throws HubError `conflict` when the name is taken, or the given key is the partner's already. */
  create(partnerId: string, key: { name: string; apiKey?: string | undefined }): PartnerKey;
  list(partnerId: string): PartnerKey[];
  /** Ends one key at once. @throws HubError `not_found` that names the keys there are. */
  revoke(partnerId: string, name: string): void;
}

export function createPartnerKeys({ store, clock, journal, ids }: HubContext): PartnerKeys {
  const selectPartner = store.prepare<[string], number>("SELECT 1 FROM partners WHERE id = ?").pluck();
  const select = store.prepare<[string], PartnerKey>(
    "SELECT name, api_key AS apiKey, created_at AS createdAt FROM partner_api_keys WHERE partner_id = ? ORDER BY name",
  );

  function requirePartner(partnerId: string): void {
    if (!selectPartner.get(partnerId))
      throw notFound("partner", partnerId, "GET /_sandbox/api/partners lists them.");
  }

  function requireNew(partnerId: string, name: string, apiKey: string | undefined): void {
    if (name.trim() === "")
      throw invalid("The name of the API key is empty. Name it after what uses it.", "name");
    for (const other of select.all(partnerId)) {
      if (other.name === name)
        throw new HubError("conflict", `${partnerId} has an API key "${name}" already. Use another name.`, {
          field: "name",
        });
      if (other.apiKey === apiKey)
        throw new HubError("conflict", `This is already ${partnerId}'s API key "${other.name}".`, {
          field: "api_key",
        });
    }
  }

  /** A reset lets the partner's ids begin anew, while its keys stay: the next ones have been drawn before. */
  function drawNew(partnerId: string): string {
    const apiKey = ids.secret(partnerId, "partner-key", 32);
    return select.all(partnerId).some((key) => key.apiKey === apiKey) ? drawNew(partnerId) : apiKey;
  }

  return {
    list: (partnerId) => select.all(partnerId),
    create: (partnerId, { name, apiKey: wanted }) =>
      store.transaction(() => {
        requirePartner(partnerId);
        requireNew(partnerId, name, wanted);
        const apiKey = wanted ?? drawNew(partnerId);
        const createdAt = clock.now(partnerId);
        store
          .prepare<[string, string, string, number], never>(
            "INSERT INTO partner_api_keys (partner_id, api_key, name, created_at) VALUES (?, ?, ?, ?)",
          )
          .run(partnerId, apiKey, name, createdAt);
        journal.record({
          partner: partnerId,
          kind: "state",
          subject: partnerId,
          summary: `partner API key "${name}" created`,
          data: { name, api_key: mask(apiKey) },
        });
        return { name, apiKey, createdAt };
      }),
    revoke: (partnerId, name) =>
      store.transaction(() => {
        requirePartner(partnerId);
        const names = select.all(partnerId).map((key) => key.name);
        const removed = store
          .prepare<string[], never>("DELETE FROM partner_api_keys WHERE partner_id = ? AND name = ?")
          .run(partnerId, name).changes;
        if (removed === 0)
          throw notFound("partner API key", name, `${partnerId} has ${names.join(", ") || "none"}.`);
        journal.record({
          partner: partnerId,
          kind: "state",
          subject: partnerId,
          summary: `partner API key "${name}" revoked`,
        });
      }),
  };
}
