import { type ConsoleQuery, entryQuery, partnerHref } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { Shell } from "../shell.js";
import { WrongPanel } from "../wrong/wrong-panel.js";
import { EntryDetail } from "./entry-detail.js";
import { Filters } from "./filters.js";
import { Row } from "./row.js";
import { rowViews } from "./row-view.js";

// About two screens: what is seen before the script has begun, or without it.
const firstRows = 80;

interface TimelineProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
}

/** Lines by their numbers, as list items. */
export function Rows({ rooms, query, seqs }: TimelineProps & { seqs: readonly number[] }) {
  return (
    <>
      {rowViews(rooms.journal.among(seqs)).map((row) => (
        <Row row={row} query={query} />
      ))}
    </>
  );
}

/** The newest lines; with an entry selected, those around it. */
function firstLines({ rooms: { journal }, query }: TimelineProps): number[] {
  const { entry } = query;
  const filters = entryQuery(query);
  const before = entry === undefined ? journal.last() + 1 : entry + 1;
  const entries = [
    ...journal.read({ ...filters, before, limit: entry === undefined ? firstRows : firstRows / 2 }),
    ...(entry === undefined ? [] : journal.read({ ...filters, after: entry, limit: firstRows / 2 })),
  ];
  const numbers = entries.map(({ seq, kind, cause }) => (kind === "answer" ? (cause ?? seq) : seq));
  return [...new Set(numbers)];
}

const keys = [
  { keys: ["j"], says: "Next line" },
  { keys: ["k"], says: "Line before" },
  { keys: ["Enter"], says: "Show the line" },
  { keys: ["/"], says: "Search" },
  { keys: ["End"], says: "Newest line" },
  { keys: ["Home"], says: "First line that is kept" },
];

function Empty({ query }: { query: ConsoleQuery }) {
  return (
    <div class="empty" id="empty" hidden>
      <div id="nothing-yet">
        <h2>Nothing here yet</h2>
        <p>
          Point your app at the sandbox, open the permissions page, or play a scenario. Everything that
          happens between your client's browser, the hub and your app turns up here at once.
        </p>
      </div>
      <div id="no-match" hidden>
        <h2>Nothing matches</h2>
        <p>
          <a href={partnerHref("/_sandbox", query)}>Show everything</a>
        </p>
      </div>
    </div>
  );
}

function LaneHeads() {
  return (
    <div class="lane-heads" aria-hidden="true">
      <span class="head-time">Time, UTC</span>
      <span class="lanes">
        <span>Browser</span>
        <span>Hub</span>
        <span>Your app</span>
      </span>
      <span class="head-what">What happened</span>
      <span class="head-about">About</span>
      <span class="head-result">Result</span>
    </div>
  );
}

function Foot() {
  return (
    <div class="stream-foot">
      <span id="count" data-testid="count"></span>
      <span id="live" class="live" data-testid="live"></span>
      <button type="button" class="small-button" id="newest" hidden data-testid="newest">
        Newest
      </button>
    </div>
  );
}

/** Everything that happened in one stream across three lanes, and beside it the selected line. */
export function TimelineView({ rooms, query }: TimelineProps) {
  const selected = query.entry === undefined ? undefined : rooms.journal.find(query.entry);
  return (
    <div class={selected ? "timeline has-detail" : "timeline"} id="timeline">
      <section class="stream" aria-label="Everything that happened">
        <Filters hub={rooms.hub} query={query} />
        <LaneHeads />
        <div class="viewport" id="viewport">
          <div class="spacer" id="space-above"></div>
          <ol class="entries" id="entries" data-testid="entries">
            <Rows rooms={rooms} query={query} seqs={firstLines({ rooms, query })} />
          </ol>
          <div class="spacer" id="space-below"></div>
        </div>
        <Empty query={query} />
        <Foot />
      </section>
      <aside class="detail" id="detail" aria-label="The selected line" data-testid="detail">
        {selected && <EntryDetail rooms={rooms} query={query} entry={selected} />}
      </aside>
    </div>
  );
}

/** What is wrong, and below it the timeline. */
export function TimelinePage({ rooms, query }: TimelineProps) {
  return (
    <Shell
      rooms={rooms}
      query={query}
      page="/_sandbox"
      styles={["console/timeline.css", "console/wrong.css"]}
      scripts={["console/browser/timeline.js"]}
      keys={keys}
    >
      <h1 class="for-ears">Timeline</h1>
      <WrongPanel query={query} />
      <TimelineView rooms={rooms} query={query} />
    </Shell>
  );
}
