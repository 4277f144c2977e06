import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

/** A port that cannot be had. The message says why and what to do. */
export class ListenError extends Error {}

/** A bound port that does not answer yet: the app needs to know its own address before it is put together. */
export interface Listener {
  port: number;
  serve(app: Hono): void;
  close(): Promise<void>;
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} on ${host} is taken. Choose another with --port (0 picks a free one).`;
  }
  return `Cannot listen on ${host}:${port}: ${error.message}`;
}

function bind(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new ListenError(explain(error, host, port))));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** Binds a port (0 = any free one). Throws {@link ListenError}. */
export async function listen(host: string, port: number): Promise<Listener> {
  const server = createServer();
  const bound = await bind(server, host, port);
  return {
    port: bound,
    serve: (app) => {
      server.on("request", getRequestListener(app.fetch));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
