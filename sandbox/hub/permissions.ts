import type { ApiKeys } from "./api-keys.js";
import type { Channel } from "./channel.js";
import type { Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import { HubError } from "./errors.js";
import type { Events } from "./events.js";
import type { Partner } from "./partner.js";
import type { Partners } from "./partners.js";

/** Which of a client's channels the partner may, or may no longer, create API keys for. */
export interface PermissionChange {
  grant?: readonly string[];
  revoke?: readonly string[];
}

/** The channels whose permission really changed. */
export interface PermissionResult {
  granted: string[];
  revoked: string[];
}

export interface Permissions {
  /**
   * Grants and revokes in one step. A channel that is so already stays without an event.
   *
   * @throws HubError `not_found` for another client's channel, `forbidden` when a client of a Partner Payment hub revokes.
   */
  change(partnerId: string, clientId: string, change: PermissionChange): PermissionResult;
  /** Whether clients may take the permission back by themselves: documented for Direct Payment, in older text for all. */
  mayRevoke(partner: Partner): boolean;
  /** Documented: shared by default with Partner Payment only. */
  byDefault(partner: Partner): boolean;
}

export function createPermissions(
  { store, journal }: HubContext,
  partners: Partners,
  channels: Channels,
  events: Events,
  apiKeys: ApiKeys,
): Permissions {
  function set(partner: Partner, channel: Channel, permitted: boolean): void {
    const changed = channels.change(channel, { permitted });
    const word = permitted ? "granted" : "revoked";
    const cause = journal.record({
      partner: partner.id,
      kind: "state",
      subject: channel.id,
      summary: `permission for ${channel.id} ${word}`,
      data: { permitted },
    });
    journal.causedBy(cause, () => {
      const { permission_event, permission_revoked_event, revoke_ends_keys } = partner.settings;
      const announcesGrant =
        permission_event === "always" || (permission_event === "direct" && partner.billing === "direct");
      if (permitted && announcesGrant) events.channel("channel_permission_granted", changed);
      if (!permitted && permission_revoked_event) events.channel("channel_permission_revoked", changed);
      if (!permitted && revoke_ends_keys) apiKeys.end(channel, "the permission was revoked");
    });
  }

  const mayRevoke = ({ billing, settings }: Partner) =>
    billing === "direct" || settings.client_may_revoke === "always";

  return {
    mayRevoke,
    byDefault: (partner) => partner.billing === "partner",
    change: (partnerId, clientId, { grant = [], revoke = [] }) =>
      store.transaction(() => {
        const partner = partners.get(partnerId);
        if (revoke.length > 0 && !mayRevoke(partner)) {
          throw new HubError(
            "forbidden",
            `The client ${clientId} cannot take back ${revoke.join(", ")}: ${partnerId} pays for it (Partner Payment), so only the partner can end the sharing.`,
          );
        }
        const granted = grant
          .map((id) => channels.getOwn(partnerId, clientId, id))
          .filter((channel) => !channel.permitted);
        const revoked = revoke
          .map((id) => channels.getOwn(partnerId, clientId, id))
          .filter((channel) => channel.permitted);
        for (const channel of granted) set(partner, channel, true);
        for (const channel of revoked) set(partner, channel, false);
        return { granted: granted.map(({ id }) => id), revoked: revoked.map(({ id }) => id) };
      }),
  };
}
