import type { Evidence } from "../crash-run.ts";
import { type Records, readRecords } from "../records.ts";
import { duplicates, invented, unlikeDuplicates, unreached } from "./arrivals.ts";
import { unannounced } from "./changes.ts";
import { forgotten, halfOnboarded } from "./hub.ts";
import { halfWritten } from "./journal.ts";
import { disorder, wrongSteps } from "./order.ts";

/** A property that has to hold after any number of kills, and how it is broken; each finding is a sentence. */
interface Property {
  name: string;
  find(records: Records, evidence: Evidence): string[];
}

/** What must hold, in the words of a test. */
export const properties: Property[] = [
  {
    name: "ran without a surprise, and came to rest: no timer and no delivery is left over",
    find: (_records, { surprises }) => surprises,
  },
  { name: "announced every change once, and nothing that did not happen", find: unannounced },
  {
    name: "brought every event to the receiver",
    find: (records, { arrivals }) => unreached(records, arrivals),
  },
  {
    name: "sent nothing but what is in the outbox, byte for byte",
    find: (records, { arrivals }) => invented(records, arrivals),
  },
  {
    name: "kept the order of each channel, behind its client",
    find: (records, { arrivals }) => [...wrongSteps(records), ...disorder(records, arrivals)],
  },
  {
    name: "sent duplicates with the same id and the same bytes",
    find: (records, { arrivals }) => unlikeDuplicates(records, arrivals),
  },
  { name: "has a journal that fits the outbox", find: halfWritten },
  {
    name: "kept what it had acknowledged, and left nothing half-onboarded",
    find: (records, { told }) => [...forgotten(records, told), ...halfOnboarded(records)],
  },
];

const mostShown = 10;

const shorten = (found: string[]): string[] =>
  found.length <= mostShown
    ? found
    : [...found.slice(0, mostShown), `… and ${found.length - mostShown} more`];

/** What was found, by the name of the property; an empty list where it held. */
export function verdict(evidence: Evidence): Map<string, string[]> {
  const records = readRecords(evidence.file);
  return new Map(properties.map(({ name, find }) => [name, shorten(find(records, evidence))]));
}

/** One line about what a run has been through. */
export function describeRun({ kills, cutOffs, arrivals, told }: Evidence): string {
  const list = [...kills].map(([moment, count]) => `${count} ${moment}`).join(", ");
  return `kills: ${list}; ${cutOffs} requests cut off; ${arrivals.length} webhooks received, ${duplicates(arrivals)} of them again; ${told.length} acknowledgements`;
}
