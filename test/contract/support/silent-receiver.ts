import { once } from "node:events";
import { createServer } from "node:http";
import { onTestFinished } from "vitest";

/** The URL of a receiver that takes requests and never answers; it ends with the test. */
export async function silentReceiver(): Promise<string> {
  const server = createServer(() => {}).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver has no port.");
  return `http://127.0.0.1:${address.port}/events`;
}
