/** A partner's app in one file: a page with a Connect button, a redirect page, and a receiver for each kind of webhook. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";

/** What the app has to know of its Partner Hub. */
export interface HubConfig {
  hubUrl: string;
  partnerId: string;
  apiKey: string;
  platformSecret: string;
}

export interface App {
  url: string;
  stop(): void;
}

const page = (link: string, notice: string) => `<!doctype html>
<title>Shop Desk</title>
<button id="connect">Connect WhatsApp</button>
<p role="status">${notice}</p>
<script>
  const link = ${JSON.stringify(link)};
  document.getElementById("connect").onclick = () => window.open(link, "hub", "popup,width=600,height=900");
  window.onmessage = ({ origin, data }) => {
    if (origin === location.origin && data === "connected") location.search = "?connected";
  };
</script>`;

const landed = `<!doctype html>
<title>Shop Desk</title>
<p>You are back.</p>
<script>
  if (window.opener) {
    window.opener.postMessage("connected", location.origin);
    window.close();
  }
</script>`;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const listOf = (text: string | null) =>
  (text ?? "")
    .replace(/^\[|\]$/g, "")
    .split(",")
    .filter(Boolean);

/** Starts the app on a free port. */
export async function startApp({ hubUrl, partnerId, apiKey, platformSecret }: HubConfig): Promise<App> {
  const states = new Set<string>();
  const permitted = new Set<string>();
  const running = new Set<string>();
  const keys = new Map<string, Promise<string>>();

  function isSigned(body: string, signature: string): boolean {
    const expected = createHmac("sha256", platformSecret).update(body).digest("hex");
    return (
      signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
    );
  }

  /** Only a number that runs and that is shared with us has a key for us, and a second one would end the first. */
  async function connect(channel: string): Promise<void> {
    if (!running.has(channel) || !permitted.has(channel) || keys.has(channel)) return;
    const path = `${hubUrl}/api/v2/partners/${partnerId}/channels/${channel}/api_keys`;
    const created = fetch(path, { method: "POST", headers: { "x-api-key": apiKey } }).then((answer) =>
      answer.json(),
    );
    keys.set(
      channel,
      created.then(({ api_key }) => api_key),
    );
    const { api_key, address } = await created;
    await fetch(`${address}/v1/configs/webhook`, {
      method: "POST",
      headers: { "d360-api-key": api_key, "content-type": "application/json" },
      body: JSON.stringify({ url: `${url}/messages` }),
    });
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://app");
    const html = (text: string) => response.setHeader("content-type", "text/html").end(text);
    if (pathname === "/") {
      const state = randomUUID();
      states.add(state);
      const link = new URL(`${hubUrl}/dashboard/app/${partnerId}/permissions`);
      link.search = new URLSearchParams({ redirect_url: `${url}/connected`, state }).toString();
      // For who has no JavaScript, and for tests that need no browser.
      const notice = searchParams.has("connected") ? "You are back." : "";
      html(
        `${page(link.href, notice)}<noscript><a href="${link.href.replaceAll("&", "&amp;")}">Connect</a></noscript>`,
      );
    } else if (pathname === "/connected") {
      if (!states.delete(searchParams.get("state") ?? ""))
        return void response.writeHead(400).end("Who are you?");
      for (const channel of listOf(searchParams.get("channels"))) permitted.add(channel);
      for (const channel of listOf(searchParams.get("revoked"))) permitted.delete(channel);
      await Promise.all([...permitted].map(connect));
      html(landed);
    } else if (pathname === "/webhooks") {
      const body = await bodyOf(request);
      if (!isSigned(body, String(request.headers["x-360dialog-signature"]))) {
        return void response.writeHead(401).end();
      }
      response.end();
      const { event, data } = JSON.parse(body);
      if (event === "channel_permission_granted") permitted.add(data.id);
      if (event === "channel_running") running.add(data.id);
      // A hub that is gone is no reason to fall over.
      await connect(data.id).catch(() => {});
    } else response.end();
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  const url = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
  return {
    url,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
