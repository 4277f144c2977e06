import type { Wall } from "../../clock/wall.js";
import type { VisitParams } from "../../hub/visit.js";
import { type Browser, createBrowser } from "./browser.js";
import { findConnectLink } from "./connect-link.js";
import { leadsToHub, visitAt } from "./hub-address.js";
import { AppError, type PartnerApp } from "./partner-app.js";

export interface LinkOnPageOptions {
  /** The app's page with the Connect control, or an address of the app that leads to the permissions page. */
  pageUrl: string;
  partnerId: string;
  wall: Wall;
  /** How the permissions page reads the address it is opened with. */
  readLink(url: string): VisitParams;
}

/** Clients who use the app's page without JavaScript: each has a browser of its own that keeps cookies. */
export function linkOnPage(options: LinkOnPageOptions): Omit<PartnerApp, "idle"> {
  const { pageUrl, partnerId, wall, readLink } = options;
  const browsers = new Map<string, Browser>();

  function browserOf(client: string): Browser {
    const browser = browsers.get(client) ?? createBrowser(wall);
    browsers.set(client, browser);
    return browser;
  }

  return {
    async clickConnect(client) {
      const browser = browserOf(client);
      const page = await browser.get(pageUrl);
      const opened = visitAt(page.url, partnerId);
      if (opened) return opened;
      if (page.status !== 200) throw new AppError(`The app's page ${page.url} answers ${page.status}.`);
      const { href, partners } = findConnectLink(page.text, partnerId);
      if (href === undefined) {
        const found = partners.length === 0 ? "It has none" : `It has links for ${partners.join(", ")}`;
        throw new AppError(
          `${page.url} has no <a data-connect data-partner-id="${partnerId}" href=…> and no other link to the permissions page of ${partnerId}. ${found}. If a script opens it, name its button with --button.`,
        );
      }
      const link = new URL(href, page.url);
      if (leadsToHub(link, partnerId)) return readLink(link.href);
      // An address of the app's own, which keeps the state and sends the browser on.
      const landed = await browser.get(link.href);
      const visit = visitAt(landed.url, partnerId);
      if (visit) return visit;
      throw new AppError(
        `The Connect link of ${partnerId} does not lead to its permissions page: ${link.href} ends at ${landed.url} (${landed.status}).`,
      );
    },
    follow: (client, address) => browserOf(client).get(address),
  };
}
