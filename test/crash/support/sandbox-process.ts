import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** What to start: the compiled command line, on which database file. */
export interface StartRequest {
  /** The compiled command line, such as `dist/sandbox/cli/main.js`. */
  main: string;
  file: string;
  seed: number;
  /** As `--clock` takes it: `real`, or `x60`. */
  clock: string;
  /** Has the process kill itself right after so many commits of its database. */
  dieAfterCommits?: number | undefined;
}

/** A sandbox in a process of its own. */
export interface SandboxProcess {
  /** Its origin, once it has said that it is ready; undefined when it was killed before that. */
  ready: Promise<string | undefined>;
  /** Resolves when the process was killed or stopped; rejects when it ends by itself. */
  ended: Promise<void>;
  /** Whether a request that breaks off is no wonder. */
  mayBeDead(): boolean;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves when the process is gone, and rejects when it did not end cleanly. */
  stop(): Promise<void>;
}

const readyLine = z.object({ url: z.string() });
const preload = fileURLToPath(new URL("./die-after-commits.ts", import.meta.url));

function spawnNode({ main, file, seed, clock, dieAfterCommits }: StartRequest) {
  const options = ["--port", "0", "--json", "--db", file, "--clock", clock, "--seed", String(seed)];
  const isMortal = dieAfterCommits !== undefined;
  const env = isMortal ? { ...process.env, CRASH_AFTER_COMMITS: String(dieAfterCommits) } : process.env;
  const args = [...(isMortal ? ["--import", preload] : []), main, "start", ...options];
  return spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Starts `hub-sandbox start` on a free port of 127.0.0.1. */
export function spawnSandbox(request: StartRequest): SandboxProcess {
  const child = spawnNode(request);
  const exit = once(child, "exit");
  let killed = request.dieAfterCommits !== undefined;
  let stopped = false;
  let complaints = "";
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
  });

  async function ended(): Promise<void> {
    const [code, signal] = await exit;
    if ((killed && signal === "SIGKILL") || (stopped && code === 0)) return;
    throw new Error(`The sandbox ended by itself (code ${code}, signal ${signal}): ${complaints.trim()}`);
  }

  async function ready(): Promise<string | undefined> {
    const gone = new AbortController();
    void exit.then(() => gone.abort());
    const lines = createInterface({ input: child.stdout });
    const first = await once(lines, "line", { signal: gone.signal }).catch(() => undefined);
    if (!first) return undefined;
    const { port } = new URL(readyLine.parse(JSON.parse(first[0])).url);
    return `http://127.0.0.1:${port}`;
  }

  const sandbox = {
    ready: ready(),
    ended: ended(),
    mayBeDead: () => killed,
    async kill() {
      killed = true;
      child.kill("SIGKILL");
      await exit;
    },
    async stop() {
      stopped = true;
      child.kill("SIGTERM");
      await sandbox.ended;
    },
  };
  // Whoever kills it need not wait for the reason of its end.
  sandbox.ended.catch(() => {});
  return sandbox;
}
