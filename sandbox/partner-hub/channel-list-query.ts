import { z } from "zod";
import type { OverviewQuery } from "../hub/channel-overview.js";
import { hubPath } from "./view.js";

/** Numbers on one page. */
export const pageSize = 25;

/** What the address of the list says. A value that means nothing counts as left out: the list is shown all the same. */
const querySchema = z.object({
  text: z.string().max(200).catch(""),
  permission: z.enum(["", "shared", "missing"]).catch(""),
  status: z.string().max(40).catch(""),
  state: z.enum(["", "running", "idle"]).catch(""),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

export type ChannelListQuery = z.infer<typeof querySchema>;

export const readListQuery = (query: Record<string, string>): ChannelListQuery => querySchema.parse(query);

/** The address of a page of the list; what is not asked for is left out. */
export function listPath(partnerId: string, { page, ...filters }: ChannelListQuery): string {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ""));
  if (page > 1) query.set("page", String(page));
  const search = query.size === 0 ? "" : `?${query}`;
  return hubPath(partnerId, "channels") + search;
}

const permitted = { "": undefined, shared: true, missing: false };
const integrationState = { "": undefined, running: "running", idle: null };

export const toOverviewQuery = ({
  text,
  permission,
  status,
  state,
  page,
}: ChannelListQuery): OverviewQuery => ({
  text,
  permitted: permitted[permission],
  status: status === "" ? undefined : status,
  integrationState: integrationState[state],
  limit: pageSize,
  offset: (page - 1) * pageSize,
});
