import { type ChannelObject, clientOf, isRunning, type PartnerApi } from "../hub/partner-api.js";
import type { ApiKeyStore } from "../store/api-keys.js";
import type {
  Channel,
  ChannelFacts,
  ChannelRef,
  ChannelStore,
  LifeStage,
  Permission,
} from "../store/channels.js";

/** What a channel object tells about the channel's life; events and API answers have the same shape. */
export function factsOf(channel: ChannelObject): ChannelFacts {
  return {
    clientId: clientOf(channel),
    phoneNumber: channel.setup_info?.phone_number,
    phoneName: channel.setup_info?.phone_name,
    stage: stageOf(channel),
  };
}

function stageOf(channel: ChannelObject): LifeStage {
  if (channel.account_mode === "live") return "live";
  if (isRunning(channel)) return "running";
  return channel.status === "ready" ? "ready" : "created";
}

const withdrawn = (before: Permission): Permission =>
  before === "granted" || before === "revoked" ? "revoked" : "missing";

/**
 * Asks the Partner API what is true of a channel now and records it. A key that may not be used any more (permission
 * gone, channel unknown or terminated) is retired in the same breath. `ask` wraps each request in the retry policy.
 */
export async function readTruth(
  stores: { channels: ChannelStore; keys: ApiKeyStore },
  api: PartnerApi,
  before: Channel,
  ask: <T>(request: () => Promise<T>) => Promise<T>,
): Promise<void> {
  const { channels, keys } = stores;
  const ref: ChannelRef = { partnerId: before.partnerId, channelId: before.channelId };
  const channel = await ask(() => api.channel(before.channelId));
  if (channel === undefined) {
    keys.retire(ref, "channel-ended");
    const permission = withdrawn(before.permission);
    channels.answered(ref, before.wanted, { permission, running: false, gone: true });
    return;
  }
  const clientId = clientOf(channel) ?? before.clientId;
  const shared = clientId === null ? undefined : await ask(() => api.sharedChannels(clientId));
  const permitted = shared?.has(before.channelId) ?? false;
  const permission = permitted ? "granted" : withdrawn(before.permission);

  channels.confirm(ref, factsOf(channel));
  if (!permitted) keys.retire(ref, "permission");
  else if (channel.terminated_at) keys.retire(ref, "channel-ended");
  channels.answered(ref, before.wanted, { permission, running: isRunning(channel), gone: false });
}
