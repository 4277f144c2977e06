import { z } from "zod";
import { channelObject } from "../hub/partner-api.js";
import type { ChannelRef, ChannelStore, LifeStage } from "../store/channels.js";
import type { Database } from "../store/database.js";
import type { InboxEvent, InboxStore } from "../store/inbox.js";
import { factsOf } from "./channel-truth.js";

/** Which events move the displayed life of a channel, and how far. */
const stageOfEvent = new Map<string, LifeStage>([
  ["channel_created", "created"],
  ["channel_submitted", "created"],
  ["channel_ready", "ready"],
  ["channel_running", "running"],
  ["channel_live", "live"],
]);

/** Events after which it is worth asking the API. What they claim is not believed, only that something happened. */
const news = new Set([
  "channel_running",
  "channel_live",
  "channel_permission_granted",
  "channel_permission_revoked",
  "cancellation_processed",
]);

const withChannelId = z.object({ id: z.string().min(1) });

export interface InboxDeps {
  db: Database;
  inbox: InboxStore;
  channels: ChannelStore;
  wake: (ref: ChannelRef) => void;
  changed: () => void;
  log: (line: string) => void;
}

/** Applies what an event says to a channel's row; gives the channel when the API should be asked. */
function applyEvent(deps: InboxDeps, event: InboxEvent): ChannelRef | undefined {
  const stage = stageOfEvent.get(event.event);
  if (stage === undefined && !news.has(event.event)) return undefined;
  const named = withChannelId.safeParse(event.data);
  if (!named.success) {
    deps.log(`event ${event.eventId} (${event.event}) names no channel in data.id; ignored`);
    return undefined;
  }
  const ref: ChannelRef = { partnerId: event.partnerId, channelId: named.data.id };
  const channel = channelObject.safeParse(event.data);
  const facts = channel.success ? factsOf(channel.data) : {};
  deps.channels.claim(ref, { ...facts, stage });
  if (!news.has(event.event)) return undefined;
  deps.channels.want(ref, "news");
  return ref;
}

/** Works through the stored events in the order they came, then wakes the channels they concern. */
export function drainInbox(deps: InboxDeps): void {
  for (const event of deps.inbox.open()) {
    // One transaction: the event is done exactly when its effect, the wish to ask the API included, is stored.
    const ref = deps.db.transaction(() => {
      const concerned = applyEvent(deps, event);
      deps.inbox.finish(event.seq);
      return concerned;
    })();
    if (ref !== undefined) deps.wake(ref);
    deps.changed();
  }
}
