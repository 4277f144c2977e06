import { z } from "zod";
import { groupBy, type Records } from "../records.ts";
import type { Told } from "../world.ts";

const idList = z.array(z.string());

/** What the sandbox had acknowledged is there, although it was killed afterwards. */
export function forgotten(records: Records, told: readonly Told[]): string[] {
  const kept: Record<Told["what"], Set<string | null>> = {
    visit: new Set(records.visits.map(({ id }) => id)),
    return: new Set(records.visits.map(({ result }) => result)),
    "api key": new Set(records.apiKeys.map(({ id }) => id)),
    message: new Set(records.messages.map(({ id }) => id)),
  };
  return told
    .filter(({ what, id }) => !kept[what].has(id))
    .map(({ what, id }) => `the ${what} ${id} is gone`);
}

/** Visit, client and channel were written together: none is there without the others. */
export function halfOnboarded({ visits, clients, channels, apiKeys, journal, damage }: Records): string[] {
  const signedUp = new Set(
    visits.filter((visit) => visit.is_new_client === 1).map(({ client_id }) => client_id),
  );
  const added = new Map(
    visits.flatMap((visit) => idList.parse(JSON.parse(visit.added)).map((id) => [id, visit.client_id])),
  );
  const channelIds = new Set(channels.map(({ id }) => id));
  const redirects = groupBy(
    journal.filter(({ kind }) => kind === "redirect"),
    ({ data }) => data.visit,
  );
  const activeKeys = groupBy(
    apiKeys.filter(({ ended_at }) => ended_at === null),
    ({ channel_id }) => channel_id,
  );
  return [
    ...damage,
    ...clients.filter(({ id }) => !signedUp.has(id)).map(({ id }) => `client ${id} signed up in no visit`),
    ...channels
      .filter(({ id, client_id }) => added.get(id) !== client_id)
      .map(({ id }) => `channel ${id} was added in no visit of its client`),
    ...[...added.keys()]
      .filter((id) => !channelIds.has(id))
      .map((id) => `a visit added ${id}, which is not there`),
    ...visits
      .filter(({ id, ended }) => (redirects.get(id)?.length ?? 0) !== (ended === "returned" ? 1 : 0))
      .map(
        ({ id, ended }) => `visit ${id} ended "${ended}" with ${redirects.get(id)?.length ?? 0} redirects`,
      ),
    ...[...activeKeys]
      .filter(([, keys]) => keys.length > 1)
      .map(([channel, keys]) => `channel ${channel} has ${keys.length} living API keys`),
  ];
}
