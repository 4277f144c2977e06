import type { EntryKind } from "../../journal/entry.js";
import type { AwaitedEntry } from "../demo/story.js";

/** An entry of the journal, as far as the tour looks at it. */
export interface HeardEntry {
  seq: number;
  kind: string;
  /** Virtual time, ISO 8601. */
  at: string;
  summary: string;
  subject: string;
}

/** The journal of one partner from a moment on. */
export interface HeardJournal {
  /** The number of the newest entry. */
  last(): number;
  /** The newest entry of a kind whose summary matches. */
  newest(awaited: AwaitedEntry): HeardEntry | undefined;
  /** Resolves when each of these was written after an entry. Rejects when `signal` aborts. */
  wait(awaited: readonly AwaitedEntry[], after: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

const kinds: readonly EntryKind[] = [
  "request",
  "answer",
  "event",
  "attempt",
  "state",
  "redirect",
  "visit",
  "clock",
];

const textIn = (entry: object, name: string): string => {
  const value: unknown = Object.entries(entry).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : "";
};

function readEntry(kind: string, { lastEventId, data }: MessageEvent<string>): HeardEntry {
  const entry: unknown = JSON.parse(data);
  if (typeof entry !== "object" || entry === null) throw new Error("An entry of the journal is no object.");
  const { at, summary, subject } = {
    at: textIn(entry, "at"),
    summary: textIn(entry, "summary"),
    subject: textIn(entry, "subject"),
  };
  return { seq: Number(lastEventId), kind, at, summary, subject };
}

const isIt = ({ kind, says }: AwaitedEntry, entry: HeardEntry) =>
  entry.kind === kind && new RegExp(says).test(entry.summary);

/**
 * Follows a partner's journal.
 *
 * @param onEntry hears each entry as it comes.
 */
export function hearJournal(
  partner: string,
  after: number,
  onEntry: (entry: HeardEntry) => void,
): HeardJournal {
  const heard: HeardEntry[] = [];
  const waiting = new Set<() => void>();
  const query = new URLSearchParams({ partner, after: String(after) });
  const stream = new EventSource(`/_sandbox/api/journal/stream?${query}`);
  for (const kind of kinds) {
    stream.addEventListener(kind, (event: MessageEvent<string>) => {
      const entry = readEntry(kind, event);
      heard.push(entry);
      onEntry(entry);
      for (const look of [...waiting]) look();
    });
  }
  const since = (seq: number) => heard.filter((entry) => entry.seq > seq);

  return {
    last: () => heard.at(-1)?.seq ?? after,
    newest: (awaited) => heard.findLast((entry) => isIt(awaited, entry)),
    wait: (awaited, seq, signal) =>
      new Promise((resolve, reject) => {
        const end = () => {
          waiting.delete(look);
          signal.removeEventListener("abort", giveUp);
        };
        const giveUp = () => {
          end();
          reject(signal.reason);
        };
        const look = () => {
          const entries = since(seq);
          if (!awaited.every((one) => entries.some((entry) => isIt(one, entry)))) return;
          end();
          resolve();
        };
        signal.addEventListener("abort", giveUp);
        waiting.add(look);
        look();
      }),
    close: () => stream.close(),
  };
}
