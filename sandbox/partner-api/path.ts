import type { Channel } from "../hub/channel.js";
import { notFound } from "../hub/errors.js";
import type { Hub } from "../hub/hub.js";
import { param } from "../wire/operation.js";

/** Path parameters as the router gives them. */
export type PathParams = Record<string, string>;

/** The partner and the WABA that a path names. */
export const wabaPath = (params: PathParams) =>
  [param(params, "partner_id"), param(params, "waba_account_id")] as const;

/**
 * The channel that a path names below its client.
 *
 * @throws HubError `not_found` when the partner has no such client, or the client no such channel.
 */
export function clientChannel(hub: Hub, params: PathParams): Channel {
  const client = hub.clients.get(param(params, "partner_id"), param(params, "client_id"));
  const channel = hub.channels.get(client.partnerId, param(params, "channel_id"));
  if (channel.clientId === client.id) return channel;
  throw notFound("channel", channel.id, `The client ${client.id} has no such channel.`);
}
