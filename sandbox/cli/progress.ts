import type { Scenario } from "../scenario/scenario.js";
import { formatLine, formatPlay } from "../verify/report/terminal.js";
import type { Play } from "../verify/result.js";
import type { Reporter } from "./report-files.js";

const clearLine = "\r\u001b[K";

/** Tells how far a run is: on a terminal in one line that changes, elsewhere in a line for each scenario that ended. */
export function createProgress({ isPrinted, look }: Reporter, planned: () => number) {
  const isChanging = isPrinted && process.stdout.isTTY;
  const underWay = new Set<string>();
  let played = 0;
  let isShown = false;

  function show(): void {
    if (!isChanging || underWay.size === 0) return;
    const line = `${played}/${planned()}  ${[...underWay].join(", ")}`;
    isShown = true;
    process.stdout.write(clearLine + line.slice(0, Math.max(20, (process.stdout.columns || 80) - 1)));
  }

  function clear(): void {
    if (isShown) process.stdout.write(clearLine);
    isShown = false;
  }

  return {
    begin({ name }: Scenario): void {
      underWay.add(name);
      show();
    },
    played(play: Play): void {
      played += 1;
      underWay.delete(play.verdict.scenario.name);
      const isGood = play.verdict.passed && play.rules.every(({ result }) => result !== "broken");
      clear();
      if (isPrinted && !isGood) console.log(formatPlay(play, look).join("\n"));
      else if (isPrinted && !isChanging && !look.quiet) console.log(formatLine(play, look));
      show();
    },
    clear,
  };
}
