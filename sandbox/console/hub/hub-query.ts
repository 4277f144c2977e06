import { z } from "zod";
import type { OverviewQuery } from "../../hub/channel-overview.js";
import { type ConsoleQuery, withParams } from "../console-query.js";

/** Lines of a list on one page. */
export const pageSize = 50;

const text = z.string().trim().max(200).catch("").default("");

const querySchema = z.object({
  view: z.enum(["numbers", "clients"]).catch("numbers").default("numbers"),
  text,
  state: z.enum(["running", "not-running"]).optional().catch(undefined),
  permission: z.enum(["granted", "missing"]).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
});

/** What of the hub is listed; `page` counts from 1. */
export type HubQuery = z.infer<typeof querySchema>;

export const readHubQuery = (url: string): HubQuery =>
  querySchema.parse(Object.fromEntries(new URL(url).searchParams));

/** The address of the page, or of a part of it, with this query. */
export const hubHref = (
  page: string,
  { partner }: Pick<ConsoleQuery, "partner">,
  { view, text: words, state, permission, page: number = 1 }: Partial<HubQuery> = {},
): string =>
  withParams(page, {
    partner,
    view: view === "numbers" ? undefined : view,
    text: words,
    state,
    permission,
    page: number === 1 ? undefined : String(number),
  });

/** The hub's own query. */
export const overviewQuery = ({ text: words, state, permission, page }: HubQuery): OverviewQuery => ({
  text: words === "" ? undefined : words,
  integrationState: state === undefined ? undefined : state === "running" ? "running" : null,
  permitted: permission === undefined ? undefined : permission === "granted",
  limit: pageSize,
  offset: (page - 1) * pageSize,
});
