import type { Hub } from "../hub/hub.js";
import type { NewPartner } from "../hub/partner.js";
import type { Beginning } from "../hub/resets.js";
import type { SeededChannel, SeededClient, Seeding } from "../hub/seeding.js";
import { defaultSettings, withSettings } from "../hub/settings.js";
import type { Seed, SeededPartner } from "./schema.js";

/** The parts of the hub that a seed goes into. */
export type SeededHub = Pick<Hub, "partners" | "access"> & { seeding: Seeding };

function toChannel(channel: SeededPartner["clients"][number]["channels"][number]): SeededChannel {
  return {
    id: channel.id,
    externalId: channel.external_id,
    phoneNumber: channel.phone,
    phoneName: channel.display_name,
    verificationMethod: channel.verification_method,
    wabaId: channel.waba,
    state: channel.state,
    permitted: channel.permitted,
    apiKey: channel.api_key,
    status: channel.status,
    accountMode: channel.account_mode,
    hubStatus: channel.hub_status,
    currentLimit: channel.current_limit,
    currentQualityRating: channel.current_quality_rating,
    webhookUrl: channel.webhook_url,
    createdAt: channel.created_at === undefined ? undefined : Date.parse(channel.created_at),
  };
}

function toClient({ wabas, channels, ...client }: SeededPartner["clients"][number]): SeededClient {
  return {
    id: client.id,
    name: client.name,
    email: client.email,
    password: client.password,
    language: client.language,
    partnerPayload: client.partner_payload,
    maxChannels: client.max_channels,
    plan: client.plan,
    channels: channels.map(toChannel),
    wabas: wabas.map((waba) => ({
      id: waba.id,
      externalId: waba.external_id,
      name: waba.name,
      namespace: waba.namespace,
      fbBusinessId: waba.fb_business_id,
      status: waba.status,
      fbAccountStatus: waba.fb_account_status,
    })),
  };
}

function settingsOf(partner: SeededPartner) {
  return withSettings(defaultSettings(), partner.settings ?? {});
}

function makePartner(hub: SeededHub, partner: SeededPartner, beginning: SeedBeginning): void {
  const [first] = Object.values(partner.api_keys ?? {});
  hub.partners.create({
    id: partner.id,
    billing: partner.billing,
    brandName: partner.brand_name,
    logoUrl: partner.logo_url,
    username: partner.username ?? beginning.credentials?.username,
    password: partner.password ?? beginning.credentials?.password,
    apiKey: first ?? beginning.credentials?.apiKey,
    platformSecret:
      partner.platform_secret === undefined ? beginning.credentials?.platformSecret : partner.platform_secret,
    webhookUrl: partner.webhook_url,
    redirectUrl: partner.redirect_url,
    settings: partner.settings,
    clock: beginning.clock,
    startAt: beginning.startAt,
  });
}

/** How a partner of the seed begins: its clock, and the credentials it has when the seed names none. */
export interface SeedBeginning extends Beginning {
  credentials?: Required<Pick<NewPartner, "username" | "password" | "apiKey" | "platformSecret">> | undefined;
}

/** Lets the partner have exactly the keys of the seed; without any in it, those that it has stay. */
function setKeys({ access }: SeededHub, { id, api_keys: wanted }: SeededPartner): void {
  if (wanted === undefined) return;
  for (const { name, apiKey } of access.keys.list(id)) {
    if (wanted[name] !== apiKey) access.keys.revoke(id, name);
  }
  const there = new Set(access.keys.list(id).map(({ name }) => name));
  for (const [name, apiKey] of Object.entries(wanted)) {
    if (!there.has(name)) access.keys.create(id, { name, apiKey });
  }
}

/** Brings URLs and settings of a partner that exists back to what the seed says; what it does not name has its default. */
function restorePartner(hub: SeededHub, partner: SeededPartner): void {
  hub.partners.change(partner.id, {
    brandName: partner.brand_name ?? `Partner ${partner.id}`,
    logoUrl: partner.logo_url ?? null,
    platformSecret: partner.platform_secret,
    webhookUrl: partner.webhook_url ?? null,
    webhookHeaders: {},
    redirectUrl: partner.redirect_url ?? null,
    settings: settingsOf(partner),
  });
}

/**
 * Puts a seed into the hub. Partners that are missing are made; those that are there and empty (a partner that was reset)
 * go back to the seed, with the same ids; those that have clients keep what they have, so that a restart loses nothing.
 *
 * @param only one partner, after its reset; all, when left out. One that the seed does not have is left alone.
 * @throws HubError `conflict` when a number or a pinned id is in use elsewhere.
 */
export function applySeed(
  hub: SeededHub,
  seed: Seed,
  beginning: (id: string) => SeedBeginning,
  only?: string,
): void {
  for (const partner of seed.partners) {
    if (only !== undefined && partner.id !== only) continue;
    if (!hub.partners.find(partner.id)) makePartner(hub, partner, beginning(partner.id));
    else if (hub.seeding.isEmpty(partner.id)) restorePartner(hub, partner);
    else continue;
    setKeys(hub, partner);
    const fleets = partner.fleets.map((fleet) => ({
      channels: fleet.channels,
      channelsPerClient: fleet.channels_per_client,
      phoneFrom: fleet.phone_from,
      name: fleet.name,
      password: fleet.password,
      state: fleet.state,
      permitted: fleet.permitted,
      apiKeys: fleet.api_keys,
    }));
    hub.seeding.plant(partner.id, partner.clients.map(toClient), fleets);
  }
}
