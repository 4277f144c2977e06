import { onTestFinished } from "vitest";
import { type ReferenceClient, type ReferenceClientOptions, startReferenceClient } from "../app.js";
import type { ConfigInput } from "../config.js";
import { type FakeHub, startFakeHub } from "./fake-hub.js";

/** Fast and quiet: no waiting between attempts to speak of, no reconcile unless a test wants it. */
const testConfig: ConfigInput = { retryBaseMs: 1, reconcileEveryMs: 0 };

/** A fake hub that goes away with the test. */
export async function fakeHub(): Promise<FakeHub> {
  const hub = await startFakeHub();
  onTestFinished(() => hub.stop());
  return hub;
}

/** The app, wired to a fake hub; it goes away with the test. */
export async function startDesk(
  hub: FakeHub,
  config: ConfigInput = {},
  options: ReferenceClientOptions = {},
) {
  const client: ReferenceClient = await startReferenceClient({
    port: 0,
    config: { ...testConfig, hubUrl: hub.url, ...config },
    ...options,
  });
  let stopped = false;
  const stop = async () => {
    if (!stopped) await client.stop();
    stopped = true;
  };
  onTestFinished(stop);
  return {
    url: client.url,
    stop,
    /** Resolves when no work is left; fails the test when that does not happen in five seconds. */
    async idle(): Promise<void> {
      const response = await fetch(`${client.url}/idle?timeout=5000`);
      if (!response.ok) throw new Error(`The app is still busy: ${await response.text()}`);
    },
    /** `cookie`: the visitor comes back with it. */
    visitor: (cookie?: string) => visitor(client.url, cookie),
  };
}

/** A browser without JavaScript: keeps its cookie, reads pages, follows the Connect flow. */
function visitor(url: string, knownCookie = "") {
  let cookie = knownCookie;
  const get = async (path: string) => {
    const response = await fetch(`${url}${path}`, { headers: { cookie }, redirect: "manual" });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(";")[0] ?? "";
    return { status: response.status, html: await response.text(), headers: response.headers };
  };
  /** The `state` of a hub's Connect link on a freshly rendered page. */
  const freshState = async (partnerId = "PrePayPA"): Promise<string> => {
    const { html } = await get("/");
    const links = [...html.matchAll(/href="([^"]+)"/g)].map((match) =>
      (match[1] ?? "").replaceAll("&amp;", "&"),
    );
    const link = links.find((href) => href.includes(`/dashboard/app/${partnerId}/`));
    return new URL(link ?? "http://no-link").searchParams.get("state") ?? "";
  };
  return {
    get,
    freshState,
    cookie: () => cookie,
    /** Comes back from the hub with these query parameters and a good state. */
    async returnWith(query: string, partnerId?: string) {
      const state = await freshState(partnerId);
      return get(`/connected?${query}&state=${state}`);
    },
    /** The text of an element of the home page, by its test id; undefined when it is not there. */
    async text(testId: string): Promise<string | undefined> {
      const { html } = await get("/");
      return new RegExp(`data-testid="${testId}"[^>]*>([^<]*)<`).exec(html)?.[1];
    },
  };
}
