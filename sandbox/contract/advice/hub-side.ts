import { isHeld } from "../channel-story.js";
import { number, text } from "../data.js";
import { type Advice, counted, type Finder } from "./advice.js";

/** Keys of the app that died of something that the app did not do. */
export const lostKeys: Finder = ({ channels }) =>
  [...channels.values()].flatMap((story): Advice[] => {
    const held = story.keys.findLast(isHeld);
    if (!held?.ended) return [];
    return [
      {
        says: `The key that your app holds of ${story.id} is dead: ${held.endedBy}.`,
        severity: "look",
        entries: [held.ended.seq, held.seq],
        subject: story.id,
        mend: "Ask for a new one, if the number should go on and its client permits it.",
      },
    ];
  });

interface Fault {
  seq: number;
  name: string;
  where: string;
  times: number | null;
  fired: number;
}

/** What is broken on purpose right now. */
export const activeFaults: Finder = ({ entries }) => {
  const faults = new Map<number, Fault>();
  for (const { kind, data, summary, seq } of entries) {
    const id = number(data.id);
    if (kind !== "fault" || id === null) continue;
    const known = faults.get(id);
    if (summary.endsWith("is on")) {
      const where = data.on === "api" ? "calls of your app" : "webhooks";
      faults.set(id, { seq, name: text(data.do), where, times: number(data.times), fired: 0 });
    } else if (summary.endsWith("is off")) faults.delete(id);
    else if (known && summary.endsWith("fires")) known.fired += 1;
  }
  return [...faults].flatMap(([id, { seq, name, where, times, fired }]): Advice[] =>
    times !== null && fired >= times
      ? []
      : [
          {
            says: `The fault ${name} on ${where} is switched on${fired === 0 ? "" : `; it fired ${counted(fired, "time")}`}.`,
            severity: "info",
            entries: [seq],
            subject: null,
            mend: `Mend it with DELETE /_sandbox/api/faults/${id}, or in the console.`,
          },
        ],
  );
};
