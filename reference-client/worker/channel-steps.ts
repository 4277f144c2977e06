import type { Config, Hub } from "../config.js";
import { messagingApi } from "../hub/messaging-api.js";
import type { PartnerApi } from "../hub/partner-api.js";
import { HubRefusal } from "../hub/request.js";
import type { ActiveKey, ApiKeyStore } from "../store/api-keys.js";
import type { Channel, ChannelRef, ChannelStore } from "../store/channels.js";
import type { MessageStore } from "../store/messages.js";
import { readTruth } from "./channel-truth.js";
import type { Situation, Step } from "./next-step.js";

/** What the steps work with. `apis` has one Partner API for each hub of the config. */
export interface StepDeps {
  config: Config;
  publicUrl: string;
  apis: Map<Hub["partnerId"], PartnerApi>;
  channels: ChannelStore;
  keys: ApiKeyStore;
  messages: MessageStore;
  /** Ends requests that are under way when the app must stop at once. */
  requests: AbortSignal;
}

/** Runs one request under the retry policy. */
export type Ask = <T>(request: () => Promise<T>) => Promise<T>;

/** Where a channel's messages go. Kept with the key: when the app moves to another address, it is set again. */
const messagingUrl = ({ publicUrl }: StepDeps, ref: ChannelRef) => `${publicUrl}/messaging/${ref.channelId}`;

/** What {@link Situation} asks about a channel, read from the stores. */
export function situationOf(deps: StepDeps, channel: Channel, justRead: boolean): Situation {
  const key = deps.keys.active(channel);
  return {
    newsWaiting: channel.wanted > channel.done,
    permission: channel.permission,
    running: channel.running,
    permissionAgeMs: justRead ? 0 : Date.now() - channel.checkedAt,
    permissionMaxAgeMs: deps.config.permissionMaxAgeMs,
    key: key && { webhookSet: key.webhookUrl === messagingUrl(deps, channel) },
    refusedKeys: channel.refusedKeys,
    messageQueued: deps.messages.nextQueued(channel) !== undefined,
  };
}

/** Does one step and records its result. Each leaves the channel in another situation, or throws. */
export async function takeStep(
  deps: StepDeps,
  step: Exclude<Step, "wait">,
  channel: Channel,
  ask: Ask,
): Promise<void> {
  const api = deps.apis.get(channel.partnerId);
  if (api === undefined) throw new HubRefusal(`No hub ${channel.partnerId} in the config`, 0);
  if (step === "read-truth") return readTruth(deps, api, channel, ask);
  if (step === "create-key") return createKey(deps, api, channel, ask);
  const key = deps.keys.active(channel);
  if (key === undefined) return;
  return step === "set-webhook"
    ? setWebhook(deps, channel, key, ask)
    : sendNextMessage(deps, channel, key, ask);
}

/**
 * Asks for the key. There is no idempotency key in the API: should the app die between the answer and its being
 * stored, the next run asks again, and the new key ends the lost one.
 */
async function createKey(deps: StepDeps, api: PartnerApi, ref: Channel, ask: Ask): Promise<void> {
  const answer = await ask(() => api.createKey(ref.channelId));
  if (answer === "no-permission") deps.channels.setPermission(ref, "missing");
  else if (answer === "not-running") deps.channels.setNotRunning(ref);
  else if (answer === "unknown-channel") deps.channels.setPermission(ref, "missing");
  else deps.keys.add(ref, answer.key);
}

async function setWebhook(deps: StepDeps, channel: Channel, key: ActiveKey, ask: Ask): Promise<void> {
  const { config } = deps;
  const url = messagingUrl(deps, channel);
  const messaging = messagingApi(key, deps.requests);
  try {
    await ask(() => messaging.setWebhook(url, `Bearer ${channel.webhookSecret}`));
  } catch (error) {
    return dropRefusedKey(deps, channel, error);
  }
  // In this order: after a crash in between, the step is taken again and the message is not queued twice.
  deps.messages.queueFirst(channel, config.firstMessageTo, config.firstMessageText);
  deps.keys.webhookWasSet(channel, url);
}

async function sendNextMessage(deps: StepDeps, channel: Channel, key: ActiveKey, ask: Ask): Promise<void> {
  const message = deps.messages.nextQueued(channel);
  if (message === undefined) return;
  const messaging = messagingApi(key, deps.requests);
  try {
    const wamid = await ask(() => messaging.sendText(message.contact, message.body));
    deps.messages.accepted(message.id, wamid);
    deps.channels.setRefusedKeys(channel, 0);
  } catch (error) {
    // A refused text stays refused, and must not hold up the ones behind it.
    if (error instanceof HubRefusal && error.status !== 401) deps.messages.refused(message.id);
    else dropRefusedKey(deps, channel, error);
  }
}

/** A 401 means the key is dead, for instance because somebody made a newer one. Anything else is passed on. */
function dropRefusedKey(deps: StepDeps, channel: Channel & ChannelRef, error: unknown): void {
  if (!(error instanceof HubRefusal) || error.status !== 401) throw error;
  deps.keys.retire(channel, "refused");
  deps.channels.setRefusedKeys(channel, channel.refusedKeys + 1);
  deps.channels.want(channel, "refused-key");
}
