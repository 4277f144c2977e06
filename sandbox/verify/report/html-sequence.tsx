import type { Play } from "../result.js";
import { type Moment, momentsOf, type Way } from "./sequence.js";

/** Said before a line, for those who do not see the arrow. */
const inWords: Record<Way, string> = {
  "client-hub": "The client, at the hub",
  "hub-client": "The hub sends the browser",
  "client-app": "The browser, at your app",
  "hub-app": "The hub calls your app",
  "app-hub": "Your app calls the hub",
  hub: "At the hub",
  all: "Note",
};

/** The place of an entry in the report. */
export const anchor = (name: string, seq: number): string => `${name}-${seq}`;

/** Paths and names of events may break where a person would break them. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[/_])/).map((part, index) => (
    <>
      {index > 0 && <wbr />}
      {part}
    </>
  ));
}

function Line({ name, moment }: { name: string; moment: Moment }) {
  const { seq, time, isAfterPause, way, says, ending, good, data } = moment;
  return (
    <li id={anchor(name, seq)} class={isAfterPause ? "line after-pause" : "line"}>
      <span class="line-time">{time}</span>
      <div class={`line-what way-${way}`}>
        <p class="line-label">
          <span class="unseen">{inWords[way]}: </span>
          <Breakable text={says} />
          {ending !== "" && <span class={good ? "ending good" : "ending bad"}> {ending}</span>}
        </p>
        <span class={good ? "arrow" : "arrow bad"} aria-hidden="true" />
        {data !== undefined && (
          <details class="line-data">
            <summary>
              What was sent<span class="unseen"> ({says})</span>
            </summary>
            {/* A box that scrolls has to be reached by keyboard. */}
            <pre tabindex={0}>{JSON.stringify(data, null, 2)}</pre>
          </details>
        )}
      </div>
    </li>
  );
}

/** A play as a sequence diagram: the client's browser, the hub and the app, from top to bottom. */
export function Sequence({ play }: { play: Play }) {
  const { name } = play.verdict.scenario;
  const { moments, left } = momentsOf(play);
  return (
    <figure class="sequence">
      <figcaption class="unseen">What happened, in order, with the time on the hub's clock</figcaption>
      <div class="lanes" aria-hidden="true">
        <span />
        <span>Client's browser</span>
        <span>Hub</span>
        <span>Your app</span>
      </div>
      <ol>
        {moments.map((moment) => (
          <Line key={moment.seq} name={name} moment={moment} />
        ))}
      </ol>
      {left > 0 && <p class="soft">… and {left} more, which the JSON report has.</p>}
    </figure>
  );
}
