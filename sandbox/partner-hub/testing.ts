import { addNumber, createTestRooms, type TestRooms, testStart } from "../../test/support/rooms.js";
import type { NewPartner } from "../hub/partner.js";
import { createPartnerHub } from "./routes.js";

/** A browser without scripts at the dashboard of DirectPA: it follows redirects after a form, and keeps cookies. */
export interface Dashboard extends TestRooms {
  get(path: string): Promise<Shown>;
  post(path: string, fields?: Record<string, string | string[]>, headers?: HeadersInit): Promise<Shown>;
  /** A number of Nordlicht Bakery, just added. */
  addNumber(phoneNumber?: string): { channelId: string; clientId: string };
}

/** A page as it is shown in the end. */
export interface Shown {
  status: number;
  /** Below the partner's address, with query and fragment. */
  path: string;
  html: string;
}

const harbour: NewPartner = {
  id: "DirectPA",
  brandName: "Harbour Desk",
  billing: "direct",
  platformSecret: "a-platform-secret",
  webhookUrl: "http://127.0.0.1:9/webhooks",
  redirectUrl: "http://127.0.0.1:9/connected",
  clock: { mode: "manual", scale: 0 },
  startAt: testStart,
};

export function openDashboard(): Dashboard {
  const rooms = createTestRooms();
  rooms.hub.partners.create(harbour);
  const app = createPartnerHub(rooms.hub);
  const cookies = new Map<string, string>();

  async function send(url: string, init: RequestInit): Promise<Shown> {
    const headers = new Headers(init.headers);
    headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await app.request(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get("Location");
    if (location !== null) return send(location, {});
    const path = url.replace("/partner-hub/DirectPA/", "");
    return { status: response.status, path, html: await response.text() };
  }

  return Object.assign(rooms, {
    get: (path: string) => send(path.startsWith("/") ? path : `/partner-hub/DirectPA/${path}`, {}),
    post(path: string, fields: Record<string, string | string[]> = {}, headers: HeadersInit = {}) {
      const body = new URLSearchParams();
      for (const [name, values] of Object.entries(fields)) {
        for (const value of [values].flat()) body.append(name, value);
      }
      return send(`/partner-hub/DirectPA/${path}`, { method: "POST", body, headers });
    },
    addNumber: (phoneNumber = "+49 151 00000042") =>
      addNumber(rooms, "DirectPA", phoneNumber, `owner${phoneNumber.replace(/\D/g, "")}@nordlicht.example`),
  });
}

/** The text of the element with a test id; `undefined` when there is none. Enough for elements without elements inside. */
export function textOf({ html }: Shown, testId: string): string | undefined {
  return new RegExp(`data-testid="${testId}"[^>]*>([^<]*)<`).exec(html)?.[1]?.trim();
}

/** How often test ids begin with a prefix. */
export const countOf = ({ html }: Shown, prefix: string): number =>
  html.split(`data-testid="${prefix}`).length - 1;
