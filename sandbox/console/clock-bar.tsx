import type { ClockReading } from "../clock/clock.js";
import type { Planned } from "../hub/planned.js";
import { CallButton } from "./call-form.js";
import type { ConsoleQuery } from "./console-query.js";
import { dayOf, fromNow, momentOf, timeOf } from "./moments.js";
import type { ConsoleRooms } from "./rooms.js";
import { shownPartners } from "./shown-partners.js";

interface PartnerClock extends ClockReading {
  partner: string;
  plan: Planned | undefined;
}

interface ClockBarProps {
  rooms: Pick<ConsoleRooms, "hub" | "clock">;
  query: ConsoleQuery;
}

const modeWords = ({ mode, scale }: ClockReading): string => {
  if (mode === "manual") return "stands still";
  return mode === "real" ? "real time" : `×${scale}`;
};

// More than that would leave no room for the buttons.
const mostClocks = 3;

/** Clocks that were started together may be read a moment apart. */
const together = 2000;

function TimeShown({ clock }: { clock: PartnerClock }) {
  return (
    <>
      <time
        class="now"
        datetime={new Date(clock.now).toISOString()}
        data-now={clock.now}
        data-scale={clock.scale}
        data-testid="clock-now"
      >
        <span class="day">{dayOf(clock.now)}</span> <span class="clock-time">{timeOf(clock.now)}</span>
      </time>
      <span class="tag" data-testid="clock-mode">
        {modeWords(clock)}
      </span>
    </>
  );
}

function NextTimer({ clocks }: { clocks: readonly PartnerClock[] }) {
  const waiting = clocks.flatMap(({ plan, now, partner }) => (plan ? [{ plan, now, partner }] : []));
  const [first] = waiting.sort((a, b) => a.plan.at - a.now - (b.plan.at - b.now));
  if (!first) return <p class="next">Nothing waits.</p>;
  const { plan, now, partner } = first;
  return (
    <p class="next" data-testid="clock-next" title={`${momentOf(plan.at)} UTC`}>
      <span class="quiet">Next</span> {plan.says}{" "}
      <span class="quiet">
        {fromNow(plan.at, now)}
        {clocks.length > 1 && ` · ${partner}`}
      </span>
    </p>
  );
}

const jumps = [
  { by: "1m", title: "+1 min" },
  { by: "1h", title: "+1 h" },
  { by: "1d", title: "+1 d" },
];

/** Whose clocks a button moves: one partner's, or with nothing all. */
type Whose = { partner?: string };

const channelOf = ({ subject }: ConsoleQuery) => (subject?.endsWith("CH") ? { channel: subject } : {});

function Jumps({ whose, query }: { whose: Whose; query: ConsoleQuery }) {
  return (
    <fieldset class="jumps">
      <legend class="for-ears">Move time on</legend>
      {jumps.map(({ by, title }) => (
        <CallButton call="POST /clock/advance" body={{ ...whose, by }} testId={`clock-${by}`}>
          {title}
        </CallButton>
      ))}
      <CallButton
        call="POST /clock/step"
        body={whose}
        title="Moves on to the next thing that waits"
        testId="clock-step"
      >
        Next
      </CallButton>
      <CallButton
        call="POST /clock/until"
        body={{ ...whose, ...channelOf(query) }}
        title="Moves on to the moment at which the chosen number, or else the newest one, runs"
        testId="clock-until"
      >
        Until running
      </CallButton>
    </fieldset>
  );
}

const modes = [
  { set: { mode: "manual" }, title: "Pause", testId: "clock-pause" },
  { set: { mode: "scaled", scale: 60 }, title: "Play ×60", testId: "clock-fast" },
  { set: { mode: "real" }, title: "Real time", testId: "clock-real" },
] as const;

/** @param mode of the clock, or nothing where clocks differ. */
function Modes({ whose, mode }: { whose: Whose; mode: ClockReading["mode"] | undefined }) {
  return (
    <fieldset class="jumps">
      <legend class="for-ears">How time runs</legend>
      {modes.map(({ set, title, testId }) => (
        <CallButton
          call="POST /clock"
          body={{ ...whose, ...set }}
          pressed={mode === set.mode}
          testId={testId}
        >
          {title}
        </CallButton>
      ))}
    </fieldset>
  );
}

/** Virtual time of the chosen partner, or of all, and what moves it on. */
export function ClockBar({ rooms: { hub, clock }, query }: ClockBarProps) {
  const clocks = shownPartners(hub, query.partner).map((partner) => ({
    partner,
    ...clock.read(partner),
    plan: hub.plans.next(partner),
  }));
  const [first] = clocks;
  if (!first) return <p class="next">There is no partner, so there is no clock.</p>;
  const isOne = clocks.every(
    ({ now, mode, scale }) =>
      Math.abs(now - first.now) < together && mode === first.mode && scale === first.scale,
  );
  const whose = query.partner === undefined ? {} : { partner: query.partner };
  return (
    <>
      <div class="times">
        {(isOne ? [first] : clocks.slice(0, mostClocks)).map((one) => (
          <span class="time-of">
            {!isOne && <span class="quiet">{one.partner}</span>} <TimeShown clock={one} />
          </span>
        ))}
        {!isOne && clocks.length > mostClocks && (
          <span class="quiet">and {clocks.length - mostClocks} more</span>
        )}
      </div>
      <NextTimer clocks={clocks} />
      <Jumps whose={whose} query={query} />
      <Modes whose={whose} mode={isOne ? first.mode : undefined} />
    </>
  );
}
