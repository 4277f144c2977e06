import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { onTestFinished } from "vitest";

const main = "dist/sandbox/cli/main.js";

/** Tests of the command line run what was built. */
export function requireBuiltCommandLine(): void {
  if (!existsSync(main))
    throw new Error(`${main} is missing: run \`npm run build\` first, or \`npm test\`, which does.`);
}

/** Runs the command line in a process of its own; it is ended with the test. */
export function hubSandbox(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Resolves when a process has ended, with its exit code and all that it said. */
export async function finished(
  child: ChildProcess,
): Promise<{ code: number | null; out: string; err: string }> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, "close");
  return { code, out, err };
}
