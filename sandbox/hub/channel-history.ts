import type { Channel } from "./channel.js";
import type { HubContext } from "./context.js";
import { lifeTimer } from "./life.js";

/** One thing that happened to a channel, or will. `at` is virtual milliseconds since 1970. */
export interface Moment {
  at: number;
  says: string;
}

export interface ChannelHistory {
  /** What the journal still knows of a channel, oldest first: its newest hundred changes and events. */
  past(channel: Channel): Moment[];
  /** The steps of its life that wait for their time. */
  coming(channel: Channel): Moment[];
}

const kept = 100;

export function createChannelHistory({ clock, journal }: HubContext): ChannelHistory {
  return {
    past({ partnerId, id }) {
      const query = { partner: partnerId, subject: id, kinds: ["state", "event"], limit: kept } as const;
      return (
        journal
          .read({ ...query, before: journal.last() + 1 })
          // Messages are conversation, not the number's life.
          .filter(({ data }) => data.route !== "messaging")
          .map(({ at, kind, summary, data }) => ({
            at,
            says: kind === "event" ? `webhook ${String(data.event)}` : summary,
          }))
      );
    },
    coming: ({ partnerId, id }) =>
      clock
        .waiting(partnerId)
        .filter(({ subject, kind }) => subject === id && kind === lifeTimer)
        .map(({ dueAt, payload }) => ({ at: dueAt, says: `becomes ${payload}` })),
  };
}
