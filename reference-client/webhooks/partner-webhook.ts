import { Hono } from "hono";
import { z } from "zod";
import type { Hub } from "../config.js";
import type { InboxStore } from "../store/inbox.js";
import { readJson } from "./read-json.js";
import { isSigned } from "./signature.js";

const eventBody = z.object({ id: z.string().min(1), event: z.string().min(1), data: z.unknown().optional() });

interface PartnerWebhookDeps {
  hubs: Hub[];
  inbox: InboxStore;
  /** Has the inbox worked on, soon but not before the answer is out. */
  drainSoon: () => void;
}

/**
 * `POST /webhooks/:partnerId`: where a hub sends its events. Verify, store, answer; the work comes afterwards, because
 * a slow answer counts as a failed delivery and is sent again.
 */
export function partnerWebhook({ hubs, inbox, drainSoon }: PartnerWebhookDeps): Hono {
  const app = new Hono();
  app.post("/webhooks/:partnerId", async (c) => {
    const hub = hubs.find((known) => known.partnerId === c.req.param("partnerId"));
    if (hub === undefined) return c.json({ error: "No such hub here." }, 404);
    const raw = new Uint8Array(await c.req.arrayBuffer());
    if (!isSigned(raw, c.req.header("x-360dialog-signature"), hub.platformSecret)) {
      return c.json(
        { error: "x-360dialog-signature is missing or does not fit the body and the platform secret." },
        401,
      );
    }
    const body = eventBody.safeParse(readJson(raw));
    if (!body.success) {
      return c.json({ error: `Not an event {id, event, data}: ${z.prettifyError(body.error)}` }, 400);
    }
    const { id, event, data } = body.data;
    const isNew = inbox.add(hub.partnerId, id, event, data);
    if (isNew) drainSoon();
    return c.json({ received: true, duplicate: !isNew });
  });
  return app;
}
