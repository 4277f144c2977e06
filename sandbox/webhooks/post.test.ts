import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { processWall } from "../clock/wall.js";
import { createPoster, type Poster } from "./post.js";

let server: Server;
let url: string;
let poster: Poster;
let respond: (response: ServerResponse) => void;
let sockets: Set<number | undefined>;
let deadline: AbortController;

beforeEach(async () => {
  sockets = new Set();
  deadline = new AbortController();
  respond = (response) => response.end("thanks");
  server = createServer((request, response) => {
    sockets.add(request.socket.remotePort);
    request.resume().on("end", () => respond(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  poster = createPoster({ ...processWall, deadline: () => deadline.signal });
});

afterEach(async () => {
  await poster.close();
  server.closeAllConnections();
  server.close();
});

const post = () =>
  poster.post({ url, headers: { "content-type": "application/json" }, body: "{}", timeoutMs: 5000 });

it("gives status, headers and body of the answer", async () => {
  respond = (response) => response.writeHead(202, { "x-mine": "1" }).end("queued");
  expect(await post()).toMatchObject({
    status: 202,
    error: null,
    headers: { "x-mine": "1" },
    body: "queued",
  });
});

it("keeps connections for the next posts", async () => {
  for (let count = 0; count < 10; count += 1) await post();
  expect(sockets.size).toBeLessThan(3);
});

it("does not follow a redirect", async () => {
  respond = (response) => response.writeHead(302, { location: "http://127.0.0.1:1/elsewhere" }).end();
  expect(await post()).toMatchObject({ status: 302 });
});

it("keeps the first 1 MiB of a long answer", async () => {
  respond = (response) => response.end("x".repeat(2_000_000));
  expect((await post())?.body).toHaveLength(1024 * 1024);
});

it("says that nobody answered in time", async () => {
  respond = () => deadline.abort(new DOMException("late", "TimeoutError"));
  expect(await post()).toMatchObject({ status: null, error: "No answer within 5 s." });
});

it("says that the connection was closed before an answer", async () => {
  respond = (response) => response.destroy();
  expect(await post()).toMatchObject({
    status: null,
    error: expect.stringContaining("closed the connection before it answered"),
  });
});

it("says that nothing listens there", async () => {
  server.close();
  server.closeAllConnections();
  const refused = await poster.post({ url: "http://127.0.0.1:1/", headers: {}, body: "", timeoutMs: 5000 });
  expect(refused).toMatchObject({
    status: null,
    error: "Nothing listens at http://127.0.0.1:1: is your app running?",
  });
});

it("does not post to an address outside this machine and private networks", async () => {
  const remote = await poster.post({ url: "http://192.0.2.1/", headers: {}, body: "", timeoutMs: 5000 });
  expect(remote).toMatchObject({ status: null, error: expect.stringContaining("--allow-remote") });
});

it("knows nothing of an attempt that was cut off by closing", async () => {
  const arrived = new Promise<void>((resolve) => {
    respond = () => resolve();
  });
  const attempt = post();
  await arrived;
  await poster.close();
  expect(await attempt).toBeUndefined();
});
