import { request } from "undici";
import type { Wall } from "../../clock/wall.js";
import { AppError } from "./partner-app.js";

const patienceMs = 10_000;

/**
 * Asks an endpoint of the app whether it has come to rest; it answers 200 as soon as no work is left that could be done
 * now.
 *
 * @throws AppError when it answers anything else, or nothing.
 */
export function idleEndpoint(url: string, wall: Wall): () => Promise<void> {
  return async function idle() {
    // Asked at every moment of a play: the global fetch takes several times as long.
    const answer = await request(url, { signal: wall.deadline(patienceMs) }).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : error;
      throw new AppError(`The app does not answer GET ${url}: ${why}`);
    });
    const text = await answer.body.text();
    if (answer.statusCode === 200) return;
    throw new AppError(
      `The app has not come to rest: GET ${url} answered ${answer.statusCode} ${text.slice(0, 200)}`,
    );
  };
}
