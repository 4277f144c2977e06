import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Agent, request } from "undici";
import { type Figure, median } from "./figures.ts";
import { startNode } from "./processes.ts";

const rows = 20;
const headers = { "x-api-key": "sandbox-partner-key" };

/** Fills a database with channels through the hub itself. */
async function seed(db: string): Promise<void> {
  const { startSandbox } = await import("../dist/sandbox/sandbox.js");
  const sandbox = await startSandbox({ port: 0, db, clock: { mode: "manual", scale: 0 }, seed: 1 });
  const { visits } = sandbox.hub;
  let visit = visits.open("PrePayPA", { redirect_url: "http://127.0.0.1:9/" });
  visit = visits.signUp(visit, { name: "Fleet", email: "fleet@bench.example", password: "long enough" });
  for (let index = 0; index < rows; index += 1) {
    const phoneNumber = `+4915100${String(100_000 + index)}`;
    visit = visits.addNumber(visit, { phoneNumber, phoneName: `Number ${index}` });
  }
  await sandbox.clock.advance("PrePayPA", 60_000);
  await sandbox.stop();
}

/** The statement that the sandbox runs for the list, caught as it is prepared. */
async function catchSql(db: string): Promise<{ sql: string; values: unknown[] }> {
  const { startSandbox } = await import("../dist/sandbox/sandbox.js");
  const prepared: string[] = [];
  const { prepare } = Database.prototype;
  Reflect.set(Database.prototype, "prepare", function record(this: Database.Database, sql: string) {
    prepared.push(sql);
    return prepare.call(this, sql);
  });
  const sandbox = await startSandbox({ port: 0, db });
  sandbox.hub.channels.list("PrePayPA", {});
  await sandbox.stop();
  Database.prototype.prepare = prepare;
  const sql = prepared.find((text) => text.includes("LIMIT ? OFFSET ?"));
  if (sql === undefined) throw new Error("The sandbox prepared no list statement.");
  return { sql, values: ["PrePayPA", 1000, 0] };
}

/** Requests a second over keep-alive connections, for a while. */
async function load(url: string, agent: Agent, total: number): Promise<number> {
  let left = total;
  const start = performance.now();
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const answer = await request(url, { dispatcher: agent, headers });
      await answer.body.arrayBuffer();
      if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return (total / (performance.now() - start)) * 1000;
}

/** Lists 20 channels, against a bare Hono route that runs the same SQL and sends the same bytes. */
export async function benchListChannels(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
  const db = join(folder, "bench.db");
  await seed(db);
  const caught = await catchSql(db);
  const agent = new Agent({ connections: 8, pipelining: 1 });
  const ours = await startNode([
    "dist/sandbox/cli/main.js",
    "start",
    "--port",
    "0",
    "--json",
    "--db",
    db,
    "--clock",
    "manual",
  ]);
  const ourUrl = `${ours.ready.url}/api/v2/partners/PrePayPA/channels`;
  const bytes = await (await request(ourUrl, { dispatcher: agent, headers })).body.text();
  const work = join(folder, "work.json");
  writeFileSync(work, JSON.stringify({ db, ...caught, bytes }));
  const bare = await startNode(["bench/bare-server.ts", work]);
  const bareUrl = `http://127.0.0.1:${bare.ready.port}/list`;

  await load(ourUrl, agent, 2000);
  await load(bareUrl, agent, 2000);
  const rates: { ours: number; bare: number }[] = [];
  for (let round = 0; round < 7; round += 1) {
    rates.push({ bare: await load(bareUrl, agent, 2000), ours: await load(ourUrl, agent, 2000) });
  }
  await Promise.all([ours.stop(), bare.stop()]);
  await agent.close();
  rmSync(folder, { recursive: true });

  const ratio = median(rates.map((rate) => rate.ours / rate.bare));
  const perSecond = Math.round(median(rates.map((rate) => rate.ours)));
  return [
    {
      name: `list ${rows} channels (${bytes.length} bytes)`,
      value: `${ratio.toFixed(2)} of bare Hono, ${perSecond}/s`,
      aim: "at least 0.6",
      met: ratio >= 0.6,
    },
  ];
}
