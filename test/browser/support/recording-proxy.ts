import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContextOptions } from "playwright";
import { onTestFinished } from "vitest";

export interface RecordingProxy {
  /** Makes a context send everything through the proxy, this machine's own addresses too. */
  contextOptions: BrowserContextOptions;
  /** Every address the browser asked for. */
  asked: string[];
  /** Every byte the browser received, headers and open streams included. */
  received(): string;
}

/**
 * Stands between a browser and the servers, because a browser cannot tell afterwards all that it was sent.
 *
 * @param servedBy origins that a server on another port of this machine answers for, so that tests in parallel need no
 *   port of their own: `{ "http://localhost:8082": sandbox.url }`. The browser's `Host` stays as it is.
 */
export async function recordingProxy(servedBy: Record<string, string> = {}): Promise<RecordingProxy> {
  const asked: string[] = [];
  const received: string[] = [];
  const proxy = createServer((fromBrowser, toBrowser) => {
    const { method, url = "", headers } = fromBrowser;
    asked.push(`${method} ${url}`);
    const { origin } = new URL(url);
    const address = (servedBy[origin] ?? origin) + url.slice(origin.length);
    const toServer = request(address, { method, headers: { ...headers, "accept-encoding": "identity" } });
    toServer.on("response", (answer) => {
      received.push(answer.rawHeaders.join("\n"));
      toBrowser.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.on("data", (chunk: Buffer) => received.push(chunk.toString("latin1")));
      answer.pipe(toBrowser);
    });
    toServer.on("error", () => toBrowser.destroy());
    toBrowser.on("close", () => toServer.destroy());
    fromBrowser.pipe(toServer);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const server = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    contextOptions: { proxy: { server, bypass: "<-loopback>" } },
    asked,
    received: () => received.join(""),
  };
}
