import { z } from "zod";
import type { Wire } from "./wire.ts";
import { type KnownChannel, partnerKey, type World } from "./world.ts";

const keyAnswer = z.object({ id: z.string(), api_key: z.string() });
const messageAnswer = z.object({ messages: z.array(z.object({ id: z.string() })) });
const inboundAnswer = z.object({ id: z.string() });
const eventBody = z.object({ id: z.string(), event: z.string() });

/** The partner's app asks for a key; the channel may not run yet, or its permission may be gone just now. */
async function makeKey(world: World, wire: Wire, channel: KnownChannel): Promise<void> {
  const path = `/api/v2/partners/${channel.partner}/channels/${channel.id}/api_keys`;
  const headers = { "x-api-key": partnerKey };
  const answer = await wire.sendJson("POST", path, {}, [201, 400, 403], headers);
  if (answer.status !== 201) return;
  const { id, api_key } = keyAnswer.parse(JSON.parse(answer.text));
  world.told.push({ what: "api key", id });
  channel.apiKey = api_key;
}

/** Takes a channel one step on: a key, a webhook, then texts in both directions. */
export async function useChannel(world: World, wire: Wire): Promise<void> {
  const channel = world.dice.pick(world.channels.slice(-20));
  if (!channel) return;
  const { apiKey, hasWebhook, id } = channel;
  if (apiKey === undefined) return makeKey(world, wire, channel);
  const headers = { "d360-api-key": apiKey };
  // Another agent, or a request that was cut off, may have made a newer key: then this one is dead.
  const expected = [200, 401];
  const body = hasWebhook
    ? {
        messaging_product: "whatsapp",
        to: "+4915100000099",
        type: "text",
        text: { body: `Hello ${world.next()}` },
      }
    : { url: `${world.receiver.origin}/messages/${id}` };
  const path = hasWebhook ? "/messages" : "/v1/configs/webhook";
  const answer = await wire.sendJson("POST", path, body, expected, headers);
  if (answer.status === 401) channel.apiKey = undefined;
  else if (!hasWebhook) channel.hasWebhook = true;
  else {
    for (const message of messageAnswer.parse(JSON.parse(answer.text)).messages) {
      world.told.push({ what: "message", id: message.id });
    }
  }
}

/** A customer writes to a number that has a webhook. */
export async function receiveText(world: World, wire: Wire): Promise<void> {
  const channel = world.dice.pick(world.channels.filter(({ hasWebhook }) => hasWebhook).slice(-20));
  if (!channel) return;
  const body = { partner: channel.partner, channel: channel.id, text: `Question ${world.next()}` };
  const answer = await wire.sendJson("POST", "/_sandbox/api/messages", body, [201]);
  world.told.push({ what: "message", id: inboundAnswer.parse(JSON.parse(answer.text)).id });
}

/** A client of the Direct Payment hub grants or revokes in its Client Hub; what is so already changes nothing. */
export async function changePermission(world: World, wire: Wire): Promise<void> {
  const direct = world.channels.filter(({ partner }) => partner === "DirectPA");
  const channel = world.dice.pick(direct.slice(-20));
  if (!channel) return;
  const change = world.dice.chance(0.5) ? { grant: [channel.id] } : { revoke: [channel.id] };
  const body = { partner: channel.partner, client: channel.client, ...change };
  await wire.sendJson("POST", "/_sandbox/api/permissions", body, [200]);
}

/** Somebody has an event about a channel sent again. */
export async function resend(world: World, wire: Wire): Promise<void> {
  const arrivals = world.receiver.arrivals.filter(
    ({ path, acknowledged }) => path.startsWith("/partner/") && acknowledged !== null,
  );
  const arrival = world.dice.pick(arrivals.slice(-50));
  if (!arrival) return;
  const { id } = eventBody.parse(JSON.parse(arrival.body));
  await wire.sendJson("POST", `/_sandbox/api/deliveries/${id}/resend`, {}, [202]);
}
