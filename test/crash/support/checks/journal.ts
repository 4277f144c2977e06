import { type DeliveryRecord, type EntryRecord, groupBy, type Records } from "../records.ts";

const kindOf = (entries: readonly EntryRecord[], kind: string) =>
  entries.filter((entry) => entry.kind === kind);

/** Each `event` entry has its delivery, and each delivery its entry. */
function eventEntries({ journal, deliveries }: Records): string[] {
  const entries = new Map(kindOf(journal, "event").map((entry) => [entry.seq, entry]));
  const byCause = groupBy(deliveries, ({ cause }) => cause);
  const withoutEntry = deliveries.filter(({ cause, id }) => entries.get(cause ?? 0)?.data.delivery !== id);
  const withoutDelivery = [...entries.values()].filter(({ seq }) => byCause.get(seq)?.length !== 1);
  return [
    ...withoutEntry.map(({ id, event }) => `the delivery ${event} ${id} has no journal entry`),
    ...withoutDelivery.map(({ seq, summary }) => `entry ${seq} (${summary}) has no delivery of its own`),
  ];
}

const announces = ({ data }: EntryRecord): boolean =>
  "step" in data || "permitted" in data || "status" in data;

/** Each change of a channel or a message is followed by the entry of the event that it caused. */
function stateEntries({ journal }: Records): string[] {
  const events = groupBy(kindOf(journal, "event"), ({ cause }) => cause);
  return kindOf(journal, "state")
    .filter((entry) => announces(entry) && events.get(entry.seq)?.length !== 1)
    .map(({ seq, summary }) => `entry ${seq} (${summary}) caused ${events.get(seq)?.length ?? 0} events`);
}

/** The attempts of each delivery are counted 1, 2, 3 … and no count is missing or given twice. */
function attemptEntries({ journal, deliveries }: Records): string[] {
  const attempts = groupBy(kindOf(journal, "attempt"), ({ data }) => data.delivery);
  return deliveries.flatMap(({ id, event, attempts: counted }: DeliveryRecord) => {
    const numbers = (attempts.get(id) ?? []).map(({ data }) => data.attempt);
    const isRow = numbers.length === counted && numbers.every((number, index) => number === index + 1);
    return isRow
      ? []
      : [`${event} ${id} counts ${counted} attempts, the journal has ${numbers.join(", ") || "none"}`];
  });
}

/** Sequence numbers grow in the order of writing, and each cause is an earlier entry that is there. */
function sequence({ journal }: Records): string[] {
  const known = new Set<number>();
  const oldest = journal[0]?.seq ?? 0;
  return journal.flatMap(({ seq, cause, summary }) => {
    known.add(seq);
    // What retention has taken out is no longer there to be named.
    if (cause === null || cause < oldest || known.has(cause)) return [];
    return [`entry ${seq} (${summary}) names the cause ${cause}, which is not there`];
  });
}

/** Nothing failed inside the sandbox, and nothing was left unsent. */
const notes = ({ journal }: Records): string[] =>
  kindOf(journal, "note").map(({ seq, summary, data }) => `entry ${seq}: ${summary} ${JSON.stringify(data)}`);

/** The journal and the outbox tell the same story, with nothing half-written. */
export const halfWritten = (records: Records): string[] => [
  ...eventEntries(records),
  ...stateEntries(records),
  ...attemptEntries(records),
  ...sequence(records),
  ...notes(records),
];
