import type { Channel } from "./channel.js";
import { channelList } from "./channel-list.js";
import { type ChannelRow, channelColumns, toChannel } from "./channel-row.js";
import type { HubContext } from "./context.js";
import { type FilterValue, type ListSource, listPage } from "./lists.js";
import { digitsOf } from "./phone.js";

/** What the Partner Hub's list of numbers can be narrowed by; what is left out does not matter. */
export interface OverviewQuery {
  /** Found anywhere in number, display name, ids, and the client's name and address. */
  text?: string | undefined;
  permitted?: boolean | undefined;
  status?: string | undefined;
  /** `null`: the number does not run. */
  integrationState?: string | null | undefined;
  limit: number;
  offset: number;
}

export interface ChannelLine {
  channel: Channel;
  /** Whether a key of it is alive. */
  hasKey: boolean;
}

export interface Overview {
  lines: ChannelLine[];
  total: number;
}

/** The numbers of a partner as its dashboard shows them, newest first: an index has them in this order. */
export interface ChannelOverview {
  page(partnerId: string, query: OverviewQuery): Overview;
  /** Every status that a number of the partner has, in alphabetical order. */
  statuses(partnerId: string): string[];
}

const listed = channelList(
  `${channelColumns}, EXISTS (SELECT 1 FROM api_keys WHERE channel_id = channels.id AND ended_at IS NULL) AS has_key`,
);

// The permission is no field of the channel object, so the Partner API's own list cannot be filtered by it.
const source: ListSource = { ...listed, keys: { ...listed.keys, permitted: "channels.permitted" } };

/** Typed as people write numbers, `+49 151 000-42`; kept as digits. */
const searched = (text: string): string => (/^[+\d\s()/.-]+$/.test(text) ? digitsOf(text) : text);

function filtersOf({
  text,
  permitted,
  status,
  integrationState,
}: OverviewQuery): Record<string, FilterValue> {
  const filters: Record<string, FilterValue | undefined> = {
    q: text === undefined || text.trim() === "" ? undefined : searched(text.trim()),
    permitted,
    status,
    "integration.state": integrationState,
  };
  return Object.fromEntries(
    Object.entries(filters).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

export function createChannelOverview({ store }: HubContext): ChannelOverview {
  return {
    page(partnerId, query) {
      const { limit, offset } = query;
      const filters = filtersOf(query);
      const scope = { sql: "channels.partner_id = ?", values: [partnerId] };
      const { rows, total } = listPage<ChannelRow & { has_key: number }>(store, source, scope, {
        filters,
        sort: ["-created_at"],
        limit,
        offset,
      });
      return {
        lines: rows.map((row) => ({ channel: toChannel(row), hasKey: row.has_key === 1 })),
        total,
      };
    },
    statuses: (partnerId) =>
      store
        .prepare<[string], string>(
          "SELECT DISTINCT status FROM list_totals WHERE partner_id = ? AND list = 'channels' AND total > 0 ORDER BY status",
        )
        .pluck()
        .all(partnerId),
  };
}
