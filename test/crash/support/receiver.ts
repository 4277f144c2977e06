import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Dice } from "./dice.ts";

/** A webhook that reached the receiver in full. Ticks count what the receiver did, in order. */
export interface Arrival {
  tick: number;
  path: string;
  body: string;
  signature: string | undefined;
  /** The delivery's id, in a header of the sandbox's own. */
  delivery: string | undefined;
  /** The tick at which 200 was written; null when it was refused, dropped, or never answered. */
  acknowledged: number | null;
}

/** Springs once, at the `count`th arrival from now: while its answer is held back for ever, or when 200 was just written. */
interface Trap {
  moment: "holding" | "answered";
  count: number;
  spring(): void;
}

/** An app that takes webhooks, and is moody: it refuses, hangs up, and dawdles. */
export interface Receiver {
  origin: string;
  arrivals: Arrival[];
  setTrap(trap: Trap | undefined): void;
  close(): void;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const header = (request: IncomingMessage, name: string) => request.headers[name]?.toString();

/** Listens on a free port of 127.0.0.1. */
export async function createReceiver(dice: Dice): Promise<Receiver> {
  const arrivals: Arrival[] = [];
  let tick = 0;
  let trap: Trap | undefined;

  /** Whether the trap springs at this arrival. */
  function springs(): Trap | undefined {
    if (!trap) return undefined;
    trap.count -= 1;
    if (trap.count > 0) return undefined;
    const sprung = trap;
    trap = undefined;
    return sprung;
  }

  function acknowledge(arrival: Arrival, response: ServerResponse, afterwards: () => void): void {
    tick += 1;
    arrival.acknowledged = tick;
    response.writeHead(200).end("ok", afterwards);
  }

  function answer(arrival: Arrival, request: IncomingMessage, response: ServerResponse): void {
    const sprung = springs();
    const mood = dice.between(1, 100);
    if (sprung?.moment === "holding") sprung.spring();
    else if (sprung) acknowledge(arrival, response, sprung.spring);
    else if (mood <= 10) response.writeHead(500).end("not today");
    else if (mood <= 18) request.socket.destroy();
    else if (mood <= 30) setTimeout(() => acknowledge(arrival, response, () => {}), dice.between(1, 12));
    else acknowledge(arrival, response, () => {});
  }

  const server = createServer(async (request, response) => {
    let body: string;
    try {
      body = await readBody(request);
    } catch {
      // The sender was killed in the middle of the body: nothing was received.
      return;
    }
    tick += 1;
    const arrival = {
      tick,
      path: request.url ?? "",
      body,
      signature: header(request, "x-360dialog-signature"),
      delivery: header(request, "x-sandbox-delivery"),
      acknowledged: null,
    };
    arrivals.push(arrival);
    answer(arrival, request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver has no port.");

  return {
    origin: `http://127.0.0.1:${address.port}`,
    arrivals,
    setTrap(next) {
      trap = next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
