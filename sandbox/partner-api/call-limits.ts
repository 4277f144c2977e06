import type { Hub } from "../hub/hub.js";
import type { Counted } from "../hub/rate-limits.js";

/** What a call counts against, by its path: each limit names whose calls it counts. */
export function limitsOf(hub: Hub, partnerId: string, method: string, path: string): Counted[] {
  if (method !== "GET") return [];
  if (/^\/partners\/[^/]+\/waba_accounts\/[^/]+\/waba_templates$/.test(path)) {
    return [{ limit: "template_list", subject: partnerId }];
  }
  const [, clientId, channelId] =
    path.match(/^\/partners\/[^/]+\/clients\/([^/]+)(?:\/channels\/([^/]+))?\/info\/balance$/) ?? [];
  if (clientId === undefined) return [];
  if (channelId === undefined) return [{ limit: "client_balance", subject: clientId }];
  const wabaId = hub.channels.find(partnerId, channelId)?.waba.id;
  return [
    { limit: "channel_balance", subject: channelId },
    ...(wabaId === undefined ? [] : [{ limit: "waba_balance" as const, subject: wabaId }]),
  ];
}
