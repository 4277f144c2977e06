import type { Entry } from "./entry.js";

/** Fields that tell of the machine and the hour of a run, not of what happened. */
const ofTheRun = new Set(["wall", "began", "tookMs", "date"]);

/** Numbers what a run draws by itself, in the order it shows up: the first is 1, wherever it stands. */
function numbering(kind: string): (value: string) => string {
  const seen = new Map<string, number>();
  return (value) => {
    const number = seen.get(value) ?? seen.size + 1;
    seen.set(value, number);
    return `${kind}#${number}`;
  };
}

/**
 * The journal as text that is the same, byte for byte, for the same story and seed: one line for each entry, virtual
 * times only, numbered from 1. What differs from run to run without meaning is left out (wall time, durations, `date`
 * headers) or named by the order it appears in (secrets of the app, its `state`, its signed links).
 *
 * @param names what to call origins with ports that were free by chance, such as `{"http://localhost:34887": "app"}`.
 */
export function canonicalJournal(entries: readonly Entry[], names: Readonly<Record<string, string>>): string {
  const first = (entries[0]?.seq ?? 1) - 1;
  const secret = numbering("masked");
  const own = {
    state: numbering("state"),
    io_signature: numbering("signature"),
    io_timestamp: numbering("time"),
  };
  const lines = entries.map(({ seq, cause, ...entry }) =>
    JSON.stringify(
      { seq: seq - first, cause: cause === null ? null : cause - first, ...entry },
      (key, value) => (ofTheRun.has(key) ? undefined : value),
    ),
  );
  const named = Object.entries(names).reduce((text, [origin, name]) => {
    const host = origin.replace(/^https?:\/\//, "");
    return text.replaceAll(origin, name).replaceAll(host, name);
  }, lines.join("\n"));
  return named
    .replace(/masked:[0-9a-f]{8}/g, (found) => secret(found))
    .replace(
      /((?:\\?"|[?&])(state|io_signature|io_timestamp)(?:\\?":\\?"|=))([^"&\\]+)/g,
      (_all, before: string, name: keyof typeof own, value: string) => before + own[name](value),
    );
}
