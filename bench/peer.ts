import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Posted, postAll } from "./posts.ts";

const folder = new URL("peers/", import.meta.url).pathname;
const main = join(folder, "node_modules/emulate/dist/index.js");

// Each token may call 5,000 times an hour; the bench goes round.
const tokens = Array.from({ length: 40 }, (_, index) => `bench_token_${index}`);

/** The peer, ready to send webhooks. */
export interface Peer {
  /** Has it send `count` webhooks, one for each call; a call is answered when its webhook was. */
  send(count: number, atOnce: number): Promise<Posted>;
  stop(): Promise<void>;
}

/** Installs the peers' package when it is missing; returns whether it is there. */
function install(): boolean {
  if (existsSync(main)) return true;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
  spawnSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return existsSync(main);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}

const seed = {
  tokens: Object.fromEntries(
    tokens.map((token) => [token, { login: "octo", scopes: ["repo", "admin:repo_hook"] }]),
  ),
  github: {
    users: [{ login: "octo", name: "Octo", email: "octo@bench.example" }],
    repos: [{ owner: "octo", name: "hub", auto_init: true }],
  },
};

async function waitUntilUp(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer) return;
    await pause(100);
  }
  throw new Error(`The peer does not answer at ${url}.`);
}

async function addHook(url: string, hookUrl: string): Promise<number> {
  const answer = await fetch(`${url}/repos/octo/hub/hooks`, {
    method: "POST",
    headers: { authorization: `Bearer ${tokens[0]}`, "content-type": "application/json" },
    body: JSON.stringify({
      config: { url: hookUrl, content_type: "json", secret: "bench" },
      events: ["push"],
    }),
  });
  const { id } = await answer.json();
  if (answer.status !== 201) throw new Error(`The peer answered ${answer.status} to a new hook.`);
  return Number(id);
}

/**
 * Starts npm `emulate` with its GitHub, in a process of its own, and hooks it up to a receiver with a secret. Of all
 * that it emulates, "test a hook" does least beside sending: one signed webhook for each call.
 *
 * @returns nothing when its package cannot be installed.
 */
export async function startPeer(hookUrl: string): Promise<Peer | undefined> {
  if (!install()) return undefined;
  const port = await freePort();
  const config = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
  const seedFile = join(config, "seed.json");
  writeFileSync(seedFile, JSON.stringify(seed));
  const args = [main, "start", "--service", "github", "--port", String(port), "--seed", seedFile];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const exit = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await exit;
    rmSync(config, { recursive: true });
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    await waitUntilUp(url);
    const hook = await addHook(url, hookUrl);
    const testUrl = `${url}/repos/octo/hub/hooks/${hook}/tests`;
    let called = 0;
    const headers = () => ({ authorization: `Bearer ${tokens[called++ % tokens.length]}` });
    return { stop, send: (count, atOnce) => postAll(testUrl, Array(count).fill("{}"), atOnce, headers) };
  } catch (error) {
    await stop();
    throw error;
  }
}
