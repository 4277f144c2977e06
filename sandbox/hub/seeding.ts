import type { HubContext } from "./context.js";
import { HubError } from "./errors.js";
import { type Fleet, fleetRows } from "./fleet.js";
import type { LifeStep } from "./life.js";
import type { Partners } from "./partners.js";
import { digitsOf } from "./phone.js";
import { createSeedRows, type SeedRows } from "./seed-rows.js";

/** A WABA as a seed gives it; what is left out is drawn, as for one that came out of a signup. */
export interface SeededWaba {
  id?: string | undefined;
  externalId?: string | undefined;
  name?: string | undefined;
  namespace?: string | undefined;
  fbBusinessId?: string | undefined;
  status?: string | undefined;
  fbAccountStatus?: string | undefined;
}

/** A number that is somewhere in its life already. `createdAt` is virtual milliseconds since 1970. */
export interface SeededChannel {
  id?: string | undefined;
  externalId?: string | undefined;
  phoneNumber: string;
  phoneName?: string | undefined;
  verificationMethod?: string | undefined;
  /** The id of one of the client's seeded WABAs; the first one, when left out. */
  wabaId?: string | undefined;
  state: LifeStep;
  permitted?: boolean | undefined;
  /** `true` has a key drawn. */
  apiKey?: string | boolean | undefined;
  status?: string | undefined;
  accountMode?: string | undefined;
  hubStatus?: string | undefined;
  currentLimit?: string | null | undefined;
  currentQualityRating?: string | null | undefined;
  webhookUrl?: string | undefined;
  createdAt?: number | undefined;
}

export interface SeededClient {
  id?: string | undefined;
  name: string;
  email: string;
  /** With it the client can log in on the permissions page. */
  password: string;
  language: string;
  partnerPayload?: string | null | undefined;
  maxChannels?: number | null | undefined;
  plan?: string | null | undefined;
  wabas: SeededWaba[];
  channels: SeededChannel[];
}

export interface Seeding {
  /** Whether nothing has been made for the partner yet, or all of it was cleared. */
  isEmpty(partnerId: string): boolean;
  /**
   * Puts clients and their numbers there as if they had long been: no events, no timers. All of it, or nothing.
   *
   * @throws HubError `conflict` when an id or a number is in use.
   */
  plant(partnerId: string, clients: readonly SeededClient[], fleets: readonly Fleet[]): void;
}

export function createSeeding(context: HubContext, partners: Partners): Seeding {
  const { store, clock, journal, ids } = context;

  function plantWabas(rows: SeedRows, partnerId: string, clientId: string, client: SeededClient): string[] {
    const wabas = client.wabas.length === 0 && client.channels.length > 0 ? [{}] : client.wabas;
    return wabas.map((waba: SeededWaba) => {
      const id = waba.id ?? ids.waba(partnerId);
      rows.waba({
        id,
        partnerId,
        clientId,
        externalId: waba.externalId ?? ids.digits(partnerId, "waba-external", 15),
        name: waba.name ?? client.name,
        namespace: waba.namespace ?? ids.namespace(partnerId),
        fbBusinessId: waba.fbBusinessId ?? ids.digits(partnerId, "business", 15),
        status: waba.status ?? "approved",
        fbAccountStatus: waba.fbAccountStatus ?? "not_verified",
      });
      return id;
    });
  }

  function plantChannel(
    rows: SeedRows,
    {
      partnerId,
      clientId,
      wabaId,
      name,
      now,
    }: Record<"partnerId" | "clientId" | "wabaId" | "name", string> & { now: number },
    channel: SeededChannel,
  ): void {
    const id = channel.id ?? ids.channel(partnerId);
    const { billing, settings } = partners.get(partnerId);
    rows.channel({
      ...channel,
      id,
      partnerId,
      clientId,
      wabaId: channel.wabaId ?? wabaId,
      externalId: channel.externalId ?? ids.digits(partnerId, "phone-number-id", 15),
      phoneNumber: digitsOf(channel.phoneNumber),
      phoneName: channel.phoneName ?? name,
      verificationMethod: channel.verificationMethod ?? "sms",
      appId: ids.digits(partnerId, "app", 6),
      permitted: channel.permitted ?? billing === "partner",
      runningInStatus: settings.running_in_status,
      createdAt: channel.createdAt ?? now,
    });
    if (channel.apiKey === undefined || channel.apiKey === false) return;
    const apiKey = channel.apiKey === true ? `${ids.secret(partnerId, "api-key", 24)}AK` : channel.apiKey;
    rows.apiKey({ id: ids.digits(partnerId, "api-key-id", 6), channelId: id, apiKey, createdAt: now });
  }

  function plantClient(rows: SeedRows, partnerId: string, client: SeededClient, now: number): void {
    const id = client.id ?? ids.client(partnerId);
    rows.client({ ...client, id, partnerId, email: client.email.trim().toLowerCase(), createdAt: now });
    const [wabaId = ""] = plantWabas(rows, partnerId, id, client);
    for (const channel of client.channels) {
      plantChannel(rows, { partnerId, clientId: id, wabaId, name: client.name, now }, channel);
    }
  }

  return {
    isEmpty: (partnerId) =>
      store
        .prepare<[string], number>("SELECT 1 FROM clients WHERE partner_id = ? LIMIT 1")
        .pluck()
        .get(partnerId) === undefined,
    plant: (partnerId, clients, fleets) =>
      store.transaction(() => {
        const { billing, settings } = partners.get(partnerId);
        const now = clock.now(partnerId);
        const rows = createSeedRows(store);
        try {
          for (const client of clients) plantClient(rows, partnerId, client, now);
          for (const [index, fleet] of fleets.entries()) {
            const permitted = fleet.permitted ?? billing === "partner";
            const runningInStatus = settings.running_in_status;
            fleetRows(rows, { ...fleet, permitted, runningInStatus, partnerId, index, now });
          }
        } catch (error) {
          throw conflictOf(error, partnerId);
        }
        const summary = `seeded ${rows.count.clients} clients and ${rows.count.channels} channels`;
        journal.record({ partner: partnerId, kind: "state", subject: partnerId, summary, data: rows.count });
      }),
  };
}

/** SQLite names the columns that had to be unique; that is what a person needs to find the place in the seed. */
function conflictOf(error: unknown, partnerId: string): unknown {
  const message = error instanceof Error ? error.message : "";
  const columns = message.match(/^UNIQUE constraint failed: (.+)$/)?.[1];
  if (columns === undefined) return error;
  const what = columns.replace(/\bw?\w+\.partner_id, /, "");
  return new HubError(
    "conflict",
    `The seed of ${partnerId} uses one ${what} twice, or one that exists already. Give each its own, and seed only an empty partner.`,
  );
}
