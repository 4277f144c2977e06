import type { ApiKeys } from "./api-keys.js";
import type { Cancellations } from "./cancellations.js";
import type { Channel } from "./channel.js";
import type { Channels } from "./channels.js";
import type { Client, Clients } from "./clients.js";
import type { HubContext } from "./context.js";
import type { ApiKeyObject } from "./objects/api-key-object.js";
import type { PermissionChange, PermissionResult, Permissions } from "./permissions.js";

/**
 * What a client does in its Client Hub, about its own numbers only and without its partner's browser or redirect; the
 * partner hears of it by webhook. Documented: the list with its permissions, cancellation, a key of the client's own.
 *
 * A channel that is not the client's is a HubError `not_found` everywhere.
 */
export interface ClientHub {
  /** The partner's time, in milliseconds since 1970: a cancellation ends at the end of its month. */
  now(partnerId: string): number;
  /** The client looks at its numbers. */
  open(client: Client): void;
  /** @throws HubError `unauthorized` when there is no such e-mail and password. */
  logIn(partnerId: string, account: { email: string; password: string }): Client;
  /** @throws HubError `forbidden` for taking a permission back that only the partner may end. */
  change(client: Client, change: PermissionChange): PermissionResult;
  /** Ends the number at the end of the month. @throws HubError `conflict` when it has ended already. */
  requestCancellation(client: Client, channelId: string): Channel;
  /** @throws HubError `conflict` when the number has ended already. */
  withdrawCancellation(client: Client, channelId: string): Channel;
  /**
   * A key for the client itself, shown in full only here.
   *
   * @throws HubError `forbidden` while the number is shared with the partner, `not_running` before it runs.
   */
  createKey(client: Client, channelId: string): ApiKeyObject;
}

export interface ClientHubRooms {
  clients: Clients;
  channels: Channels;
  permissions: Permissions;
  cancellations: Cancellations;
  apiKeys: ApiKeys;
}

export function createClientHub(
  { store, clock, journal }: HubContext,
  { clients, channels, permissions, cancellations, apiKeys }: ClientHubRooms,
): ClientHub {
  function note(client: Client, summary: string, data: Record<string, unknown> = {}): number {
    const { partnerId: partner, id: subject } = client;
    return journal.record({ partner, kind: "visit", subject, summary, data: { at: "client-hub", ...data } });
  }

  /** Does something with one of the client's numbers, and names the client's click as its cause. */
  const withNumber = <Result>(
    client: Client,
    channelId: string,
    summary: string,
    work: (channel: Channel) => Result,
  ): Result =>
    store.transaction(() => {
      const channel = channels.getOwn(client.partnerId, client.id, channelId);
      const cause = note(client, summary, { channel: channelId });
      return journal.causedBy(cause, () => work(channel));
    });

  return {
    now: clock.now,
    open: (client) => void note(client, "the client opens its Client Hub"),
    logIn(partnerId, { email, password }) {
      const client = clients.logIn(partnerId, email, password);
      note(client, `${client.name} logs in to its Client Hub`);
      return client;
    },
    change: (client, { grant = [], revoke = [] }) =>
      store.transaction(() => {
        const summary = `in its Client Hub the client permits ${grant.length} and revokes ${revoke.length}`;
        const cause = note(client, summary, { grant, revoke });
        return journal.causedBy(cause, () =>
          permissions.change(client.partnerId, client.id, { grant, revoke }),
        );
      }),
    requestCancellation: (client, channelId) =>
      withNumber(client, channelId, `the client cancels ${channelId}`, () =>
        cancellations.request(client.partnerId, channelId),
      ),
    withdrawCancellation: (client, channelId) =>
      withNumber(client, channelId, `the client withdraws the cancellation of ${channelId}`, () =>
        cancellations.withdraw(client.partnerId, channelId),
      ),
    createKey: (client, channelId) =>
      withNumber(client, channelId, `the client creates its own API key for ${channelId}`, (channel) =>
        apiKeys.createOwn(channel),
      ),
  };
}
