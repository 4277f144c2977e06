import { type ConsoleQuery, partnerHref } from "../console-query.js";
import { dayOf, timeOf } from "../moments.js";
import type { ConsoleRooms, Play } from "../rooms.js";

const stateWords: Record<Play["state"], { says: string; tone: string }> = {
  playing: { says: "playing", tone: "warn" },
  played: { says: "played", tone: "plain" },
  passed: { says: "passed", tone: "good" },
  failed: { says: "failed", tone: "bad" },
};

const resultWords = {
  passed: { sign: "✓", says: "held", tone: "good" },
  failed: { sign: "✗", says: "did not hold", tone: "bad" },
  "not-tried": { sign: "–", says: "not tried", tone: "plain" },
} as const;

type Check = Play["checks"][number];

function CheckLine({ check: { says, result, reasons } }: { check: Check }) {
  const word = resultWords[result];
  return (
    <li class={`verdict ${word.tone}`}>
      <span class={`result-of ${word.tone}`} aria-hidden="true">
        {word.sign}
      </span>
      <div>
        <p>
          {says} <span class="for-ears">{word.says}</span>
        </p>
        {reasons.map((reason) => (
          <p class="hint">{reason}</p>
        ))}
      </div>
    </li>
  );
}

const isBroken = ({ result }: Check) => result !== "passed";

function summaryOf({ checks }: Play): string {
  const failed = checks.filter(isBroken).length;
  const all = `${checks.length} ${checks.length === 1 ? "expectation" : "expectations"}`;
  return failed === 0 ? `All ${all} held` : `${failed} of ${all} did not hold`;
}

function Checks({ play, isNewest }: { play: Play; isNewest: boolean }) {
  if (play.checks.length === 0) return null;
  return (
    <details id={`checks-${play.id}`} open={isNewest && play.checks.some(isBroken)} data-testid="play-checks">
      <summary>{summaryOf(play)}</summary>
      <ul class="verdicts">
        {play.checks.map((check) => (
          <CheckLine check={check} />
        ))}
      </ul>
    </details>
  );
}

interface PlayItemProps {
  play: Play;
  isNewest: boolean;
  query: ConsoleQuery;
}

function PlayItem({ play, isNewest, query }: PlayItemProps) {
  const { id, title, partner, state, step, steps, says, startedAt, failure } = play;
  const { says: word, tone } = stateWords[state];
  return (
    <li class="play" data-testid={`play-${id}`}>
      <p class="play-head">
        <strong>{title}</strong>{" "}
        <span class={`result-of ${tone}`} data-testid="play-state">
          {word}
        </span>{" "}
        <span class="quiet">
          {partner} · began {dayOf(startedAt)} {timeOf(startedAt)}
        </span>
        <a class="small-button" href={partnerHref("/_sandbox", { ...query, partner })}>
          Timeline
        </a>
      </p>
      <progress max={steps} value={step} aria-label={`Steps of ${title}`}>
        {`${step} of ${steps}`}
      </progress>
      <p class="quiet" data-testid="play-step">
        {`Step ${step} of ${steps}`}
        {state === "playing" && says !== null && `: ${says}`}
      </p>
      {failure && (
        <p class="error" data-testid="play-failure">
          It ended at the step <code>{failure.verb}</code>: {failure.message}
        </p>
      )}
      <Checks play={play} isNewest={isNewest} />
    </li>
  );
}

const shownPlays = 5;

/** What plays now, and how the newest plays ended. */
export function Plays({ rooms, query }: { rooms: Pick<ConsoleRooms, "scenarios">; query: ConsoleQuery }) {
  const plays = rooms.scenarios.plays(query.partner).slice(0, shownPlays);
  if (plays.length === 0) return null;
  return (
    <section class="plays" aria-label="Plays" data-testid="plays">
      <h2>Plays</h2>
      <ul>
        {plays.map((play) => (
          <PlayItem play={play} isNewest={play === plays[0]} query={query} />
        ))}
      </ul>
    </section>
  );
}
