import type { Channel } from "./channel.js";
import type { Channels } from "./channels.js";
import type { Client, Clients } from "./clients.js";
import type { HubContext } from "./context.js";
import { HubError, invalid, notFound } from "./errors.js";
import type { Lives } from "./life.js";
import type { Partners } from "./partners.js";
import type { Permissions } from "./permissions.js";

/** A number that a partner's own embedded signup got from Meta. One of `clientId` and `businessId` names its client. */
export interface SharedNumber {
  wabaExternalId: string;
  clientId?: string | undefined;
  /** Meta's id of the business that a client's WABA belongs to. */
  businessId?: string | undefined;
  /** Meta's phone_number_id; left out, it is the WABA's first number. */
  channelExternalId?: string | undefined;
  /** The client's price plan. */
  tier?: string | undefined;
}

/** Onboarding that the partner hosts itself: no permissions page, no redirect; the webhooks are the same. */
export interface AccountSharing {
  /** @throws HubError `conflict` that names the client who has the e-mail already. */
  addClient(partnerId: string, client: { name: string; email: string }): Client;
  addNumber(partnerId: string, number: SharedNumber): Channel;
}

/** In reality, an invitation lets the user choose a password; nobody could log in here with one that was drawn. */
const invitedPassword = "invited-by-partner";

export interface SharingRooms {
  partners: Partners;
  clients: Clients;
  channels: Channels;
  lives: Lives;
  permissions: Permissions;
}

export function createAccountSharing(
  { store, journal, ids }: HubContext,
  { partners, clients, channels, lives, permissions }: SharingRooms,
): AccountSharing {
  const selectByBusiness = store
    .prepare<[string, string], string>(
      "SELECT client_id FROM wabas WHERE partner_id = ? AND fb_business_id = ? ORDER BY id LIMIT 1",
    )
    .pluck();

  const selectOwner = store
    .prepare<[string, string], string>("SELECT client_id FROM wabas WHERE partner_id = ? AND external_id = ?")
    .pluck();

  function clientOf(partnerId: string, { clientId, businessId = "" }: SharedNumber): Client {
    if (clientId !== undefined) return clients.get(partnerId, clientId);
    const found = selectByBusiness.get(partnerId, businessId);
    if (found !== undefined) return clients.get(partnerId, found);
    throw notFound(
      "business",
      businessId,
      "No client's WABA belongs to it. Create the client with …/account_sharing/clients, and send its client_id.",
    );
  }

  /** Meta's ids are unique: a number is shared once, and a WABA is one client's. */
  function requireNew(client: Client, { wabaExternalId, channelExternalId }: SharedNumber): void {
    const owner = selectOwner.get(client.partnerId, wabaExternalId);
    if (owner !== undefined && owner !== client.id)
      throw new HubError(
        "conflict",
        `The WABA ${wabaExternalId} belongs to the client ${owner}, not to ${client.id}. Send that client's id.`,
        { field: "waba_external_id" },
      );
    const filters: Record<string, string> =
      channelExternalId === undefined
        ? { "waba_account.external_id": wabaExternalId }
        : { external_id: channelExternalId };
    const [taken] = channels.list(client.partnerId, { filters, limit: 1 }).rows;
    if (!taken) return;
    throw new HubError(
      "conflict",
      `This number is shared already, as the channel ${taken.id} of the WABA ${taken.waba.externalId}. Name another one with channel_external_id.`,
      { field: channelExternalId === undefined ? "waba_external_id" : "channel_external_id" },
    );
  }

  return {
    addClient: (partnerId, { name, email }) =>
      store.transaction(() => {
        const filters = { "contact_info.email": email.trim().toLowerCase() };
        const [known] = clients.list(partnerId, { filters, limit: 1 }).rows;
        if (known)
          throw new HubError(
            "conflict",
            `The client ${known.id} has the e-mail address "${email}" already.`,
            {
              field: "email",
            },
          );
        const client = clients.create(partnerId, {
          name,
          email,
          password: invitedPassword,
          outsidePages: true,
        });
        const summary = `${client.name} can log in on the permissions page with the password "${invitedPassword}"`;
        journal.record({ partner: partnerId, kind: "note", subject: client.id, summary });
        return client;
      }),
    addNumber: (partnerId, number) =>
      store.transaction(() => {
        const partner = partners.get(partnerId);
        const client = clientOf(partnerId, number);
        requireNew(client, number);
        const isFull =
          client.maxChannels !== null && channels.countOf(partnerId, client.id) >= client.maxChannels;
        if (isFull)
          throw invalid(
            `The client ${client.id} has its ${client.maxChannels} channels. Raise max_channels with PATCH …/clients/${client.id}.`,
            "client_id",
          );
        if (number.tier) clients.change(partnerId, client.id, { plan: number.tier });
        const channel = channels.add(partnerId, client.id, {
          // Meta tells the hub the number behind an id; here it is drawn, in the shape of a German mobile number.
          phoneNumber: `+49159${ids.digits(partnerId, "shared-number", 8)}`,
          phoneName: client.name,
          wabaExternalId: number.wabaExternalId,
          externalId: number.channelExternalId,
          permitted: permissions.byDefault(partner),
        });
        const summary = `${partnerId} shares +${channel.phoneNumber} of ${client.name}`;
        const cause = journal.record({ partner: partnerId, kind: "state", subject: channel.id, summary });
        journal.causedBy(cause, () => lives.begin(channel, partner.settings.life));
        return channels.get(partnerId, channel.id);
      }),
  };
}
