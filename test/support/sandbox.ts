import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/sandbox.ts";
import { testStart } from "./rooms.ts";

/** A sandbox of the test's own: a free port, a manual clock, a fixed seed. It is stopped when the test ends. */
export async function testSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    port: 0,
    clock: { mode: "manual", scale: 0 },
    startAt: testStart,
    seed: 1,
    ...options,
  });
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

export interface Received {
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** A webhook receiver on a free port. `answer` says how it answers; it may throw the connection away with `null`. */
export interface Receiver {
  url: string;
  received: Received[];
  answer: (request: Received) => { status: number; body?: string; headers?: Record<string, string> } | null;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

export async function testReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: "", received: [], answer: () => ({ status: 200 }) };
  const server = createServer(async (request, response) => {
    const received = { path: request.url ?? "", headers: request.headers, body: await readBody(request) };
    receiver.received.push(received);
    const answer = receiver.answer(received);
    if (answer === null) request.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body ?? "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return receiver;
}

/** Calls the sandbox and reads its JSON. */
export async function call(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(sandbox.url + path, init);
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** Calls the control API. */
export const control = (sandbox: Sandbox, method: string, path: string, body?: unknown) =>
  call(sandbox, method, `/_sandbox/api${path}`, body);
