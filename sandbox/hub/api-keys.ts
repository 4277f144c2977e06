import { mask } from "../journal/mask.js";
import type { Channel } from "./channel.js";
import type { Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import { HubError } from "./errors.js";
import type { ApiKeyObject } from "./objects/api-key-object.js";
import type { Partners } from "./partners.js";

interface ApiKeyRow {
  id: string;
  channel_id: string;
  api_key: string;
  ended_at: number | null;
  ended_by: string | null;
}

/** The channel a messaging key was made for, and why it is dead if it is. */
export interface KeyHolder {
  partnerId: string;
  channelId: string;
  endedBy: string | null;
}

export interface ApiKeys {
  /** Why a key of the channel would be refused now, or `undefined` when the partner can have one. */
  refusal(channel: Channel): HubError | undefined;
  /**
   * Creates a key. It ends every older key of the channel (documented), and is shown in full only here.
   *
   * @throws HubError `forbidden` without the client's permission, `not_running` before the channel runs.
   */
  create(partnerId: string, channelId: string): ApiKeyObject;
  /** Why the client itself would be refused a key now: documented for a number that it shares with its partner. */
  ownRefusal(channel: Channel): HubError | undefined;
  /** Creates a key for the client, which uses the number without its partner. It ends every older key, the partner's too. */
  createOwn(channel: Channel): ApiKeyObject;
  list(partnerId: string, channelId: string): ApiKeyObject[];
  /** Ends all keys of a channel; returns how many. */
  remove(partnerId: string, channelId: string): number;
  /** Ends all keys of a channel inside another command. */
  end(channel: Channel, reason: string): number;
  holder(apiKey: string): KeyHolder | undefined;
}

export function createApiKeys(context: HubContext, partners: Partners, channels: Channels): ApiKeys {
  const { store, clock, journal, ids, origin } = context;
  const selectHolder = store.prepare<[string], ApiKeyRow & { partner_id: string }>(
    "SELECT api_keys.*, channels.partner_id FROM api_keys JOIN channels ON channels.id = channel_id WHERE api_key = ?",
  );
  const selectActive = store.prepare<[string], ApiKeyRow>(
    "SELECT * FROM api_keys WHERE channel_id = ? AND ended_at IS NULL ORDER BY id",
  );

  function end(channel: Channel, reason: string): number {
    const ended = store
      .prepare<[number, string, string], never>(
        "UPDATE api_keys SET ended_at = ?, ended_by = ? WHERE channel_id = ? AND ended_at IS NULL",
      )
      .run(clock.now(channel.partnerId), reason, channel.id).changes;
    if (ended > 0) {
      journal.record({
        partner: channel.partnerId,
        kind: "state",
        subject: channel.id,
        summary: `API key of ${channel.id} ended: ${reason}`,
        data: { ended },
      });
    }
    return ended;
  }

  function refusal(channel: Channel): HubError | undefined {
    const partner = partners.get(channel.partnerId);
    const { key_without_permission_status } = partner.settings;
    if (!channel.permitted) {
      return new HubError(
        "forbidden",
        `The permission is missing: the client has not permitted ${partner.id} to create API keys for the channel ${channel.id}. It can do so on the permissions page, or in its Client Hub.`,
        { status: key_without_permission_status },
      );
    }
    return notRunning(channel);
  }

  function notRunning(channel: Channel): HubError | undefined {
    if (channel.integrationState === "running") return undefined;
    const status = partners.get(channel.partnerId).settings.key_before_running_status;
    return new HubError(
      "not_running",
      `The channel ${channel.id} is not running yet (its status is "${channel.status}"). Wait for the webhook channel_running, then ask again.`,
      { status },
    );
  }

  function ownRefusal(channel: Channel): HubError | undefined {
    if (!channel.permitted) return notRunning(channel);
    return new HubError(
      "forbidden",
      `The channel ${channel.id} is shared with ${channel.partnerId}, which creates its API keys. Take the permission back first.`,
    );
  }

  function mint(channel: Channel, endsOlder: string, by: string): ApiKeyObject {
    const { partnerId, id: channelId } = channel;
    end(channel, endsOlder);
    const apiKey = `${ids.secret(partnerId, "api-key", 24)}AK`;
    const id = ids.digits(partnerId, "api-key-id", 6);
    store
      .prepare<[string, string, string, number], never>(
        "INSERT INTO api_keys (id, channel_id, api_key, created_at) VALUES (?, ?, ?, ?)",
      )
      .run(id, channelId, apiKey, clock.now(partnerId));
    if (partners.get(partnerId).settings.new_key_drops_webhook && channel.webhookUrl !== null) {
      channels.change(channel, { webhookUrl: null, webhookHeaders: {} });
    }
    journal.record({
      partner: partnerId,
      kind: "state",
      subject: channelId,
      summary: `API key created for ${channelId}`,
      data: { id, api_key: mask(apiKey), by },
    });
    return { address: origin(), api_key: apiKey, app_id: channel.appId, id };
  }

  return {
    refusal,
    ownRefusal,
    createOwn: (channel) =>
      store.transaction(() => {
        const current = channels.get(channel.partnerId, channel.id);
        const refused = ownRefusal(current);
        if (refused) throw refused;
        return mint(current, "the client created a key of its own", "its client");
      }),
    create: (partnerId, channelId) =>
      store.transaction(() => {
        const channel = channels.get(partnerId, channelId);
        const refused = refusal(channel);
        if (refused) throw refused;
        return mint(channel, "a newer key took its place", "its partner");
      }),
    list(partnerId, channelId) {
      const channel = channels.get(partnerId, channelId);
      const { key_list_reveals } = partners.get(partnerId).settings;
      return selectActive.all(channelId).map((row) => ({
        address: origin(),
        api_key: key_list_reveals
          ? row.api_key
          : `${"*".repeat(row.api_key.length - 4)}${row.api_key.slice(-4)}`,
        app_id: channel.appId,
        id: row.id,
      }));
    },
    remove: (partnerId, channelId) =>
      store.transaction(() => end(channels.get(partnerId, channelId), "the partner deleted it")),
    end,
    holder(apiKey) {
      const row = selectHolder.get(apiKey);
      if (!row) return undefined;
      const endedBy = row.ended_at === null ? null : (row.ended_by ?? "it was ended");
      return { partnerId: row.partner_id, channelId: row.channel_id, endedBy };
    },
  };
}
