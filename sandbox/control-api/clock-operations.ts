import { z } from "zod";
import type { Advance, Clock } from "../clock/clock.js";
import { DurationError, parseDuration } from "../clock/duration.js";
import type { ClockSetting } from "../clock/time.js";
import { HubError } from "../hub/errors.js";
import type { Hub } from "../hub/hub.js";
import { InputError } from "../wire/parse.js";

export const clockSchema = z
  .strictObject({
    partner: z.string().optional(),
    mode: z.enum(["manual", "real", "scaled"]),
    scale: z.number().positive().max(1_000_000).optional(),
  })
  .refine(({ mode, scale }) => mode !== "scaled" || scale !== undefined, {
    error: "a scaled clock needs its scale, such as 60 for a minute each second",
    path: ["scale"],
  });

export const advanceSchema = z.strictObject({
  partner: z.string().optional(),
  by: z.union([z.string(), z.int().min(0)]),
});

/** One partner, or all of them when none is named. */
export function chosenPartners(hub: Hub, partner: string | undefined): string[] {
  return partner === undefined ? hub.partners.list().map(({ id }) => id) : [hub.partners.get(partner).id];
}

const iso = (ms: number) => new Date(ms).toISOString();

export function clockView(hub: Hub, clock: Clock, partner: string | undefined) {
  return {
    clocks: chosenPartners(hub, partner).map((id) => {
      const { mode, scale, now, next } = clock.read(id);
      return { partner: id, mode, scale, now: iso(now), next: next === null ? null : iso(next) };
    }),
  };
}

export function clockSetting({
  mode,
  scale,
}: {
  mode: ClockSetting["mode"];
  scale?: number | undefined;
}): ClockSetting {
  if (mode === "manual") return { mode, scale: 0 };
  return { mode, scale: mode === "real" ? 1 : (scale ?? 1) };
}

function milliseconds(by: string | number): number {
  if (typeof by === "number") return by;
  try {
    return parseDuration(by);
  } catch (error) {
    if (error instanceof DurationError)
      throw new InputError([`by is ${JSON.stringify(by)}: ${error.message}`]);
    throw error;
  }
}

const advanceView = ({ partnerId, from, to, fired }: Advance) => ({
  partner: partnerId,
  from: iso(from),
  to: iso(to),
  fired,
});

/** Moves clocks on, and answers when all that fell due has settled. */
export async function advanceClocks(hub: Hub, clock: Clock, { partner, by }: z.infer<typeof advanceSchema>) {
  const ms = milliseconds(by);
  if (ms > 366 * 86_400_000)
    throw new HubError("invalid", `by is ${by}, more than a year. Advance in smaller steps.`, {
      field: "by",
    });
  const advances = await Promise.all(chosenPartners(hub, partner).map((id) => clock.advance(id, ms)));
  return { advanced: advances.map(advanceView) };
}
