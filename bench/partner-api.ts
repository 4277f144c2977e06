import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, request } from "undici";
import { type Figure, median } from "./figures.ts";
import { startNode } from "./processes.ts";
import type { Call, Work } from "./work.ts";

const headers = { "x-api-key": "sandbox-partner-key" };

async function ask(url: string, method: Call["method"], agent: Agent): Promise<string> {
  const answer = await request(url, { method, dispatcher: agent, headers });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${method} ${url} answered ${answer.statusCode}: ${text}`);
  return text;
}

/** Requests a second over keep-alive connections, for a while. */
async function load(url: string, method: Call["method"], agent: Agent, total: number): Promise<number> {
  let left = total;
  const start = performance.now();
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await ask(url, method, agent);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return (total / (performance.now() - start)) * 1000;
}

async function compare(call: Call, bytes: number, ours: string, bare: string, agent: Agent): Promise<Figure> {
  await load(ours, call.method, agent, 2000);
  await load(bare, call.method, agent, 2000);
  const rates: { ours: number; bare: number }[] = [];
  for (let round = 0; round < 7; round += 1) {
    const bareRate = await load(bare, call.method, agent, 1500);
    rates.push({ bare: bareRate, ours: await load(ours, call.method, agent, 1500) });
  }
  const ratio = median(rates.map((rate) => rate.ours / rate.bare));
  const perSecond = Math.round(median(rates.map((rate) => rate.ours)));
  const value = `${ratio.toFixed(2)} of bare Hono with the same SQL, ${perSecond}/s`;
  const isList = call.name === "list 20 channels";
  return {
    name: `${call.name} (${bytes} bytes)`,
    value,
    aim: isList ? "at least 0.6" : "none",
    met: !isList || ratio >= 0.6,
  };
}

/** Calls of the Partner API, against bare Hono routes that run the same SQL on the same data and send the same bytes. */
export async function benchPartnerApi(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
  const db = join(folder, "copy.db");
  const agent = new Agent({ connections: 8, pipelining: 1 });
  const ours = await startNode(["bench/sandbox-server.ts", db]);
  const { url, calls }: { url: string; calls: Call[] } = JSON.parse(JSON.stringify(ours.ready));
  const answered: Work["calls"] = [];
  for (const call of calls) answered.push({ ...call, bytes: await ask(url + call.path, call.method, agent) });
  const file = join(folder, "work.json");
  writeFileSync(file, JSON.stringify({ db, calls: answered } satisfies Work));
  const bare = await startNode(["bench/bare-server.ts", file]);

  const figures: Figure[] = [];
  for (const [index, call] of answered.entries()) {
    const bareUrl = `http://127.0.0.1:${bare.ready.port}/${index}`;
    figures.push(await compare(call, call.bytes.length, url + call.path, bareUrl, agent));
  }
  await Promise.all([ours.stop(), bare.stop()]);
  await agent.close();
  rmSync(folder, { recursive: true });
  return figures;
}
