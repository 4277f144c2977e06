import type { Wall } from "../clock/wall.js";
import { nearLookup, RemoteTargetError, refuseRemoteAddress } from "./allowed-address.js";

/** What came back from a receiver, or why nothing did. `tookMs` is wall time; `body` is cut after 1 MiB. */
export interface PostResult {
  status: number | null;
  error: string | null;
  headers: Record<string, string>;
  body: string;
  tookMs: number;
}

export interface PostRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
}

const keptBytes = 1024 * 1024;

/** Posts over keep-alive connections and never follows a redirect. */
export interface Poster {
  /** @returns the result, or `undefined` when the poster was closed meanwhile: nothing is known of the attempt then. */
  post(request: PostRequest): Promise<PostResult | undefined>;
  close(): Promise<void>;
}

const reasons: Record<string, (url: URL) => string> = {
  ECONNREFUSED: (url) => `Nothing listens at ${url.origin}: is your app running?`,
  ENOTFOUND: (url) => `The host ${url.hostname} is not known here.`,
  ECONNRESET: (url) => `${url.origin} closed the connection before it answered.`,
  UND_ERR_SOCKET: (url) => `${url.origin} closed the connection before it answered.`,
};

function reason(error: unknown, url: string, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof RemoteTargetError) return error.message;
  if (error.name === "TimeoutError") return `No answer within ${timeoutMs / 1000} s.`;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return reasons[code]?.(new URL(url)) ?? `${code} ${error.message}`.trim();
}

async function readSome(body: AsyncIterable<Buffer>): Promise<string> {
  const kept: Buffer[] = [];
  let room = keptBytes;
  for await (const chunk of body) {
    kept.push(chunk.subarray(0, room));
    room -= chunk.length;
    if (room <= 0) break;
  }
  return Buffer.concat(kept).toString("utf8");
}

const flat = (value: string | string[] | undefined) =>
  Array.isArray(value) ? value.join(", ") : (value ?? "");

/**
 * The HTTP client is loaded with the first post: a start that sends nothing does not wait for it.
 *
 * @param allowRemote also posts to addresses that are neither on this machine nor in a private range.
 */
export function createPoster(wall: Wall, allowRemote = false): Poster {
  const closing = new AbortController();
  let client: Promise<{ undici: typeof import("undici"); agent: import("undici").Agent }> | undefined;

  function load() {
    client ??= import("undici").then((undici) => ({
      undici,
      agent: new undici.Agent({
        keepAliveTimeout: 30_000,
        connections: 64,
        connect: allowRemote ? {} : { lookup: nearLookup() },
      }),
    }));
    return client;
  }

  return {
    async post({ url, headers, body, timeoutMs }) {
      const { undici, agent } = await load();
      const start = wall.elapsed();
      const tookMs = () => Math.round(wall.elapsed() - start);
      const signal = AbortSignal.any([closing.signal, wall.deadline(timeoutMs)]);
      try {
        if (!allowRemote) refuseRemoteAddress(url);
        const answer = await undici.request(url, {
          method: "POST",
          headers,
          body,
          signal,
          dispatcher: agent,
        });
        const text = await readSome(answer.body);
        const answerHeaders = Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [name, flat(value)]),
        );
        return {
          status: answer.statusCode,
          error: null,
          headers: answerHeaders,
          body: text,
          tookMs: tookMs(),
        };
      } catch (error) {
        if (closing.signal.aborted) return undefined;
        const why = reason(error, url, timeoutMs);
        return { status: null, error: why, headers: {}, body: "", tookMs: tookMs() };
      }
    },
    async close() {
      closing.abort();
      if (client) await (await client).agent.destroy();
    },
  };
}
