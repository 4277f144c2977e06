/** The floors of the house, top to bottom. A room imports only from floors below its own: never up, never its neighbour. */
export const floors: readonly (readonly string[])[] = [
  ["cli", "kits"],
  ["verify"],
  ["http"],
  ["control-api"],
  [
    "permissions-page",
    "client-hub",
    "partner-hub",
    "console",
    "partner-api",
    "messaging-api",
    "scenario",
    "seed",
  ],
  ["wire", "pages"],
  ["hub"],
  ["webhooks", "contract"],
  ["faults"],
  ["journal"],
  ["clock"],
  ["store"],
  ["evidence"],
];

/** Rooms above `sandbox.ts`, the composition root: they start sandboxes. */
export const startingRooms: readonly string[] = ["cli", "kits", "verify"];

/** Rooms that `room` must not import: its neighbours and everything above. */
export function forbiddenFor(room: string): string[] {
  const own = floors.findIndex((floor) => floor.includes(room));
  return floors
    .slice(0, own + 1)
    .flat()
    .filter((other) => other !== room);
}
