/** The floors of the house, top to bottom. A room imports only from floors below its own: never up, never its neighbour. */
export const floors: readonly (readonly string[])[] = [
  ["cli"],
  ["http"],
  ["control-api"],
  ["permissions-page", "partner-api", "messaging-api", "scenario", "seed"],
  ["wire"],
  ["hub"],
  ["webhooks"],
  ["faults"],
  ["journal"],
  ["clock"],
  ["store"],
  ["evidence"],
];

/** Rooms that `room` must not import: its neighbours and everything above. */
export function forbiddenFor(room: string): string[] {
  const own = floors.findIndex((floor) => floor.includes(room));
  return floors
    .slice(0, own + 1)
    .flat()
    .filter((other) => other !== room);
}
