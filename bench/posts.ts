import { Agent, request } from "node:http";

function post(url: string, agent: Agent, body: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(body));
    const options = { method: "POST", agent, headers: { ...headers, "content-length": length } };
    const sent = request(url, options, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode ?? 0));
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** A load of posts, and what came of it. `ms` is wall time from the first post to the last answer. */
export interface Posted {
  ms: number;
  /** Answers that were no 2xx. */
  refused: number;
}

/**
 * Bare keep-alive posts with `node:http`: nothing is signed, written down or kept in order.
 *
 * @param atOnce how many are under way at the same time.
 * @param headersOf more headers for the nth post.
 */
export async function postAll(
  url: string,
  bodies: readonly string[],
  atOnce: number,
  headersOf: (index: number) => Record<string, string> = () => ({}),
): Promise<Posted> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  let next = 0;
  let refused = 0;
  const start = performance.now();
  const worker = async () => {
    for (let index = next++; index < bodies.length; index = next++) {
      const headers = { "content-type": "application/json", ...headersOf(index) };
      const status = await post(url, agent, bodies[index] ?? "", headers);
      if (status < 200 || status > 299) refused += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const ms = performance.now() - start;
  agent.destroy();
  return { ms, refused };
}
