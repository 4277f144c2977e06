import type { PropsWithChildren } from "hono/jsx";
import { entryKinds } from "../journal/entry.js";
import { Document, Wordmark } from "../pages/page.js";
import { Alerts } from "./alerts.js";
import { ClockBar } from "./clock-bar.js";
import { ConfirmDialog } from "./confirm-dialog.js";
import { type ConsoleQuery, consoleHref, partnerHref } from "./console-query.js";
import { type Key, KeySheet } from "./key-sheet.js";
import type { ConsoleRooms } from "./rooms.js";

/** A page in the navigation; `key` opens it after `g`. */
export interface ConsolePage {
  href: string;
  title: string;
  key: string;
}

/** All pages, in the order of the navigation. */
const consolePages = [
  { href: "/_sandbox", title: "Timeline", key: "t" },
  { href: "/_sandbox/deliveries", title: "Deliveries", key: "d" },
  { href: "/_sandbox/hub", title: "Hub", key: "h" },
  { href: "/_sandbox/faults", title: "Faults", key: "f" },
  { href: "/_sandbox/scenarios", title: "Scenarios", key: "s" },
  { href: "/_sandbox/snapshots", title: "Snapshots", key: "p" },
] as const satisfies readonly ConsolePage[];

type PageHref = (typeof consolePages)[number]["href"];

/** The clock bar alone; the chosen number is the one that "Until running" waits for. */
const clockPart = ({ partner, subject }: ConsoleQuery) =>
  consoleHref("/_sandbox/parts/clock", { partner, subject, text: undefined, kinds: [], entry: undefined });

interface ShellProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
  page: PageHref;
  /** Style sheets besides the shell's, as `console/{name}.css`. */
  styles?: readonly string[] | undefined;
  /** Browser modules besides the shell's, as `console/browser/{name}.js`. */
  scripts?: readonly string[] | undefined;
  /** Keys that this page has besides those of all pages. */
  keys?: readonly Key[] | undefined;
}

function PartnerChoice({ rooms, query, page }: Pick<ShellProps, "rooms" | "query" | "page">) {
  return (
    <form class="partner-choice" method="get" action={page}>
      <label class="for-ears" for="partner">
        Partner
      </label>
      <select id="partner" name="partner" data-testid="partner-choice">
        <option value="">All partners</option>
        {rooms.hub.partners.list().map(({ id, brandName }) => (
          <option value={id} selected={id === query.partner}>
            {id} · {brandName}
          </option>
        ))}
      </select>
      <noscript>
        <button type="submit" class="small-button">
          Show
        </button>
      </noscript>
    </form>
  );
}

function Head({ rooms, query, page }: Pick<ShellProps, "rooms" | "query" | "page">) {
  return (
    <header class="console-head">
      <a class="home" href={partnerHref("/_sandbox", query)}>
        <Wordmark />
      </a>
      <nav aria-label="Console">
        {consolePages.map((one) => (
          <a
            href={partnerHref(one.href, query)}
            data-key={one.key}
            aria-current={one.href === page ? "page" : undefined}
          >
            {one.title}
          </a>
        ))}
        <a href="/_sandbox/demo" data-key="o">
          Demo
        </a>
        <a href="/_sandbox/api/docs" data-key="a">
          API
        </a>
      </nav>
      <div class="alerts" data-part={partnerHref("/_sandbox/parts/alerts", query)} data-testid="alerts">
        <Alerts rooms={rooms} query={query} />
      </div>
      <PartnerChoice rooms={rooms} query={query} page={page} />
      <button type="button" class="small-button" data-open="keys" aria-haspopup="dialog">
        Keys <kbd>?</kbd>
      </button>
    </header>
  );
}

/** The frame of every page of the console: navigation and the choice of the partner above, the clock below. */
export function Shell({
  rooms,
  query,
  page,
  styles = [],
  scripts = [],
  keys = [],
  children,
}: PropsWithChildren<ShellProps>) {
  const title = consolePages.find(({ href }) => href === page)?.title ?? "Console";
  const goTo = consolePages.map((one) => ({ keys: ["g", one.key], says: `Go to ${one.title}` }));
  return (
    <Document
      language="en"
      title={`${title} · Partner Hub Sandbox`}
      styles={["console/console.css", "console/detail.css", ...styles]}
      scripts={["console/browser/shell.js", ...scripts]}
      layout="console"
    >
      <Head rooms={rooms} query={query} page={page} />
      <main
        data-partner={query.partner ?? ""}
        data-last={rooms.journal.last()}
        data-kinds={entryKinds.join(",")}
      >
        <noscript>
          <p class="note">
            Without JavaScript this page shows how things stood when it was loaded. Its buttons need
            JavaScript; the control API can do the same.
          </p>
        </noscript>
        {children}
      </main>
      <div class="messages" id="messages" role="status" data-testid="messages"></div>
      <section
        class="clock-bar"
        id="clock-bar"
        aria-label="Clock"
        data-part={clockPart(query)}
        data-testid="clock-bar"
      >
        <ClockBar rooms={rooms} query={query} />
      </section>
      <ConfirmDialog />
      <KeySheet
        keys={[
          ...keys,
          ...goTo,
          { keys: ["g", "o"], says: "Go to the demo" },
          { keys: ["g", "a"], says: "Go to the API" },
        ]}
      />
    </Document>
  );
}
