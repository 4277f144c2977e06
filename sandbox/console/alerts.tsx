import type { ActiveFault } from "../faults/faults.js";
import { type ConsoleQuery, partnerHref } from "./console-query.js";
import type { ConsoleRooms } from "./rooms.js";

/** Faults that can still fire. */
export const faultsInForce = (
  { faults }: Pick<ConsoleRooms, "faults">,
  partner: string | undefined,
): ActiveFault[] => faults.list(partner).filter(({ left }) => left !== 0);

interface AlertsProps {
  rooms: Pick<ConsoleRooms, "faults" | "scenarios">;
  query: ConsoleQuery;
}

/** What a person should know on every page: something is broken on purpose, or a scenario plays. */
export function Alerts({ rooms, query }: AlertsProps) {
  const broken = faultsInForce(rooms, query.partner).length;
  const playing = rooms.scenarios.plays(query.partner).filter(({ state }) => state === "playing");
  return (
    <>
      {playing.map(({ title, step, steps }) => (
        <a class="alert playing" href={partnerHref("/_sandbox/scenarios", query)} data-testid="play-alert">
          {title} <span class="quiet">{`${step}/${steps}`}</span>
        </a>
      ))}
      {broken > 0 && (
        <a class="alert broken" href={partnerHref("/_sandbox/faults", query)} data-testid="fault-alert">
          {broken === 1 ? "1 fault is on" : `${broken} faults are on`}
        </a>
      )}
    </>
  );
}
