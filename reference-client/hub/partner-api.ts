import { z } from "zod";
import type { Hub } from "../config.js";
import type { NewKey } from "../store/api-keys.js";
import { askWithApiKey, askWithToken } from "./partner-login.js";
import { type HubAnswer, HubRefusal, type HubRequest } from "./request.js";
import { shareRequests } from "./shared-request.js";

const maybeText = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);

/** The channel object, as the Partner API lists it and as the `data` of a channel event. Read leniently. */
export const channelObject = z.object({
  id: z.string().min(1),
  client_id: maybeText,
  client: z
    .object({ id: maybeText })
    .nullish()
    .transform((client) => client ?? undefined),
  status: maybeText,
  account_mode: maybeText,
  terminated_at: maybeText,
  setup_info: z
    .object({ phone_number: maybeText, phone_name: maybeText })
    .nullish()
    .transform((info) => info ?? undefined),
  integration: z
    .object({ state: maybeText })
    .nullish()
    .transform((integration) => integration ?? undefined),
});
export type ChannelObject = z.output<typeof channelObject>;

const keyObject = z.object({
  id: z.coerce.string(),
  address: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
  api_key: z.string().min(1),
});

const rowWithId = z.object({ id: z.string() });

/** What came of asking for a key. `no-permission` and `not-running` are answers to wait on, not errors. */
export type KeyAnswer = { key: NewKey } | "no-permission" | "not-running" | "unknown-channel";

function readAs<T>(schema: z.ZodType<T>, answer: HubAnswer): T {
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw new HubRefusal(`${answer.summary}, with a body we cannot read`, answer.status);
}

function refuse(answer: HubAnswer): never {
  throw new HubRefusal(answer.summary, answer.status);
}

/** The rows of a list answer: under their documented name, or else the first list in the body. */
function rowsOf(body: unknown): unknown[] {
  const envelope = z.record(z.string(), z.unknown()).safeParse(body);
  if (!envelope.success) return Array.isArray(body) ? body : [];
  const named = envelope.data.shared_client_numbers;
  if (Array.isArray(named)) return named;
  return Object.values(envelope.data).find((value) => Array.isArray(value)) ?? [];
}

/**
 * The Partner API of one hub account, as far as an onboarding needs it. Each call asks once; it throws `HubTrouble`
 * for what may work later and `HubRefusal` for an answer that is final.
 */
export function partnerApi(hubUrl: string, hub: Hub, signal: AbortSignal) {
  const id = encodeURIComponent;
  const base = `${hubUrl}/api/v2/partners/${id(hub.partnerId)}`;
  const askAsPartner =
    hub.login === undefined ? askWithApiKey(hub.apiKey) : askWithToken(hubUrl, hub.login, signal);
  const ask = (method: HubRequest["method"], path: string, body?: unknown) =>
    askAsPartner({
      method,
      url: `${base}${path}`,
      signal,
      ...(body === undefined ? {} : { body }),
    });

  async function sharedChannels(clientId: string): Promise<Set<string> | undefined> {
    const answer = await ask("GET", `/clients/${id(clientId)}/shared_client_numbers`);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) refuse(answer);
    const rows = rowsOf(answer.body).map((row) => rowWithId.safeParse(row));
    return new Set(rows.flatMap((row) => (row.success ? [row.data.id] : [])));
  }

  return {
    async setRedirectUrl(url: string): Promise<void> {
      const answer = await ask("PATCH", "", { partner_redirect_url: url });
      if (answer.status >= 300) refuse(answer);
    },

    async setWebhookUrl(url: string): Promise<void> {
      const answer = await ask("POST", "/webhook_url", { webhook_url: url });
      if (answer.status >= 300) refuse(answer);
    },

    /** The channel, or undefined when this partner has none with that id. */
    async channel(channelId: string): Promise<ChannelObject | undefined> {
      const answer = await ask("GET", `/channels/${id(channelId)}`);
      if (answer.status === 404) return undefined;
      return answer.status === 200 ? readAs(channelObject, answer) : refuse(answer);
    },

    /**
     * Ids of the client's channels that are shared with this partner; undefined for an unknown client. A client may have
     * hundreds, and news of all of them at once: then they share the request.
     */
    sharedChannels: shareRequests(sharedChannels),

    /** Makes a key. A new key ends the channel's older ones, so ask only when there is none. */
    async createKey(channelId: string): Promise<KeyAnswer> {
      const answer = await ask("POST", `/channels/${id(channelId)}/api_keys`);
      if (answer.status === 403) return "no-permission";
      if (answer.status === 400) return "not-running";
      if (answer.status === 404) return "unknown-channel";
      if (answer.status !== 201 && answer.status !== 200) refuse(answer);
      const key = readAs(keyObject, answer);
      return { key: { id: key.id, address: key.address, apiKey: key.api_key } };
    },
  };
}

export type PartnerApi = ReturnType<typeof partnerApi>;

/** The client a channel belongs to. */
export const clientOf = (channel: ChannelObject) => channel.client_id ?? channel.client?.id;

/**
 * Whether a channel runs. `integration.state` is where running shows; `status` keeps to other words, but some read
 * "running" there, so both count. A terminated channel never runs.
 */
export const isRunning = (channel: ChannelObject) =>
  !channel.terminated_at && (channel.integration?.state === "running" || channel.status === "running");
