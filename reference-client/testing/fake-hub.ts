import { createHmac, randomUUID } from "node:crypto";
import { Hono } from "hono";
import { listen } from "../listen.js";
import { fakeMessagingApi, fakePartnerApi } from "./fake-api.js";
import { channelBody, type FakeChannel, type FakeRecords } from "./fake-records.js";
import { fakeTraffic } from "./fake-traffic.js";

const platformSecret = "sandbox-platform-secret";
const nowhere = "http://localhost/never-registered";

const someChannel = {
  clientId: "oaY9LLfUCL",
  partnerId: "PrePayPA",
  shared: false,
  state: "created",
  phone: "4915100000042",
  name: "Nordlicht Bakery",
  terminatedAt: null,
} satisfies Omit<FakeChannel, "id">;

/** What the hub sends of its own accord. */
function fakeDeliveries({ webhookUrls, keys }: FakeRecords) {
  /** POSTs raw bytes to the partner webhook, signed with the platform secret unless told otherwise. */
  const postEvent = (partnerId: string, raw: string, signature?: string): Promise<Response> =>
    fetch(webhookUrls.get(partnerId) ?? nowhere, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-360dialog-signature": signature ?? createHmac("sha256", platformSecret).update(raw).digest("hex"),
      },
      body: raw,
    });

  return {
    postEvent,
    /** Delivers a channel event; `data` overrides what the channel object says. */
    event(channel: FakeChannel, event: string, id: string = randomUUID(), data: object = {}) {
      const body = { id, event, data: { ...channelBody(channel), ...data } };
      return postEvent(channel.partnerId, JSON.stringify(body));
    },
    /** Delivers to the messaging webhook of a channel's living key. */
    messaging(channelId: string, value: object, headers?: Record<string, string>) {
      const hook = keys.find((key) => key.alive && key.channelId === channelId)?.webhook;
      return fetch(hook?.url ?? nowhere, {
        method: "POST",
        headers: { "content-type": "application/json", ...(headers ?? hook?.headers) },
        body: JSON.stringify({
          object: "whatsapp_business_account",
          entry: [{ id: "100200300400500", changes: [{ field: "messages", value }] }],
        }),
      });
    },
  };
}

/** A small hub for tests: Partner API and messaging API on one port, and signed events on demand. */
export async function startFakeHub() {
  const listener = await listen("127.0.0.1", 0);
  const url = `http://localhost:${listener.port}`;
  const records: FakeRecords = {
    channels: new Map(),
    keys: [],
    webhookUrls: new Map(),
    redirectUrls: new Map(),
  };
  const { middleware, ...traffic } = fakeTraffic();
  const app = new Hono().use(middleware);
  app.route("/", fakePartnerApi(records, url));
  app.route("/", fakeMessagingApi(records));
  listener.serve(app);

  return {
    url,
    ...records,
    ...traffic,
    ...fakeDeliveries(records),
    addChannel(channel: Partial<FakeChannel> & { id: string }): FakeChannel {
      const full: FakeChannel = { ...someChannel, ...channel };
      records.channels.set(full.id, full);
      return full;
    },
    stop: () => listener.close(),
  };
}

export type FakeHub = Awaited<ReturnType<typeof startFakeHub>>;
