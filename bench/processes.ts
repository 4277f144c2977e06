import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A server started by the bench, and the JSON line that it printed when it was ready. */
export interface Started {
  ready: Record<string, unknown>;
  stop(): Promise<void>;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

/** Starts `node` with arguments and waits for its first line of JSON. */
export async function startNode(args: string[]): Promise<Started> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exit = ended(child);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", (code) =>
      reject(new Error(`node ${args.join(" ")} ended with ${code} before it was ready.`)),
    );
  });
  return {
    ready: JSON.parse(line),
    async stop() {
      child.kill("SIGTERM");
      await exit;
    },
  };
}

/** Runs `node` to its end and gives the lines of JSON that it printed. */
export async function runNode(args: string[]): Promise<Record<string, unknown>[]> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exit = ended(child);
  const lines: Record<string, unknown>[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(JSON.parse(line));
  await exit;
  return lines;
}
