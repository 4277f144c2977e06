/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** One line of the report: a figure, what it is compared with, and the aim. */
export interface Figure {
  name: string;
  value: string;
  aim: string;
  met: boolean;
}

export function printFigures(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ name }) => name.length));
  for (const { name, value, aim, met } of figures) {
    console.log(`${met ? "✓" : "✗"} ${name.padEnd(width)}  ${value}  (aim: ${aim})`);
  }
}
