import type { Hub } from "../hub/hub.js";

// More than a person looks at together; a sandbox for parallel tests may have hundreds.
const mostPartners = 12;

/** The ids of the partners that are shown: the chosen one or, of all, the newest. */
export function shownPartners(hub: Hub, partner: string | undefined): string[] {
  if (partner !== undefined) return [partner];
  const all = hub.partners.list();
  if (all.length <= mostPartners) return all.map(({ id }) => id);
  const newestFirst = all.toSorted((a, b) => b.createdAt - a.createdAt);
  return newestFirst.slice(0, mostPartners).map(({ id }) => id);
}
