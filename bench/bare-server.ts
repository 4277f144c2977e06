/**
 * The yardstick: bare Hono routes on the same server and database library, which run the same SQL and send the same
 * bytes. `node bench/bare-server.ts [WORK.json]`; prints its port. Without work it answers an empty health route and a page
 * of one line.
 */
import { readFileSync } from "node:fs";
import { createAdaptorServer } from "@hono/node-server";
import Database from "better-sqlite3";
import { Hono } from "hono";
import type { Work } from "./work.ts";

const app = new Hono();
app.get("/health", (c) => c.json({ ok: true }));
app.get("/page", (c) => c.html("<!doctype html><title>A page</title><h1>A page</h1>"));

const file = process.argv[2];
const work: Work | undefined = file === undefined ? undefined : JSON.parse(readFileSync(file, "utf8"));
// In memory, as the sandbox is unless it is told otherwise.
const database = new Database(work ? readFileSync(work.db) : ":memory:");

for (const [index, { method, ran, bytes }] of (work?.calls ?? []).entries()) {
  const steps = ran.map((one) => ({ ...one, statement: database.prepare(one.sql) }));
  const writes = method === "POST";
  const begin = database.prepare("BEGIN");
  // The same row cannot be written twice, so a write is taken back; in memory that costs no more than keeping it.
  const rollback = database.prepare("ROLLBACK");
  app.on(method, `/${index}`, () => {
    if (writes) begin.run();
    for (const { statement, method: how, values } of steps) statement[how](...values);
    if (writes) rollback.run();
    return new Response(bytes, {
      status: writes ? 201 : 200,
      headers: { "content-type": "application/json" },
    });
  });
}

const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === "object" ? address?.port : 0 }));
});
