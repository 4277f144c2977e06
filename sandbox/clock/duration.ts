const unitInMs: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** The text is no duration. */
export class DurationError extends Error {}

/**
 * Reads a duration such as `500ms`, `90s`, `10m`, `1h30m`, `2d` or `0`.
 *
 * @returns milliseconds, a whole number of at least 0.
 * @throws DurationError that names the text and shows a right one.
 */
export function parseDuration(text: string): number {
  const compact = text.replace(/\s+/g, "");
  if (compact === "0") return 0;
  const parts = [...compact.matchAll(/(\d+(?:\.\d+)?)(ms|min|s|m|h|d|w)/g)];
  const covered = parts.map(([part]) => part).join("");
  if (parts.length === 0 || covered !== compact) {
    throw new DurationError(`"${text}" is not a duration. Write it as 500ms, 90s, 10m, 1h30m or 2d.`);
  }
  const total = parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (unitInMs[unit ?? ""] ?? 0),
    0,
  );
  return Math.round(total);
}

/** Writes milliseconds as a person would say them: `2d`, `1h 30m`, `5s`, `250ms`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms === 0) return "0s";
  if (ms < 1000) return `${ms}ms`;
  const units: [string, number][] = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1000],
  ];
  let rest = ms;
  const words: string[] = [];
  for (const [unit, size] of units) {
    const amount = unit === "s" ? Math.floor(rest / 100) / 10 : Math.floor(rest / size);
    if (amount >= 1 || (unit === "s" && amount > 0 && words.length === 0)) words.push(`${amount}${unit}`);
    rest -= Math.floor(amount) * size;
  }
  return words.slice(0, 2).join(" ");
}
