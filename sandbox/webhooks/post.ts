import type { Agent } from "undici";
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

/** The result for whoever waits for an answer, when the poster was closed meanwhile. */
export const stoppedResult: PostResult = {
  status: null,
  error: "The sandbox stopped before an answer came.",
  headers: {},
  body: "",
  tookMs: 0,
};

/** Posts over keep-alive connections and never follows a redirect. */
export interface Poster {
  /** @returns the result, or `undefined` when the poster was closed meanwhile: nothing is known of the attempt then. */
  post(request: PostRequest): Promise<PostResult | undefined>;
  /** Gets a page in the same way: near addresses only, and no redirect is followed. */
  get(request: Omit<PostRequest, "body">): Promise<PostResult | undefined>;
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

const flat = (value: string | string[] | undefined) =>
  Array.isArray(value) ? value.join(", ") : (value ?? "");

const flatAll = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, flat(value)]));

/** Where a post goes, in the client's words. */
interface Address {
  origin: string;
  path: string;
}

/** Reads URLs and refuses remote ones; the same few come with every post, and are looked at once. */
function createAddresses(allowRemote: boolean): (url: string) => Address {
  const known = new Map<string, Address>();
  return function addressOf(url) {
    const seen = known.get(url);
    if (seen) return seen;
    if (!allowRemote) refuseRemoteAddress(url);
    const { origin, pathname, search } = new URL(url);
    const address = { origin, path: pathname + search };
    if (known.size >= 1000) known.clear();
    known.set(url, address);
    return address;
  };
}

type Answer = Pick<PostResult, "status" | "headers" | "body">;

type SendRequest = Omit<PostRequest, "body"> & { body: string | null };

/**
 * Sends one request and gathers its answer, without the streams of the client's `request`, which cost more than the post.
 *
 * @param onStop is told how to give up, also while the request still waits for a connection.
 */
function send(
  agent: Agent,
  address: Address,
  method: "POST" | "GET",
  { headers, body }: SendRequest,
  onStop: (stop: (reason: Error) => void) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const answer: Answer = { status: null, headers: {}, body: "" };
    const kept: Buffer[] = [];
    let room = keptBytes;
    let stopped: Error | undefined;
    let abort = (_reason: Error) => {};
    const finish = () => resolve({ ...answer, body: Buffer.concat(kept).toString("utf8") });
    onStop((reason) => {
      stopped = reason;
      reject(reason);
      abort(reason);
    });
    agent.dispatch(
      { ...address, method, headers, body },
      {
        onRequestStart(controller) {
          abort = (reason) => controller.abort(reason);
          if (stopped) abort(stopped);
        },
        onResponseStart(_controller, status, answerHeaders) {
          answer.status = status;
          answer.headers = flatAll(answerHeaders);
        },
        onResponseData(controller, chunk) {
          kept.push(chunk.subarray(0, room));
          room -= chunk.length;
          if (room > 0) return;
          finish();
          controller.abort(new Error("The rest of the answer is not kept."));
        },
        onResponseEnd: finish,
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

/**
 * The HTTP client is loaded with the first post: a start that sends nothing does not wait for it.
 *
 * @param allowRemote also posts to addresses that are neither on this machine nor in a private range.
 */
export function createPoster(wall: Wall, allowRemote = false): Poster {
  const addressOf = createAddresses(allowRemote);
  const underWay = new Set<(reason: Error) => void>();
  let isClosed = false;
  let client: Promise<Agent> | undefined;

  function load(): Promise<Agent> {
    client ??= import("undici").then(
      ({ Agent }) =>
        new Agent({
          keepAliveTimeout: 30_000,
          connections: 64,
          connect: allowRemote ? {} : { lookup: nearLookup() },
        }),
    );
    return client;
  }

  /** Sends within the deadline, and gives up when the poster is closed. */
  async function sendInTime(agent: Agent, method: "POST" | "GET", request: SendRequest): Promise<Answer> {
    const deadline = wall.deadline(request.timeoutMs);
    let stop = (_reason: Error) => {};
    const onLate = () => stop(deadline.reason);
    deadline.addEventListener("abort", onLate);
    try {
      return await send(agent, addressOf(request.url), method, request, (given) => {
        stop = given;
        underWay.add(stop);
      });
    } finally {
      deadline.removeEventListener("abort", onLate);
      underWay.delete(stop);
    }
  }

  async function exchange(method: "POST" | "GET", request: SendRequest): Promise<PostResult | undefined> {
    const agent = await load();
    if (isClosed) return undefined;
    const start = wall.elapsed();
    const tookMs = () => Math.round(wall.elapsed() - start);
    try {
      const { status, headers, body } = await sendInTime(agent, method, request);
      return { status, error: null, headers, body, tookMs: tookMs() };
    } catch (error) {
      if (isClosed) return undefined;
      const why = reason(error, request.url, request.timeoutMs);
      return { status: null, error: why, headers: {}, body: "", tookMs: tookMs() };
    }
  }

  return {
    post: (request) => exchange("POST", request),
    get: (request) => exchange("GET", { ...request, body: null }),
    async close() {
      isClosed = true;
      for (const stop of underWay) stop(new Error("The poster was closed."));
      if (client) await (await client).destroy();
    },
  };
}
