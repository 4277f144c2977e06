/**
 * `npm run bench [-- --full]`: figures as ratios from one run, because machines are noisy. A missed aim is shown, never an
 * error. `--full` journals a million entries instead of 200,000.
 */
import { benchDeliveries } from "./deliveries.ts";
import { type Figure, printFigures } from "./figures.ts";
import { benchLibrary } from "./library.ts";
import { benchMemory } from "./memory.ts";
import { benchPages } from "./pages.ts";
import { benchPartnerApi } from "./partner-api.ts";
import { benchColdStart, benchInProcess } from "./start-up.ts";
import { benchThirtyDays } from "./thirty-days.ts";

const isFull = process.argv.includes("--full");

const benches: (() => Promise<Figure[]>)[] = [
  benchInProcess,
  benchColdStart,
  benchPages,
  benchPartnerApi,
  benchDeliveries,
  benchThirtyDays,
  benchLibrary,
  () => benchMemory(isFull ? 1_000_000 : 200_000),
];

const figures: Figure[] = [];
for (const bench of benches) figures.push(...(await bench()));
printFigures(figures);
