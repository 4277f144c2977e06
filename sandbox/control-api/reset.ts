import { z } from "zod";
import type { ControlRooms } from "./rooms.js";

export const resetSchema = z.strictObject({
  partner: z.string().optional(),
  what: z.enum(["data", "log", "faults", "clock", "all"]).default("all"),
});

type What = z.infer<typeof resetSchema>["what"];

/** Brings a partner back to its beginning: its own id, credentials, URLs and settings stay. */
export function resetPartner(
  { hub, clock, journal, faults, newPartnerDefaults }: ControlRooms,
  id: string,
  what: What,
): void {
  const includes = (part: What) => what === part || what === "all";
  if (includes("data")) hub.partners.clear(id);
  if (includes("faults")) faults.clear(id);
  if (includes("log")) journal.clear(id);
  if (includes("clock")) {
    const { clock: setting, startAt } = newPartnerDefaults();
    clock.restart(id, setting, startAt);
  }
}
