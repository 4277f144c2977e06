import type { ApiKeys } from "./api-keys.js";
import type { Channel } from "./channel.js";
import type { ChannelChange, Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import { HubError } from "./errors.js";
import type { EventName } from "./event-catalogue.js";
import type { Events } from "./events.js";

const cancellationTimer = "cancellation";

/**
 * Ending a number: requested, then processed at the end of the month; withdrawn in between, or reactivated after it.
 * Sources: .NET and Go clients for the calls and events; the Client Hub's docs for the end of the month.
 */
export interface Cancellations {
  request(partnerId: string, channelId: string): Channel;
  /** Requests it, if nobody has, and processes it now instead of at the end of the month. */
  processNow(partnerId: string, channelId: string): void;
  withdraw(partnerId: string, channelId: string): Channel;
  /** Undoes a cancellation, processed or not. */
  reactivate(partnerId: string, channelId: string): Channel;
}

/** Midnight (UTC) of the first day of the next month. */
export function endOfMonth(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

export function createCancellations(
  { store, clock, journal }: HubContext,
  channels: Channels,
  events: Events,
  apiKeys: ApiKeys,
): Cancellations {
  function apply(channel: Channel, change: ChannelChange, event: EventName | null, summary: string): Channel {
    const changed = channels.change(channel, change);
    const { partnerId: partner, id: subject } = channel;
    const cause = journal.record({ partner, kind: "state", subject, summary });
    if (event !== null) journal.causedBy(cause, () => events.channel(event, changed));
    return changed;
  }

  function process(channel: Channel): void {
    const terminatedAt = clock.now(channel.partnerId);
    const change = { terminatedAt, hubStatus: "terminated", integrationState: null };
    apply(channel, change, "cancellation_processed", `channel ${channel.id} is terminated`);
    apiKeys.end(channel, "the number was terminated");
  }

  clock.handle(cancellationTimer, {
    command(timer) {
      const channel = channels.find(timer.partnerId, timer.subject);
      if (channel?.cancelledAt != null) journal.causedBy(timer.cause, () => process(channel));
    },
  });

  function withdraw(partnerId: string, channel: Channel): Channel {
    clock.cancel(partnerId, channel.id, cancellationTimer);
    const hubStatus = channel.accountMode === "live" ? "live" : "pending";
    return apply(
      channel,
      { cancelledAt: null, hubStatus },
      "cancellation_revoke",
      `cancellation of ${channel.id} withdrawn`,
    );
  }

  function request(partnerId: string, channelId: string): Channel {
    return store.transaction(() => {
      const channel = channels.get(partnerId, channelId);
      if (channel.terminatedAt !== null)
        throw new HubError("conflict", `The channel ${channelId} is terminated already.`);
      if (channel.cancelledAt !== null) return channel;
      const now = clock.now(partnerId);
      const change = { cancelledAt: now, hubStatus: "pending_deletion" };
      const changed = apply(
        channel,
        change,
        "cancellation_request",
        `cancellation of ${channelId} requested`,
      );
      const at = endOfMonth(now);
      clock.schedule({
        partnerId,
        at,
        kind: cancellationTimer,
        subject: channelId,
        cause: journal.cause(),
      });
      return changed;
    });
  }

  return {
    request,
    processNow(partnerId, channelId) {
      request(partnerId, channelId);
      clock.hasten(partnerId, channelId, cancellationTimer);
    },
    withdraw: (partnerId, channelId) =>
      store.transaction(() => {
        const channel = channels.get(partnerId, channelId);
        if (channel.terminatedAt !== null) {
          throw new HubError(
            "conflict",
            `The channel ${channelId} is terminated. Only …/control/reactivate brings it back.`,
          );
        }
        return channel.cancelledAt === null ? channel : withdraw(partnerId, channel);
      }),
    reactivate: (partnerId, channelId) =>
      store.transaction(() => {
        const channel = channels.get(partnerId, channelId);
        if (channel.terminatedAt === null)
          return channel.cancelledAt === null ? channel : withdraw(partnerId, channel);
        const hubStatus = channel.accountMode === "live" ? "live" : "pending";
        const change = { cancelledAt: null, terminatedAt: null, hubStatus, integrationState: "running" };
        // No source names an event for this.
        return apply(channel, change, null, `channel ${channelId} is reactivated`);
      }),
  };
}
