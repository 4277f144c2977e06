import type { Wall } from "../../clock/wall.js";
import type { VisitParams } from "../../hub/visit.js";
import { type Browser, createBrowser } from "./browser.js";
import { findConnectLink } from "./connect-link.js";
import { AppError, type PartnerApp } from "./partner-app.js";

export interface HttpAppOptions {
  /** The app's origin; its page with the Connect control is `/`. */
  url: string;
  partnerId: string;
  wall: Wall;
  /** How the permissions page reads the address it is opened with. */
  readLink(url: string): VisitParams;
}

const idlePatienceMs = 5000;

/** An app that is reached over HTTP: every client has a browser of its own, and `GET /idle` says when it has come to rest. */
export function httpApp({ url, partnerId, wall, readLink }: HttpAppOptions): PartnerApp {
  const browsers = new Map<string, Browser>();

  function browserOf(client: string): Browser {
    const browser = browsers.get(client) ?? createBrowser(wall);
    browsers.set(client, browser);
    return browser;
  }

  return {
    async clickConnect(client) {
      const page = await browserOf(client).get(`${url}/`);
      if (page.status !== 200) throw new AppError(`The app's page ${page.url} answers ${page.status}.`);
      const { href, partners } = findConnectLink(page.text, partnerId);
      if (href === undefined) {
        const found = partners.length === 0 ? "It has none" : `It has links for ${partners.join(", ")}`;
        throw new AppError(
          `${page.url} has no <a data-connect data-partner-id="${partnerId}" href=…>. ${found}.`,
        );
      }
      const link = new URL(href, page.url);
      if (!link.pathname.split("/").includes(partnerId)) {
        throw new AppError(`The Connect link of ${partnerId} leads to another partner: ${link}`);
      }
      return readLink(link.href);
    },
    follow: (client, address) => browserOf(client).get(address),
    async idle() {
      const signal = wall.deadline(2 * idlePatienceMs);
      const answer = await fetch(`${url}/idle?timeout=${idlePatienceMs}`, { signal }).catch(
        (error: unknown) => {
          throw new AppError(
            `The app does not answer GET /idle: ${error instanceof Error ? error.message : error}`,
          );
        },
      );
      const text = await answer.text();
      if (answer.status !== 200) {
        throw new AppError(
          `The app has not come to rest: GET /idle answered ${answer.status} ${text.slice(0, 200)}`,
        );
      }
    },
  };
}
