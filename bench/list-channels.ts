import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, request } from "undici";
import { type Figure, median } from "./figures.ts";
import { startNode } from "./processes.ts";

const headers = { "x-api-key": "sandbox-partner-key" };

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

/** Lists 20 channels, against a bare Hono route that runs the same SQL on the same data and sends the same bytes. */
export async function benchListChannels(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
  const db = join(folder, "copy.db");
  const agent = new Agent({ connections: 8, pipelining: 1 });
  const ours = await startNode(["bench/sandbox-server.ts", db]);
  const ourUrl = `${ours.ready.url}/api/v2/partners/PrePayPA/channels`;
  const bytes = await (await request(ourUrl, { dispatcher: agent, headers })).body.text();
  const work = join(folder, "work.json");
  writeFileSync(work, JSON.stringify({ db, sql: ours.ready.sql, values: ["PrePayPA", 1000, 0], bytes }));
  const bare = await startNode(["bench/bare-server.ts", work]);
  const bareUrl = `http://127.0.0.1:${bare.ready.port}/list`;

  await load(ourUrl, agent, 3000);
  await load(bareUrl, agent, 3000);
  const rates: { ours: number; bare: number }[] = [];
  for (let round = 0; round < 9; round += 1) {
    rates.push({ bare: await load(bareUrl, agent, 2000), ours: await load(ourUrl, agent, 2000) });
  }
  await Promise.all([ours.stop(), bare.stop()]);
  await agent.close();
  rmSync(folder, { recursive: true });

  const ratio = median(rates.map((rate) => rate.ours / rate.bare));
  const perSecond = Math.round(median(rates.map((rate) => rate.ours)));
  const value = `${ratio.toFixed(2)} of bare Hono, ${perSecond}/s`;
  return [
    { name: `list 20 channels (${bytes.length} bytes)`, value, aim: "at least 0.6", met: ratio >= 0.6 },
  ];
}
