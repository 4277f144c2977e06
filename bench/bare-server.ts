/**
 * The yardstick: a bare Hono route on the same server and database library, which runs the same SQL and sends the same
 * bytes. `node bench/bare-server.ts [WORK.json]`; prints its port. Without work it answers an empty health route.
 */
import { readFileSync } from "node:fs";
import { createAdaptorServer } from "@hono/node-server";
import Database from "better-sqlite3";
import { Hono } from "hono";

interface Work {
  db: string;
  sql: string;
  values: unknown[];
  bytes: string;
}

const app = new Hono();
app.get("/health", (c) => c.json({ ok: true }));

const file = process.argv[2];
const work: Work | undefined = file === undefined ? undefined : JSON.parse(readFileSync(file, "utf8"));
// In memory, as the sandbox is unless it is told otherwise.
const database = new Database(work ? readFileSync(work.db) : ":memory:");
if (work) {
  const statement = database.prepare(work.sql);
  app.get("/list", () => {
    statement.all(...work.values);
    return new Response(work.bytes, { headers: { "content-type": "application/json" } });
  });
}

const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === "object" ? address?.port : 0 }));
});
