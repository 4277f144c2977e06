import type { Channel } from "../../hub/channel.js";
import type { ConsoleQuery } from "../console-query.js";
import { momentOf } from "../moments.js";
import type { ConsoleRooms } from "../rooms.js";
import { lifeStops, timersByChannel } from "./life-stops.js";
import { LifeTrack } from "./life-track.js";
import { NumberActions } from "./number-actions.js";
import { TemplateActions } from "./template-actions.js";

export interface NumberProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
  channel: Channel;
}

function webhookOf({ rooms: { hub }, channel }: NumberProps): string {
  if (channel.webhookUrl !== null) return channel.webhookUrl;
  const ofWaba = hub.channels.wabaWebhook(channel.waba.id)?.webhookUrl;
  return ofWaba ? `${ofWaba} (its account's)` : "not set: nobody hears of messages";
}

function nameOf({ rooms: { hub }, channel: { partnerId, id, phoneName } }: NumberProps): string {
  const { newName, status } = hub.displayNames.review(partnerId, id);
  if (newName === null || status === null) return phoneName;
  if (status === "pending") return `${phoneName}; "${newName}" is under review`;
  return status === "approved" ? `${phoneName} (approved)` : `${phoneName}; "${newName}" was declined`;
}

function endOf({ cancelledAt, terminatedAt }: Channel): string | undefined {
  if (terminatedAt !== null) return `terminated ${momentOf(terminatedAt)}`;
  return cancelledAt === null ? undefined : `cancelled ${momentOf(cancelledAt)}, until the end of the month`;
}

function factsOf(props: NumberProps): [string, string | undefined][] {
  const { rooms, channel } = props;
  const { partnerId, id, client, waba } = channel;
  const keys = rooms.hub.apiKeys.list(partnerId, id).length;
  return [
    ["Permission", channel.permitted ? "granted" : "missing"],
    ["API key", keys === 0 ? "none" : keys === 1 ? "one" : String(keys)],
    ["Message webhook", webhookOf(props)],
    ["Display name", nameOf(props)],
    ["Quality, limit", `${channel.currentQualityRating ?? "–"}, ${channel.currentLimit ?? "–"}`],
    ["Ends", endOf(channel)],
    [
      "On the wire",
      `status ${channel.status} · account_mode ${channel.accountMode} · hub_status ${channel.hubStatus} · integration.state ${channel.integrationState ?? "null"}`,
    ],
    ["Client", `${client.name} · ${client.email} · ${client.id}`],
    ["Account", `${waba.name} · ${waba.status} · ${waba.id}`],
  ];
}

function Facts(props: NumberProps) {
  return (
    <dl class="facts" data-testid="facts">
      {factsOf(props).map(
        ([name, says]) =>
          says !== undefined && (
            <div>
              <dt>{name}</dt>
              <dd>{says}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** Where a number stands, and everything that can happen to it with one press. */
export function NumberState(props: NumberProps) {
  const { rooms, channel } = props;
  const { partnerId, id } = channel;
  const timers = timersByChannel(rooms.clock.waiting(partnerId)).get(id) ?? [];
  const stops = lifeStops(channel, timers, rooms.hub.partners.get(partnerId).settings.life);
  return (
    <>
      <LifeTrack stops={stops} now={rooms.clock.now(partnerId)} />
      <Facts {...props} />
      <NumberActions {...props} stops={stops} />
      <TemplateActions {...props} />
    </>
  );
}
