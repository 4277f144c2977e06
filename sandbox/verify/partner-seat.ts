import type { Browser } from "playwright";
import type { Wall } from "../clock/wall.js";
import type { Entry } from "../journal/entry.js";
import { parseQuery } from "../permissions-page/query.js";
import type { Sandbox } from "../sandbox.js";
import { idleEndpoint } from "../scenario/app/idle-endpoint.js";
import { linkOnPage } from "../scenario/app/link-on-page.js";
import { ownVisit } from "../scenario/app/own-visit.js";
import type { PartnerApp } from "../scenario/app/partner-app.js";
import { quietApp } from "../scenario/app/quiet-app.js";
import { realPage } from "../scenario/app/real-page.js";
import { asksOnlyAfterTraffic } from "../scenario/app/rest.js";
import { type AppOptions, defaultSettleMs, forPartner } from "./app-options.js";
import type { Place, Seat } from "./seat.js";

/** An app, and the partner that it is looked at as. */
export interface OpenAppOptions {
  sandbox: Sandbox;
  partnerId: string;
  app: AppOptions;
  wall: Wall;
  /** For apps whose page is opened in Chromium. */
  browser?: Browser | undefined;
  /** Nobody has told the app anything yet. */
  isFresh?: boolean | undefined;
}

export interface PartnerSeatOptions extends OpenAppOptions {
  /** Where the partner's clock begins with each play. */
  startAt: number;
}

interface Door {
  door: Omit<PartnerApp, "idle">;
  quiet?: () => Promise<void>;
  close?: () => Promise<void>;
}

/** How clients come to the hub: by the app's page in Chromium, by the link on it, or by themselves. */
function doorOf({ sandbox, partnerId, app, wall, browser }: OpenAppOptions): Door {
  const { hub, journal } = sandbox;
  const pageUrl = app.pageUrl === undefined ? undefined : forPartner(app.pageUrl, partnerId);
  if (pageUrl === undefined) {
    const redirectUrl = () => hub.partners.get(partnerId).redirectUrl;
    return { door: ownVisit({ redirectUrl, state: app.state, wall }) };
  }
  if (app.button === undefined || browser === undefined) {
    return { door: linkOnPage({ pageUrl, partnerId, wall, readLink: parseQuery }) };
  }
  const page = realPage({
    browser,
    pageUrl,
    button: forPartner(app.button, partnerId),
    partnerId,
    hubUrl: sandbox.url,
    wall,
    storageState: app.storageState,
    patienceMs: app.pagePatienceMs,
    resultOf: (visitId) => hub.visits.get(partnerId, visitId).result,
    notePopup(client, closed) {
      const summary = closed ? "the popup closed by itself" : "the popup stays open";
      journal.record({ partner: partnerId, kind: "note", summary, data: { probe: "popup", closed, client } });
    },
  });
  return { door: page, quiet: page.quiet, close: page.close };
}

/** The app as one partner's, until it is left. */
export function openApp(options: OpenAppOptions): { app: PartnerApp; leave(): Promise<void> } {
  const { sandbox, partnerId, app, wall, isFresh } = options;
  const { door, quiet, close } = doorOf(options);
  const leave = async () => close?.();
  if (app.idleUrl !== undefined) {
    const rest = idleEndpoint(forPartner(app.idleUrl, partnerId), wall);
    const idle = async () => {
      await quiet?.();
      await rest();
    };
    return { app: asksOnlyAfterTraffic({ ...door, idle }, { journal: sandbox.journal, partnerId }), leave };
  }
  const { settleMs = defaultSettleMs } = app;
  const watch = quietApp({ partnerId, journal: sandbox.journal, wall, settleMs, isFresh });
  const followed: PartnerApp["follow"] = async (client, url) => {
    const page = await door.follow(client, url);
    watch.stir();
    return page;
  };
  const idle = async () => {
    await quiet?.();
    await watch.idle();
  };
  return {
    app: { ...door, follow: followed, idle },
    async leave() {
      watch.stop();
      await leave();
    },
  };
}

const everyone = { limit: 1_000_000 };
const idInText = /[0-9A-Za-z]{6,8}(?:CH|CL)\b/g;

/** The clients and channels that an entry names; an answer's summary has its request's path. */
const idsIn = ({ subject, summary }: Entry): string[] => [subject ?? "", ...(summary.match(idInText) ?? [])];

/**
 * One partner, for one play after the other: before each everything about it begins anew, its ids excepted, so that the
 * app takes nobody for somebody it knows.
 */
export function partnerSeat(options: PartnerSeatOptions): Seat {
  const { sandbox, partnerId, startAt } = options;
  const { hub, journal } = sandbox;
  const { billing, settings } = hub.partners.get(partnerId);
  const earlier = new Set<string>();

  /** Remembers who took part in the play that is over. */
  function remember(): void {
    for (const { id } of hub.clients.list(partnerId, everyone).rows) earlier.add(id);
    for (const { id } of hub.channels.list(partnerId, everyone).rows) earlier.add(id);
  }

  return {
    refusal(plan) {
      if (plan.billing !== billing) return `${partnerId} has billing ${billing}`;
      if (plan.settings.io_signature !== true || options.app.signsLinks) return undefined;
      return `the app does not sign its links for ${partnerId} (if it does, say --signs-links)`;
    },
    async take(_scenario, plan): Promise<Place> {
      remember();
      const clock = { mode: "manual", scale: 0 } as const;
      hub.resets.reset(partnerId, "all", { clock, startAt, ids: "new" });
      hub.partners.change(partnerId, { settings });
      hub.partners.change(partnerId, { settings: plan.settings });
      journal.flush();
      const { app, leave } = openApp(options);
      return {
        partnerId,
        app,
        isOwn: (entry) => !idsIn(entry).some((id) => earlier.has(id)),
        leave,
      };
    },
  };
}
