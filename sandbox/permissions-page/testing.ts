import type { Hono } from "hono";
import { createTestRooms, testStart } from "../../test/support/rooms.js";
import type { Hub } from "../hub/hub.js";
import type { Billing, NewPartner } from "../hub/partner.js";
import type { Journal } from "../journal/journal.js";
import { createPermissionsPage } from "./routes.js";
import type { VisitEnv } from "./visit-env.js";

const partner = (id: string, brandName: string, billing: Billing): NewPartner => ({
  id,
  brandName,
  billing,
  username: "partner@sandbox.example",
  clock: { mode: "manual", scale: 0 },
  startAt: testStart,
});

export interface PageUnderTest {
  hub: Hub;
  journal: Journal;
  page: Hono<VisitEnv>;
}

/** A hub in memory with the two partners that every sandbox has, and the pages on top of it. */
export function createPageUnderTest(): PageUnderTest {
  const { hub, journal } = createTestRooms();
  hub.partners.create(partner("DirectPA", "Acme Chat", "direct"));
  hub.partners.create(partner("PrePayPA", "Bold Desk", "partner"));
  return { hub, journal, page: createPermissionsPage(hub) };
}

/** Where a page sends the browser by itself; `null` when it stays. */
export function goesTo(page: string): string | null {
  const target = /<meta http-equiv="refresh" content="0;url=([^"]*)"/.exec(page)?.[1];
  return target?.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&") ?? null;
}

/** A browser without scripts: it keeps cookies and stays on the page until it is told to go. */
export interface Browser {
  get(url: string): Promise<Response>;
  post(
    url: string,
    fields?: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** Opens the permissions page; gives the address of the visit. */
  open(url: string): Promise<string>;
  /** Posts the last form of a visit and stays on the page that it leads to; gives where that page goes by itself. */
  finish(url: string, fields?: Record<string, string | string[]>): Promise<string | null>;
}

export function createBrowser({ page }: Pick<PageUnderTest, "page">): Browser {
  const cookies = new Map<string, string>();

  async function send(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await page.request(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  const post: Browser["post"] = (url, fields = {}, headers = {}) => {
    const body = new URLSearchParams();
    for (const [name, values] of Object.entries(fields)) {
      for (const value of [values].flat()) body.append(name, value);
    }
    return send(url, { method: "POST", body, headers });
  };

  return {
    get: (url) => send(url),
    post,
    async finish(url, fields) {
      const { headers } = await post(url, fields);
      return goesTo(await (await send(headers.get("Location") ?? "")).text());
    },
    async open(url) {
      const response = await send(url);
      const location = response.headers.get("Location");
      if (location === null) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
      return location;
    },
  };
}
