import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { TestRooms } from "../support/rooms.ts";
import { type AnswerChecker, createAnswerChecker } from "./support/answer-checker.ts";
import { anyRequest, type SentRequest } from "./support/requests.ts";
import { createWorld, rowCounter, rowReader } from "./support/world.ts";

// Each answer is checked here, where the request that it belongs to is known.
vi.unmock("../../sandbox/partner-api/routes.ts");

const batches = 80;
const requestsPerBatch = 250;
const patience = 5000;
// Reading every row twice is dear; every twentieth request shows enough.
const readEvery = 20;

/** Give `FC_SEED` to send the same requests again. */
const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));

const show = ({ method, path, headers, body }: SentRequest) =>
  `${method} ${path}\n  headers ${JSON.stringify(headers)}\n  body ${JSON.stringify(body)}`;

async function before<Value>(limit: Promise<never>, value: Value | Promise<Value>): Promise<Value> {
  return Promise.race([value, limit]);
}

function timeLimit(request: SentRequest) {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${show(request)}\nNo answer within ${patience} ms.`)),
      patience,
    );
  });
  over.catch(() => {});
  return { over, end: () => clearTimeout(timer) };
}

const settle = ({ clock }: TestRooms) =>
  Promise.all(["AAAAAAPA", "BBBBBBPA"].map((partner) => clock.settled(partner)));

async function sendAll(requests: SentRequest[], check: AnswerChecker): Promise<Map<number, number>> {
  const { app, rooms } = await createWorld();
  const [count, readAll] = [rowCounter(rooms), rowReader(rooms)];
  const statuses = new Map<number, number>();
  for (const [index, request] of requests.entries()) {
    const reads = index % readEvery === 0;
    const [rows, all] = [count(), reads ? readAll() : ""];
    const limit = timeLimit(request);
    const { method, headers } = request;
    const body = method === "GET" || method === "HEAD" ? null : (request.body ?? null);
    const answer = await before(limit.over, app.request(`/api/v2${request.path}`, { method, headers, body }));
    const { status } = answer;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const { pathname } = new URL(`/api/v2${request.path}`, "http://localhost");
    const problems = await before(limit.over, check(method, pathname, answer));
    if (status >= 500 && status !== 501) problems.push(`It answered ${status}.`);
    // What a change sends out has to arrive before the rows can be compared again.
    if (status < 400 && method !== "GET") await before(limit.over, settle(rooms));
    if (status >= 400) {
      if (count() !== rows) problems.push(`A refusal left rows behind: ${rows}, then ${count()}.`);
      if (reads && readAll() !== all) problems.push("A refusal changed rows.");
    }
    limit.end();
    if (problems.length > 0) throw new Error(`${show(request)}\n${problems.join("\n")}`);
  }
  return statuses;
}

it("no request makes the Partner API fail, hang, drift from its document or write half a change", async () => {
  console.log(`FC_SEED=${seed}`);
  const world = await createWorld();
  const check = createAnswerChecker(world.rooms.hub);
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRequest(world), { minLength: requestsPerBatch, maxLength: requestsPerBatch }),
      async (requests) => {
        for (const [status, times] of await sendAll(requests, check)) {
          seen.set(status, (seen.get(status) ?? 0) + times);
        }
      },
    ),
    {
      numRuns: batches,
      seed,
      endOnFailure: true,
      // One request is to blame; the others of its batch would only hide it.
      reporter: ({ failed, errorInstance }) => {
        if (failed) throw new Error(`FC_SEED=${seed}: ${errorInstance}`);
      },
    },
  );
  const total = [...seen.values()].reduce((sum, times) => sum + times, 0);
  console.log(`${total} requests:`, Object.fromEntries(seen));
  expect(total).toBeGreaterThanOrEqual(20_000);
  for (const status of [200, 201, 400, 401, 403, 404, 405]) expect(seen.get(status) ?? 0).toBeGreaterThan(10);
}, 60_000);
