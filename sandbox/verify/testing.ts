import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { readScenario } from "../scenario/language/read-scenario.js";
import type { ScenarioInput } from "../scenario/language/schema.js";
import type { Scenario } from "../scenario/scenario.js";

/** How a test's app departs from a good one. */
export interface Habits {
  /** Asks for the key with this event; a good one waits until the number runs. */
  keyWith?: string;
  /** Takes redirects with any state. */
  takesAnyState?: boolean;
  /** Answers partner webhooks so. */
  answers?: number;
  /** Looks after every channel that it ever heard of, with each event. */
  looksAfterAll?: boolean;
}

/**
 * A partner's app in a few lines, which serves every partner of a hub with the stock credentials: `/page/{partner}` has its
 * link, `/popup/{partner}` opens the link in another window, which nobody ever closes.
 */
export interface TestApp {
  url: string;
  /** Paths that were asked for. */
  seen: string[];
  /** Says where the hub is; known only once a sandbox listens. */
  connectTo(hubUrl: string): void;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** An app that does what an integration owes the hub and no more: it asks for the key of a running number. */
export async function testApp(habits: Habits = {}): Promise<TestApp> {
  const { keyWith = "channel_running", takesAnyState = false, answers = 200, looksAfterAll = false } = habits;
  const channels = new Set<string>();
  const states = new Set<string>();
  const working = new Set<Promise<void>>();
  const seen: string[] = [];
  let hubUrl = "";

  async function lookAfter(partner: string): Promise<void> {
    for (const channel of channels) {
      const headers = { "x-api-key": "sandbox-partner-key" };
      await fetch(`${hubUrl}/api/v2/partners/${partner}/channels/${channel}`, { headers });
    }
  }

  async function askKey(partner: string, channel: string): Promise<void> {
    const path = `${hubUrl}/api/v2/partners/${partner}/channels/${channel}/api_keys`;
    const key = await fetch(path, { method: "POST", headers: { "x-api-key": "sandbox-partner-key" } });
    if (!key.ok) return;
    const { api_key, address } = await key.json();
    await fetch(`${address}/v1/configs/webhook`, {
      method: "POST",
      headers: { "d360-api-key": api_key },
      body: JSON.stringify({ url: `${url}/messages` }),
    });
  }

  async function takeEvent(request: IncomingMessage, response: ServerResponse, partner: string) {
    const body = await bodyOf(request);
    const signature = createHmac("sha256", "sandbox-platform-secret").update(body).digest("hex");
    if (!String(request.headers["x-360dialog-signature"]).endsWith(signature)) {
      response.writeHead(401).end();
      return;
    }
    const { event, data } = JSON.parse(body);
    channels.add(data.id);
    if (looksAfterAll) await lookAfter(partner);
    if (event === keyWith && answers === 200) {
      // A sandbox that stops meanwhile is no failure of the app's.
      const work = askKey(partner, data.id)
        .catch(() => {})
        .finally(() => working.delete(work));
      working.add(work);
    }
    response.writeHead(answers).end();
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://app");
    seen.push(pathname);
    const [, room, partner = ""] = pathname.split("/");
    if (room === "page" || room === "popup") {
      const state = randomUUID();
      states.add(state);
      const link = `${hubUrl}/dashboard/app/${partner}/permissions?state=${state}&amp;redirect_url=${url}/connected`;
      const target = room === "popup" ? ' target="_blank"' : "";
      response.setHeader("content-type", "text/html");
      response.end(`<a data-connect data-partner-id="${partner}" href="${link}"${target}>Connect</a>`);
    } else if (room === "connected") {
      const isOurs = takesAnyState || states.delete(searchParams.get("state") ?? "");
      response.writeHead(isOurs ? 200 : 400).end(isOurs ? "You are back" : "Who are you?");
    } else if (room === "idle") {
      await Promise.all(working);
      response.end("{}");
    } else if (room === "webhooks") await takeEvent(request, response, partner);
    else response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url,
    seen,
    connectTo: (hub) => {
      hubUrl = hub;
    },
  };
}

const clients = {
  bakery: {
    name: "Nordlicht Bakery",
    email: "owner@nordlicht.example",
    numbers: { shop: { phone: "+4915100000042", running: "1h", live: "2h" } },
  },
};

const steps: Record<Scenario["billing"], ScenarioInput["steps"]> = {
  partner: [
    { client_opens: "bakery" },
    { client_signs_up: "bakery" },
    { client_adds: "shop" },
    { client_confirms: "bakery" },
    { client_returns: "bakery" },
    { wait: "1d" },
  ],
  direct: [
    { client_opens: "bakery" },
    { client_signs_up: "bakery" },
    { client_pays: "bakery" },
    { client_adds: "shop" },
    { client_grants: "shop" },
    { client_confirms: "bakery" },
    { client_returns: "bakery" },
    { wait: "1d" },
  ],
};

/** A scenario of one number that runs after an hour and wants one key; `change` lays other fields over it. */
export const testScenario = (
  name: string,
  billing: Scenario["billing"] = "partner",
  change: Partial<ScenarioInput> = {},
): Scenario =>
  readScenario(
    {
      title: `A test of ${name}`,
      story: "A bakery connects its shop.",
      billing,
      clients,
      steps: steps[billing],
      expect: { call: "create_api_key", number: "shop", times: 1, status: 201 },
      ...change,
    },
    name,
  );
