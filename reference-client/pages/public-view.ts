import type { Hub } from "../config.js";
import type { ApiKeyStore } from "../store/api-keys.js";
import { type Channel, type ChannelStore, lifeStages } from "../store/channels.js";
import type { Message, MessageStore } from "../store/messages.js";

/** One stop on a channel's track. `stopped`: it was reached once and has been taken back. */
export interface TrackStop {
  name: string;
  state: "done" | "next" | "open" | "stopped";
}

/** What a page may know of a message. */
export interface MessageView {
  id: number;
  inbound: boolean;
  contact: string;
  text: string;
  status: string;
}

/**
 * What a page may know of a channel. Built field by field from the stores: keys and secrets have no field here, so
 * they cannot reach a browser.
 */
export interface ChannelView {
  channelId: string;
  hubLabel: string;
  name: string;
  phoneNumber: string;
  life: TrackStop[];
  connection: TrackStop[];
  /** "ok", "waiting" or "stopped": how the card is marked, besides the words. */
  mood: "ok" | "waiting" | "stopped";
  status: string;
  firstMessageStatus: string;
  messages: MessageView[];
}

export interface ViewDeps {
  hubs: Hub[];
  channels: ChannelStore;
  keys: ApiKeyStore;
  messages: MessageStore;
}

const messagesShown = 20;

const statusOf = (message: Message | undefined): string => {
  if (message === undefined) return "not sent yet";
  return message.progress === "accepted" ? (message.status ?? "accepted") : message.progress;
};

function track(stops: [name: string, reached: boolean][]): TrackStop[] {
  const next = stops.findIndex(([, reached]) => !reached);
  return stops.map(([name, reached], index) => ({
    name,
    state: reached ? "done" : index === next ? "next" : "open",
  }));
}

interface Known {
  channel: Channel;
  hasKey: boolean;
  webhookSet: boolean;
  first: Message | undefined;
}

function statusText({ channel, hasKey, webhookSet, first }: Known): string {
  if (channel.gone) return "The hub does not know this number any more.";
  if (channel.permission === "revoked")
    return "Permission was withdrawn. We stopped using this number's key.";
  if (channel.trouble !== null) return channel.trouble;
  if (channel.permission === "unknown") return "Asking the hub about this number.";
  if (channel.permission === "missing")
    return "Waiting for permission. The number's owner can grant it any time.";
  if (!hasKey) {
    return channel.running
      ? "Creating the API key."
      : "Permission is there. Waiting until the number is running.";
  }
  if (!webhookSet) return "The API key is there. Setting the webhook.";
  const status = statusOf(first);
  if (status === "failed") return "Connected, but the first message was refused.";
  if (status === "queued" || first === undefined) return "Sending the first message.";
  return `Connected. First message ${status}.`;
}

function connectionTrack(known: Known): TrackStop[] {
  const { channel, hasKey, webhookSet, first } = known;
  const stops = track([
    ["permission", channel.permission === "granted"],
    ["key", hasKey],
    ["webhook", webhookSet],
    ["first message", first?.progress === "accepted"],
  ]);
  const stopped = channel.permission === "revoked" || channel.gone;
  return stopped
    ? stops.map((stop, index) => (index === 0 ? { name: stop.name, state: "stopped" as const } : stop))
    : stops;
}

function channelView(deps: ViewDeps, channel: Channel): ChannelView {
  const key = deps.keys.active(channel);
  const first = deps.messages.first(channel);
  const known = {
    channel,
    hasKey: key !== undefined,
    webhookSet: key != null && key.webhookUrl !== null,
    first,
  };
  const stopped = channel.gone || channel.permission === "revoked";
  const connected = known.webhookSet && first?.progress === "accepted" && channel.trouble === null;
  return {
    channelId: channel.channelId,
    hubLabel: deps.hubs.find((hub) => hub.partnerId === channel.partnerId)?.label ?? channel.partnerId,
    name: channel.phoneName ?? "New number",
    phoneNumber: channel.phoneNumber === null ? "" : `+${channel.phoneNumber.replace(/^\+/, "")}`,
    life: track(lifeStages.map((stage, index) => [stage, channel.progress > index])),
    connection: connectionTrack(known),
    mood: stopped ? "stopped" : connected ? "ok" : "waiting",
    status: statusText(known),
    firstMessageStatus: statusOf(first),
    messages: deps.messages.latest(channel, messagesShown).map((message) => ({
      id: message.id,
      inbound: message.kind === "inbound",
      contact: `+${message.contact.replace(/^\+/, "")}`,
      text: message.body,
      status: statusOf(message),
    })),
  };
}

/** The channels of the clients this account linked, oldest first. */
export function publicView(deps: ViewDeps, sessionId: string): ChannelView[] {
  return deps.channels.ofSession(sessionId).map((channel) => channelView(deps, channel));
}
