import { fromNow, momentOf } from "../moments.js";
import type { LifeStop } from "./life-stops.js";

interface LifeTrackProps {
  stops: readonly LifeStop[];
  /** The partner's virtual time. */
  now: number;
}

const when = ({ state, dueAt }: LifeStop, now: number): string => {
  if (state === "done") return "done";
  return dueAt === null ? "not planned" : fromNow(dueAt, now);
};

/** A number's way, stop by stop. */
export function LifeTrack({ stops, now }: LifeTrackProps) {
  return (
    <ol class="life" data-testid="life">
      {stops.map((stop) => (
        <li
          class={`stop ${stop.state}`}
          title={stop.dueAt === null ? undefined : `${momentOf(stop.dueAt)} UTC`}
        >
          <span class="stop-name">{stop.step}</span> <span class="stop-when">{when(stop, now)}</span>
        </li>
      ))}
    </ol>
  );
}

/** The same in one line of a table: a dot for each stop, how far it is, and what comes next. */
export function LifeLine({ stops, now }: LifeTrackProps) {
  const reached = stops.findLast(({ state }) => state === "done");
  const next = stops.find(({ state }) => state === "next");
  return (
    <span class="life-line">
      <span class="life-dots" aria-hidden="true">
        {stops.map(({ state }) => (
          <span class={`stop ${state}`}></span>
        ))}
      </span>
      <span>
        {reached?.step ?? "added"}
        {next && (
          <span class="quiet">
            {" "}
            · {next.step} {when(next, now)}
          </span>
        )}
      </span>
    </span>
  );
}
