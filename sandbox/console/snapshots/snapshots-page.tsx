import { type ConsoleQuery, partnerHref } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { Shell } from "../shell.js";
import { Resets } from "./resets.js";

interface SnapshotsPageProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
}

function Take() {
  return (
    <section class="panel" aria-labelledby="take-title">
      <h2 id="take-title">Take a snapshot</h2>
      <p>
        Everything in the sandbox at this moment: data, timeline, deliveries, timers, faults and clocks of all
        partners. Its secrets are in full.
      </p>
      <form class="keep-form" data-keep>
        <div class="field">
          <label for="keep-name">Name</label>
          <input
            id="keep-name"
            name="name"
            type="text"
            required
            maxlength={60}
            placeholder="before the grant"
            data-testid="keep-name"
          />
        </div>
        <button type="submit" class="primary-button" data-testid="keep">
          Keep it in this browser
        </button>
        <a
          class="small-button"
          href="/_sandbox/api/snapshot"
          download="hub-sandbox.json"
          data-testid="download"
        >
          Download as a file
        </a>
      </form>
    </section>
  );
}

/** Rows are made by browser/snapshots.ts: only the browser knows what it keeps. */
function Kept() {
  return (
    <section class="panel" aria-labelledby="kept-title">
      <h2 id="kept-title">Put one back</h2>
      <p class="quiet" id="kept-none">
        This browser keeps none yet.
      </p>
      <ul class="kept" id="kept" data-testid="kept"></ul>
      <template id="kept-row">
        <li>
          <span>
            <strong data-kept-name></strong> <span class="quiet" data-kept-about></span>
          </span>
          <span class="actions">
            <button type="button" class="small-button" data-restore>
              Put back …
            </button>
            <button type="button" class="small-button" data-forget>
              Forget
            </button>
          </span>
        </li>
      </template>
      <form class="keep-form" data-restore-file>
        <div class="field">
          <label for="snapshot-file">From a file</label>
          <input
            id="snapshot-file"
            name="file"
            type="file"
            accept="application/json,.json"
            required
            data-testid="snapshot-file"
          />
        </div>
        <button type="submit" class="small-button" data-testid="restore-file">
          Put back …
        </button>
      </form>
    </section>
  );
}

/** The sandbox at one moment, kept and put back; and beginning anew. */
export function SnapshotsPage({ rooms, query }: SnapshotsPageProps) {
  return (
    <Shell
      rooms={rooms}
      query={query}
      page="/_sandbox/snapshots"
      styles={["console/lists.css", "console/cards.css"]}
      scripts={["console/browser/snapshots.js"]}
    >
      <div class="pane">
        <h1>Snapshots and resets</h1>
        <div class="panels">
          <Take />
          <Kept />
          <section class="panel wide" aria-labelledby="reset-title">
            <h2 id="reset-title">Reset {query.partner ?? "all partners"}</h2>
            <p>The sandbox begins anew with what you choose. Nothing brings it back but a snapshot.</p>
            <div data-part={partnerHref("/_sandbox/snapshots/resets", query)} data-part-pause="1000">
              <Resets rooms={rooms} query={query} />
            </div>
          </section>
        </div>
      </div>
    </Shell>
  );
}
