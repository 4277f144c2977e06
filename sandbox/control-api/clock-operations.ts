import { z } from "zod";
import type { Advance, Clock } from "../clock/clock.js";
import { DurationError, parseDuration } from "../clock/duration.js";
import type { ClockSetting } from "../clock/time.js";
import { HubError } from "../hub/errors.js";
import type { Hub } from "../hub/hub.js";
import { lifeSteps } from "../hub/life.js";
import { InputError } from "../wire/parse.js";
import type { ControlRooms } from "./rooms.js";

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

export const setSchema = z.strictObject({
  partner: z.string().optional(),
  to: z.iso.datetime({ offset: true, error: "expected a moment such as 2026-01-07T09:00:00Z" }),
});

export const untilSchema = z.strictObject({
  partner: z.string().optional(),
  channel: z.string().optional(),
  step: z.enum(lifeSteps).default("running"),
});

export const stepSchema = z.strictObject({ partner: z.string().optional() });

/** One partner, or all of them when none is named. */
export function chosenPartners(hub: Hub, partner: string | undefined): string[] {
  return partner === undefined ? hub.partners.list().map(({ id }) => id) : [hub.partners.get(partner).id];
}

const iso = (ms: number) => new Date(ms).toISOString();

export function clockView(hub: Hub, clock: Clock, partner: string | undefined) {
  return {
    clocks: chosenPartners(hub, partner).map((id) => {
      const { mode, scale, now, next } = clock.read(id);
      const plan = hub.plans.next(id);
      return {
        partner: id,
        mode,
        scale,
        now: iso(now),
        next: next === null ? null : iso(next),
        timer: plan ? { ...plan, at: iso(plan.at) } : null,
      };
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

/** How far, which timers, and the part of the journal that tells what it caused. */
const advanceView = ({ partnerId, from, to, fired }: Advance, journal: { after: number; last: number }) => ({
  partner: partnerId,
  from: iso(from),
  to: iso(to),
  fired,
  journal,
});

const aYear = 366 * 86_400_000;

async function advanceEach(
  { hub, clock, journal }: ControlRooms,
  partner: string | undefined,
  advance: (id: string) => Promise<Advance | undefined>,
) {
  const after = journal.last();
  const advances = await Promise.all(chosenPartners(hub, partner).map(advance));
  const last = journal.last();
  const clocks = clockView(hub, clock, partner);
  return { advanced: advances.flatMap((one) => (one ? [advanceView(one, { after, last })] : [])), ...clocks };
}

/** Moves clocks on, and answers when all that fell due has settled. */
export async function advanceClocks(rooms: ControlRooms, { partner, by }: z.infer<typeof advanceSchema>) {
  const ms = milliseconds(by);
  if (ms > aYear)
    throw new HubError("invalid", `by is ${by}, more than a year. Advance in smaller steps.`, {
      field: "by",
    });
  return advanceEach(rooms, partner, (id) => rooms.clock.advance(id, ms));
}

/** Moves clocks on to a moment, never back. */
export async function setClocks(rooms: ControlRooms, { partner, to }: z.infer<typeof setSchema>) {
  const target = Date.parse(to);
  const { hub, clock } = rooms;
  for (const id of chosenPartners(hub, partner)) {
    const ahead = target - clock.now(id);
    if (ahead < 0)
      throw new HubError(
        "invalid",
        `to is ${to}, but it is ${iso(clock.now(id))} at ${id} already. Time only moves on; POST /reset begins anew.`,
        { field: "to" },
      );
    if (ahead > aYear)
      throw new HubError("invalid", `to is ${to}, more than a year ahead of ${id}.`, { field: "to" });
  }
  return advanceEach(rooms, partner, (id) => clock.advance(id, target - clock.now(id)));
}

/** Moves clocks on to their next timer, so that a person can watch. */
export const stepClocks = (rooms: ControlRooms, { partner }: z.infer<typeof stepSchema>) =>
  advanceEach(rooms, partner, (id) => rooms.clock.step(id));

/**
 * Moves time on to the moment at which a number gets to a step: the one that is named, or each partner's newest on its way.
 *
 * @throws HubError `conflict` when no number is on its way there.
 */
export async function advanceUntil(
  rooms: ControlRooms,
  { partner, channel, step }: z.infer<typeof untilSchema>,
) {
  const { hub, clock } = rooms;
  const planned = chosenPartners(hub, partner).flatMap((id) => {
    const plan = hub.plans.step(id, step, channel);
    return plan ? [{ id, ...plan }] : [];
  });
  if (planned.length === 0) {
    const who = channel ?? "a number";
    throw new HubError(
      "conflict",
      `Nothing waits that would make ${who} ${step}. Add a number first, or trigger channel_${step}.`,
    );
  }
  const targets = new Map(planned.map(({ id, at }) => [id, at]));
  const moved = await advanceEach(rooms, partner, async (id) => {
    const at = targets.get(id);
    return at === undefined ? undefined : clock.advance(id, Math.max(0, at - clock.now(id)));
  });
  return { ...moved, reached: planned.map(({ id, subject }) => ({ partner: id, channel: subject, step })) };
}
