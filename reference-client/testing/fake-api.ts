import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { channelBody, errorBody, type FakeChannel, type FakeRecords, isRunning } from "./fake-records.js";

const partnerKey = "sandbox-partner-key";
const redirectUrlBody = z.object({ partner_redirect_url: z.string() });
const webhookUrlBody = z.object({ webhook_url: z.string() });
const messagingWebhookBody = z.object({
  url: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
});

/** Ends a channel's keys and makes a new one, as the hub does. */
function issueKey({ keys }: FakeRecords, channel: FakeChannel) {
  for (const old of keys) if (old.channelId === channel.id) old.alive = false;
  const key = { value: `secret-key-${randomUUID()}`, channelId: channel.id, alive: true };
  keys.push(key);
  return key;
}

/** The Partner API, as far as the app uses it. `address` is what the keys carry. */
export function fakePartnerApi(records: FakeRecords, address: string): Hono {
  const app = new Hono().basePath("/api/v2/partners/:p");
  app.use((c, next) =>
    c.req.header("x-api-key") === partnerKey
      ? next()
      : Promise.resolve(c.json(errorBody(401, "Wrong X-API-Key."), 401)),
  );
  app.patch("/", async (c) => {
    records.redirectUrls.set(
      c.req.param("p"),
      redirectUrlBody.parse(await c.req.json()).partner_redirect_url,
    );
    return c.json({ id: c.req.param("p") });
  });
  app.post("/webhook_url", async (c) => {
    const { webhook_url } = webhookUrlBody.parse(await c.req.json());
    records.webhookUrls.set(c.req.param("p"), webhook_url);
    return c.json({ webhook_url });
  });
  const channelAt = (c: Context): FakeChannel | undefined => {
    const channel = records.channels.get(c.req.param("ch") ?? "");
    return channel?.partnerId === c.req.param("p") ? channel : undefined;
  };
  app.get("/channels/:ch", (c) => {
    const channel = channelAt(c);
    return channel ? c.json(channelBody(channel)) : c.json(errorBody(404, "No such channel."), 404);
  });
  app.get("/clients/:cl/shared_client_numbers", (c) => {
    const { p, cl } = c.req.param();
    const ofClient = [...records.channels.values()].filter((ch) => ch.clientId === cl && ch.partnerId === p);
    if (ofClient.length === 0) return c.json(errorBody(404, "No such client."), 404);
    const shared = ofClient.filter((channel) => channel.shared).map(channelBody);
    return c.json({ filters: {}, shared_client_numbers: shared });
  });
  app.post("/channels/:ch/api_keys", (c) => {
    const channel = channelAt(c);
    if (!channel) return c.json(errorBody(404, "No such channel."), 404);
    if (!channel.shared) return c.json(errorBody(403, "Permission is missing."), 403);
    if (!isRunning(channel)) return c.json(errorBody(400, "The channel does not run."), 400);
    const key = issueKey(records, channel);
    return c.json({ address, api_key: key.value, app_id: "204811", id: String(records.keys.length) }, 201);
  });
  return app;
}

/** The messaging API, as far as the app uses it. */
export function fakeMessagingApi({ keys }: FakeRecords): Hono {
  const app = new Hono();
  let sent = 0;
  const keyOf = (c: Context) => keys.find((key) => key.alive && key.value === c.req.header("d360-api-key"));
  app.post("/v1/configs/webhook", async (c) => {
    const key = keyOf(c);
    if (!key) return c.json(errorBody(401, "Invalid api key"), 401);
    key.webhook = messagingWebhookBody.parse(await c.req.json());
    return c.json(key.webhook);
  });
  app.post("/messages", (c) => {
    if (!keyOf(c)) return c.json(errorBody(401, "Invalid api key"), 401);
    sent++;
    return c.json({ messaging_product: "whatsapp", messages: [{ id: `wamid.OUT${sent}` }] });
  });
  return app;
}
