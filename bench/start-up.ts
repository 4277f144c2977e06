import { type Figure, median } from "./figures.ts";
import { startNode } from "./processes.ts";

async function timeToFirstAnswer(
  args: string[],
  url: (ready: Record<string, unknown>) => string,
): Promise<number> {
  const start = performance.now();
  const started = await startNode(args);
  const answer = await fetch(url(started.ready));
  await answer.arrayBuffer();
  const took = performance.now() - start;
  await started.stop();
  if (answer.status !== 200) throw new Error(`${args.join(" ")} answered ${answer.status}`);
  return took;
}

/** From `node …/main.js start` to the first 200, against a bare Hono server with the same libraries. */
export async function benchColdStart(): Promise<Figure[]> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < 11; round += 1) {
    bare.push(
      await timeToFirstAnswer(["bench/bare-server.ts"], ({ port }) => `http://127.0.0.1:${port}/health`),
    );
    ours.push(
      await timeToFirstAnswer(
        ["dist/sandbox/cli/main.js", "start", "--port", "0", "--json"],
        ({ url }) => `${url}/_sandbox/api/health`,
      ),
    );
  }
  const ratio = median(ours) / median(bare);
  const value = `${ratio.toFixed(2)} times bare Hono, ${median(ours).toFixed(0)} ms`;
  return [{ name: "cold start to the first 200", value, aim: "at most 1.6", met: ratio <= 1.6 }];
}

/** `startSandbox()` in this process, in memory. */
export async function benchInProcess(): Promise<Figure[]> {
  const { startSandbox } = await import("../dist/sandbox/sandbox.js");
  const times: number[] = [];
  for (let round = 0; round < 41; round += 1) {
    const start = performance.now();
    const sandbox = await startSandbox({ port: 0 });
    times.push(performance.now() - start);
    await sandbox.stop();
  }
  const value = `${median(times).toFixed(1)} ms`;
  return [{ name: "startSandbox() in process", value, aim: "at most 10 ms", met: median(times) <= 10 }];
}
