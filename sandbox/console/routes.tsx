/**
 * The console at `/_sandbox`: pages that the server renders, kept up to date by small browser modules.
 *
 * How to add a page
 * 1. Add it to `consolePages` in shell.tsx (navigation, and the key after `g`), and mount its routes here; they bring
 *    the headers (faults/routes.tsx is a short example).
 * 2. Render it in `<Shell rooms query page>`. The shell brings head, navigation, choice of the partner, clock bar, sheet
 *    of keys and `browser/shell.js`; `query.partner` is the chosen partner, `undefined` stands for all. Links keep it by
 *    `partnerHref`.
 * 3. What changes goes into an element with `data-part="/_sandbox/parts/…"`: browser/parts.ts fetches that address again
 *    whenever the journal grows (and after each call of the page) and puts the answer inside; the route answers with the
 *    fragment alone. `data-part-pause` is the pause between two fetches in milliseconds, `data-part-load` fetches it once
 *    the page is there. Focus, open `<details>` with an id and scroll positions stay. A part in which somebody types is
 *    left alone until the focus has gone.
 * 4. Buttons are `<CallForm>` and `<CallButton>` (call-form.tsx): browser/calls.ts sends their fields as JSON to the control
 *    API, shuts the form meanwhile, and says a refusal above the clock bar. `confirm` asks before, with what is lost. No
 *    route here changes anything.
 * 5. Secrets: `<Secret>` (secret.tsx) shows a mask, and fetches the secret when somebody presses "Show".
 * 6. Code blocks with a copy button, headers and bodies: code-block.tsx. Keys of a page: its `keys` tell the sheet,
 *    `onKey` of browser/keys.ts binds them.
 * 7. A list with what is selected beside it: `.two-panes`, `.pane` and `.detail` (detail.css, lists.css), and
 *    browser/panes.ts, which opens links with `data-detail` beside the list. The page's own style goes into a sheet that
 *    its `styles` name; colours and sizes are the properties of pages/page.css.
 * 8. Of all partners, `shownPartners` gives those that are looked at together: there may be hundreds.
 */
import { type Context, Hono } from "hono";
import { pageHeaders } from "../pages/headers.js";
import { Alerts } from "./alerts.js";
import { ClockBar } from "./clock-bar.js";
import { consoleHeaders } from "./console-headers.js";
import { type ConsoleQuery, readConsoleQuery } from "./console-query.js";
import { DeliveriesPage, DeliveryList, NoDelivery } from "./deliveries/deliveries-page.js";
import { DeliveryDetail, DeliveryProgress } from "./deliveries/delivery-detail.js";
import { SendEvent } from "./deliveries/send-event.js";
import { createDemo } from "./demo/routes.js";
import { createFaultPages } from "./faults/routes.js";
import { createHubPages } from "./hub/routes.js";
import type { ConsoleRooms } from "./rooms.js";
import { createScenarioPages } from "./scenarios/routes.js";
import { createSnapshotPages } from "./snapshots/routes.js";
import { EntryDetail } from "./timeline/entry-detail.js";
import { ChannelChoice } from "./timeline/filters.js";
import { Rows, TimelinePage } from "./timeline/timeline-page.js";
import { judgeShown, Wrong } from "./wrong/wrong-panel.js";

const pagePaths = ["parts", "rows", "entries", "deliveries"];

// What a request asks for at most; the browser asks for about a hundred.
const mostRows = 500;

const numbersIn = (list: string): number[] =>
  list
    .split(",", mostRows)
    .map(Number)
    .filter((number) => Number.isSafeInteger(number) && number > 0);

/** The console, to be mounted at `/`. */
export function createConsole(rooms: ConsoleRooms): Hono {
  const app = new Hono();
  const queryOf = (c: Context): ConsoleQuery => readConsoleQuery(c.req.url, rooms.hub);

  app.use("/_sandbox", consoleHeaders, pageHeaders);
  for (const path of pagePaths) {
    app.use(`/_sandbox/${path}`, consoleHeaders, pageHeaders);
    app.use(`/_sandbox/${path}/*`, consoleHeaders, pageHeaders);
  }

  app.get("/_sandbox", (c) => c.html(<TimelinePage rooms={rooms} query={queryOf(c)} />));
  app.get("/_sandbox/", (c) => c.redirect("/_sandbox"));
  app.get("/_sandbox/rows", (c) =>
    c.html(<Rows rooms={rooms} query={queryOf(c)} seqs={numbersIn(c.req.query("seqs") ?? "")} />),
  );
  app.get("/_sandbox/entries/:seq{[0-9]+}", (c) => {
    const entry = rooms.journal.find(Number(c.req.param("seq")));
    if (!entry) {
      const message = `There is no entry ${c.req.param("seq")}. It was never written, or is no longer kept.`;
      return c.html(<p class="error">{message}</p>, 404);
    }
    return c.html(<EntryDetail rooms={rooms} query={queryOf(c)} entry={entry} />);
  });
  app.get("/_sandbox/parts/clock", (c) => c.html(<ClockBar rooms={rooms} query={queryOf(c)} />));
  app.get("/_sandbox/parts/wrong", async (c) => {
    const query = queryOf(c);
    return c.html(<Wrong query={query} judged={await judgeShown(rooms, query)} />);
  });

  app.get("/_sandbox/parts/channels", (c) => c.html(<ChannelChoice hub={rooms.hub} query={queryOf(c)} />));

  app.get("/_sandbox/parts/alerts", (c) => c.html(<Alerts rooms={rooms} query={queryOf(c)} />));

  app.route("/_sandbox/demo", createDemo(rooms));
  app.route("/_sandbox/hub", createHubPages(rooms));
  app.route("/_sandbox/faults", createFaultPages(rooms));
  app.route("/_sandbox/scenarios", createScenarioPages(rooms));
  app.route("/_sandbox/snapshots", createSnapshotPages(rooms));

  app.get("/_sandbox/deliveries", (c) => c.html(<DeliveriesPage rooms={rooms} query={queryOf(c)} />));
  app.get("/_sandbox/parts/deliveries", (c) => c.html(<DeliveryList rooms={rooms} query={queryOf(c)} />));
  app.get("/_sandbox/parts/send-event", (c) => c.html(<SendEvent rooms={rooms} query={queryOf(c)} />));
  app.get("/_sandbox/deliveries/:id", (c) => {
    const delivery = rooms.outbox.find(c.req.param("id"));
    return c.html(
      <DeliveriesPage rooms={rooms} query={queryOf(c)} selected={delivery ?? c.req.param("id")} />,
      delivery ? 200 : 404,
    );
  });
  app.get("/_sandbox/parts/deliveries/:id", (c) => {
    const delivery = rooms.outbox.find(c.req.param("id"));
    if (!delivery) return c.html(<NoDelivery id={c.req.param("id")} />, 404);
    return c.html(<DeliveryDetail rooms={rooms} query={queryOf(c)} delivery={delivery} />);
  });
  app.get("/_sandbox/parts/deliveries/:id/progress", (c) => {
    const delivery = rooms.outbox.find(c.req.param("id"));
    if (!delivery) return c.html(<NoDelivery id={c.req.param("id")} />, 404);
    return c.html(<DeliveryProgress rooms={rooms} query={queryOf(c)} delivery={delivery} />);
  });
  return app;
}
