import { entryKinds } from "../../journal/entry.js";
import { Document } from "../../pages/page.js";
import type { ConsoleQuery } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { TimelineView } from "../timeline/timeline-page.js";

/** The timeline alone, for the demo's frame: what is around it in the console would only draw the eye away. */
export function DemoTimeline({ rooms, query }: { rooms: ConsoleRooms; query: ConsoleQuery }) {
  return (
    <Document
      language="en"
      title="Timeline · Partner Hub Sandbox"
      styles={[
        "console/console.css",
        "console/detail.css",
        "console/timeline.css",
        "console/demo-timeline.css",
      ]}
      scripts={["console/browser/shell.js", "console/browser/timeline.js"]}
      layout="console demo-timeline"
    >
      <main
        data-partner={query.partner ?? ""}
        data-last={rooms.journal.last()}
        data-kinds={entryKinds.join(",")}
      >
        <h1 class="for-ears">Timeline</h1>
        <TimelineView rooms={rooms} query={query} />
      </main>
    </Document>
  );
}
