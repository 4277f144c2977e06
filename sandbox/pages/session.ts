import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Client } from "../hub/clients.js";
import type { Hub } from "../hub/hub.js";

/** Who is logged in at a partner's pages, by a cookie of this browser. */
export interface Session {
  client(c: Context, partnerId: string): Client | undefined;
  keep(c: Context, partnerId: string, clientId: string): void;
  end(c: Context, partnerId: string): void;
}

// One for each partner: the same browser tries both hubs, with an account at each.
const cookieName = (partnerId: string) => `hub_client_${partnerId}`;

export function createSession({ clients }: Hub): Session {
  const token = (c: Context, partnerId: string) => getCookie(c, cookieName(partnerId));

  function client(c: Context, partnerId: string): Client | undefined {
    const shown = token(c, partnerId);
    return shown === undefined ? undefined : clients.bySession(partnerId, shown);
  }

  function end(c: Context, partnerId: string): void {
    const shown = token(c, partnerId);
    if (shown === undefined) return;
    clients.closeSession(shown);
    deleteCookie(c, cookieName(partnerId), { path: "/" });
  }

  return {
    client,
    end,
    keep(c, partnerId, clientId) {
      if (client(c, partnerId)?.id === clientId) return;
      end(c, partnerId);
      setCookie(c, cookieName(partnerId), clients.openSession(clientId), {
        path: "/",
        httpOnly: true,
        sameSite: "Lax",
      });
    },
  };
}
